using DetectionApi.Domain.Alerts;
using DetectionApi.Persistence;

namespace DetectionApi.Api.AlertStream;

/// <summary>One who follows the alerts: what waits to be sent to him, and how far he is.</summary>
/// <remarks>
/// What waits is little. Past that it is forgotten and the listener is behind: he reads what he missed from the store,
/// at his own pace, and holds neither others nor memory.
/// </remarks>
internal sealed class StreamListener
{
    private const int WaitingMax = 64;
    private const int WaitingBytesMax = 128 * 1024;
    private const int NoticesMax = 64;

    private readonly AlertFilter _filter;
    private readonly Lock _lock = new();
    private readonly Queue<StreamedAlert> _waiting = [];
    private readonly Queue<byte[]> _notices = [];
    private int _waitingBytes;
    private long _known;
    private bool _isBehind;
    private TaskCompletionSource _news = NewSignal();

    /// <summary>A listener who knows all up to a change.</summary>
    public StreamListener(AlertFilter filter, long known, bool isBehind, string? holder = null) =>
        (_filter, _known, _isBehind, Holder) = (filter, known, isBehind, holder);

    /// <summary>With whose key or token he follows; null while nobody needs one.</summary>
    public string? Holder { get; }

    /// <summary>The number of the last change that was sent to him, or that he need not see.</summary>
    public long Known
    {
        get
        {
            lock (_lock) return _known;
        }
    }

    /// <summary>True if he has to read from the store.</summary>
    public bool IsBehind
    {
        get
        {
            lock (_lock) return _isBehind;
        }
    }

    /// <summary>True if he wants to see the alert.</summary>
    public bool Wants(Alert alert) => _filter.Matches(alert);

    /// <summary>Puts a change where he will find it. It never waits.</summary>
    public void Offer(StreamedAlert change)
    {
        lock (_lock)
        {
            if (_isBehind || change.Number <= _known) return;
            if (!Wants(change.Alert))
            {
                if (_waiting.Count == 0) _known = change.Number;
                return;
            }

            // One that is larger than all the room there is gets in alone.
            var bytes = change.Frame.Length;
            if (_waiting.Count == WaitingMax || (_waiting.Count > 0 && _waitingBytes + bytes > WaitingBytesMax))
            {
                _waiting.Clear();
                (_waitingBytes, _isBehind) = (0, true);
            }
            else
            {
                _waiting.Enqueue(change);
                _waitingBytes += bytes;
            }

            _news.TrySetResult();
        }
    }

    /// <summary>Puts an event that is no change of an alert where he will find it. Of too many the oldest go.</summary>
    public void Tell(byte[] frame)
    {
        lock (_lock)
        {
            if (_notices.Count == NoticesMax) _notices.Dequeue();
            _notices.Enqueue(frame);
            _news.TrySetResult();
        }
    }

    /// <summary>Takes the events that are no changes of alerts, to be sent now.</summary>
    public IReadOnlyList<byte[]> TakeNotices()
    {
        lock (_lock)
        {
            byte[][] taken = [.. _notices];
            _notices.Clear();
            return taken;
        }
    }

    /// <summary>Takes what waits, to be sent now.</summary>
    public IReadOnlyList<StreamedAlert> Take()
    {
        lock (_lock)
        {
            if (_news.Task.IsCompleted) _news = NewSignal();
            if (_waiting.Count == 0) return [];

            StreamedAlert[] taken = [.. _waiting];
            _waiting.Clear();
            _waitingBytes = 0;
            _known = taken[^1].Number;
            return taken;
        }
    }

    /// <summary>Completes as soon as there is something to take, or he is behind.</summary>
    public Task News
    {
        get
        {
            lock (_lock) return _waiting.Count + _notices.Count > 0 || _isBehind ? Task.CompletedTask : _news.Task;
        }
    }

    /// <summary>Notes that he read up to that change by himself.</summary>
    public void Know(long number)
    {
        lock (_lock) _known = Math.Max(_known, number);
    }

    /// <summary>Takes part again: from now on changes are offered to him.</summary>
    public void Rejoin()
    {
        lock (_lock) _isBehind = false;
    }

    // Whoever offers must not be the one on whose thread it is sent.
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
