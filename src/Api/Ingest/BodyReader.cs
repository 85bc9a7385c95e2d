using System.Buffers;
using System.IO.Compression;

namespace DetectionApi.Api.Ingest;

/// <summary>Reads the body of a request, inflated, as lines or whole, within a limit.</summary>
/// <remarks>
/// Lines are handed out as they arrive, so reading costs the memory of the longest line, not of the body. The memory is
/// borrowed from the pool and goes back with <see cref="Dispose"/>. That a compressed body which breaks off is
/// noticed is owed to the switch <c>UseStrictValidation</c> in <c>Directory.Build.props</c>.
/// </remarks>
internal sealed class BodyReader : IDisposable
{
    private const int BytesAtStart = 64 * 1024;
    private const int BytesPooledMax = 1024 * 1024 * 1024;
    private const int PooledOfEachSize = 16;

    // The shared pool keeps buffers for each thread, and the greatest are as long as a body may be.
    private static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(BytesPooledMax, PooledOfEachSize);

    private readonly Stream _body;
    private readonly bool _inflates;
    private readonly long _bytesMax;
    private readonly WaitingBytes.Share _waiting;
    private byte[] _buffer = Pool.Rent(BytesAtStart);
    private int _start;
    private int _end;
    private int _searched;
    private long _total;

    private BodyReader(Stream body, bool inflates, long bytesMax, WaitingBytes.Share waiting)
    {
        (_body, _inflates, _bytesMax, _waiting) = (body, inflates, bytesMax, waiting);
        waiting.Add(_buffer.Length);
    }

    /// <summary>Opens the body; null with a refusal if its encoding is not known.</summary>
    /// <exception cref="TooMuchWaitingException">Too much is under way.</exception>
    public static BodyReader? TryOpen(
        HttpRequest request, long bytesMax, WaitingBytes.Share waiting, out BodyRefusal? refusal)
    {
        var encoding = request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant();
        Stream? body = encoding switch
        {
            "" or "identity" => request.Body,
            "gzip" or "x-gzip" => new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
            "deflate" => new ZLibStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
            "br" => new BrotliStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
            _ => null,
        };
        refusal = body is null ? BodyRefusal.UnknownEncoding(encoding) : null;
        return body is null ? null : new BodyReader(body, body != request.Body, bytesMax, waiting);
    }

    /// <summary>Opens a part of a body, which nothing has to inflate.</summary>
    /// <exception cref="TooMuchWaitingException">Too much is under way.</exception>
    public static BodyReader Open(Stream part, long bytesMax, WaitingBytes.Share waiting) =>
        new(part, inflates: false, bytesMax, waiting);

    /// <summary>Reads on. False at the end of the body.</summary>
    /// <exception cref="BodyTooLargeException">The body is longer than the limit.</exception>
    /// <exception cref="InvalidDataException">The body is not what its encoding says.</exception>
    /// <exception cref="TooMuchWaitingException">It takes more memory than there is now.</exception>
    public async ValueTask<bool> ReadMoreAsync(CancellationToken cancellationToken)
    {
        _waiting.Continue();
        MakeRoom();
        var read = await ReadAsync(cancellationToken);
        _end += read;
        _total += read;
        if (_total > _bytesMax) throw new BodyTooLargeException();
        return read > 0;
    }

    /// <summary>Reads the body to its end and gives all of it that was not read as lines.</summary>
    /// <inheritdoc cref="ReadMoreAsync"/>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAllAsync(CancellationToken cancellationToken)
    {
        while (await ReadMoreAsync(cancellationToken)) continue;
        return _buffer.AsMemory(_start, _end - _start);
    }

    /// <summary>The next line that has arrived whole, without its line end.</summary>
    public bool TryReadLine(out ReadOnlySpan<byte> line)
    {
        var found = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
        if (found < 0)
        {
            _searched = _end;
            line = default;
            return false;
        }

        line = _buffer.AsSpan(_start, _searched + found - _start);
        _start = _searched = _searched + found + 1;
        return true;
    }

    /// <summary>How many bytes were read, inflated.</summary>
    public long BytesRead => _total;

    /// <summary>What has arrived and was not read as a line.</summary>
    public ReadOnlySpan<byte> Rest => _buffer.AsSpan(_start, _end - _start);

    public void Dispose()
    {
        // Of the request's own body the server takes care.
        if (_inflates) _body.Dispose();
        Pool.Return(_buffer);
        _buffer = [];
        _start = _end = _searched = 0;
    }

    private async ValueTask<int> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _body.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        }
        catch (InvalidOperationException e) when (_body is BrotliStream)
        {
            // What the other decoders call invalid data.
            throw new InvalidDataException(e.Message, e);
        }
    }

    private void MakeRoom()
    {
        if (_start == 0 && _end < _buffer.Length) return;

        var target = _buffer;
        if (_end - _start > _buffer.Length / 2)
        {
            _waiting.Add(_buffer.Length);
            target = Pool.Rent(_buffer.Length * 2);
        }

        Rest.CopyTo(target);
        if (target != _buffer) Pool.Return(_buffer);
        (_buffer, _start, _end, _searched) = (target, 0, _end - _start, _searched - _start);
    }
}

/// <summary>The body of a request is longer than the limit.</summary>
internal sealed class BodyTooLargeException : Exception;
