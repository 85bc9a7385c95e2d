using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Ingest;

/// <summary>How many bytes of requests are under way: being read, judged, or waiting to be stored.</summary>
/// <remarks>
/// Past the most a request is refused as a whole, and the shipper sends it again later; so memory stays bounded
/// however many send at once. A request that is alone may go past it, or one could be too large for ever; while it is
/// still being read it gives way when another one comes, or it could keep all others out for as long as it likes.
/// </remarks>
internal sealed class WaitingBytes(IOptions<IngestOptions> options)
{
    private readonly long _most = options.Value.WaitingBytesMax;
    private long _used;
    private volatile Share? _largest;

    /// <summary>How many there are.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <summary>Opens the account of a request.</summary>
    /// <exception cref="TooMuchWaitingException">The most is reached already.</exception>
    public Share Open()
    {
        if (Interlocked.Read(ref _used) < _most) return new Share(this);

        _ = _largest?.GiveWayAsync();
        throw new TooMuchWaitingException();
    }

    /// <summary>What one request holds.</summary>
    internal sealed class Share(WaitingBytes all) : IDisposable
    {
        // Without a timer there is nothing in it to dispose of, and others may hold it at any moment.
        private readonly CancellationTokenSource _givingWay = new();
        private long _own;

        /// <summary>Cancelled when it has to give way to others.</summary>
        public CancellationToken GivingWay => _givingWay.Token;

        /// <summary>Takes more.</summary>
        /// <exception cref="TooMuchWaitingException">It is too much.</exception>
        public void Add(long bytes)
        {
            var used = Interlocked.Add(ref all._used, bytes);
            _own += bytes;
            if (used > all._most && used != _own) throw new TooMuchWaitingException();
            if (used > all._most) all._largest = this;
        }

        /// <summary>Asks whether it may go on.</summary>
        /// <exception cref="TooMuchWaitingException">It has to give way to others.</exception>
        public void Continue()
        {
            if (_givingWay.IsCancellationRequested) throw new TooMuchWaitingException();
        }

        /// <summary>Gives all of it back.</summary>
        public void Dispose()
        {
            Interlocked.Add(ref all._used, -_own);
            _own = 0;
            if (all._largest == this) all._largest = null;
        }

        // Whoever asks for it does not wait until it has given way.
        internal Task GiveWayAsync() => _givingWay.CancelAsync();
    }
}

/// <summary>So many bytes wait to be stored that more would wait too long. Nothing of the request is stored.</summary>
internal sealed class TooMuchWaitingException() : Exception("Too much waits to be stored.");
