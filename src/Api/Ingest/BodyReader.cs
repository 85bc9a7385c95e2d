using System.Buffers;
using System.IO.Compression;

namespace DetectionApi.Api.Ingest;

/// <summary>Reads the body of a request, inflated, as lines or whole, within a limit.</summary>
/// <remarks>
/// Lines are handed out as they arrive, so reading costs the memory of the longest line, not of the body. The memory is
/// borrowed from the pool and goes back with <see cref="Dispose"/>. Of a line that is too long no more than its
/// beginning is kept, and the next one is read as if nothing had been. That a compressed body which breaks off is
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
    private readonly CountedStream? _packed;
    private readonly BodyLimits _limits;
    private readonly WaitingBytes.Share _waiting;
    private byte[] _buffer = Pool.Rent(BytesAtStart);
    private int _start;
    private int _end;
    private int _searched;
    private long _total;
    private bool _isCut;
    private bool _isReadWhole;

    private BodyReader(Stream body, CountedStream? packed, BodyLimits limits, WaitingBytes.Share waiting)
    {
        (_body, _packed, _limits, _waiting) = (body, packed, limits, waiting);
        waiting.Add(_buffer.Length);
    }

    /// <summary>Opens the body; null with a refusal if its encoding is not known.</summary>
    /// <exception cref="TooMuchWaitingException">Too much is under way.</exception>
    public static BodyReader? TryOpen(
        HttpRequest request, BodyLimits limits, WaitingBytes.Share waiting, out BodyRefusal? refusal)
    {
        var packed = new CountedStream(request.Body);
        var encoding = request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant();
        Stream? body = encoding switch
        {
            "" or "identity" => request.Body,
            "gzip" or "x-gzip" => new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionMode.Decompress, leaveOpen: true),
            "br" => new BrotliStream(packed, CompressionMode.Decompress, leaveOpen: true),
            _ => null,
        };
        refusal = body is null ? BodyRefusal.UnknownEncoding(encoding) : null;
        return body is null ? null : new BodyReader(body, body == request.Body ? null : packed, limits, waiting);
    }

    /// <summary>Opens a part of a body, which nothing has to inflate.</summary>
    /// <exception cref="TooMuchWaitingException">Too much is under way.</exception>
    public static BodyReader Open(Stream part, BodyLimits limits, WaitingBytes.Share waiting) =>
        new(part, packed: null, limits, waiting);

    /// <summary>Reads on. False at the end of the body.</summary>
    /// <exception cref="BodyTooLargeException">The body is longer than its limits.</exception>
    /// <exception cref="InvalidDataException">The body is not what its encoding says.</exception>
    /// <exception cref="TooMuchWaitingException">It takes more memory than there is now.</exception>
    public async ValueTask<bool> ReadMoreAsync(CancellationToken cancellationToken)
    {
        _waiting.Continue();
        if (!_isReadWhole) CutLongLine();
        MakeRoom();
        var read = await ReadAsync(cancellationToken);
        _end += read;
        _total += read;
        if (_limits.RefusalOf(_total, _packed?.Count ?? _total) is { } refusal)
            throw new BodyTooLargeException(refusal);
        return read > 0;
    }

    /// <summary>Reads the body to its end and gives all of it that was not read as lines.</summary>
    /// <inheritdoc cref="ReadMoreAsync"/>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAllAsync(CancellationToken cancellationToken)
    {
        _isReadWhole = true;
        while (await ReadMoreAsync(cancellationToken)) continue;
        return _buffer.AsMemory(_start, _end - _start);
    }

    /// <summary>The next line that has arrived whole, without its line end.</summary>
    public bool TryReadLine(out ReadOnlySpan<byte> line) => TryReadLine(out line, out _);

    /// <summary>The next line that has arrived whole, without its line end.</summary>
    /// <param name="line">The line, or the beginning of it.</param>
    /// <param name="isCut">True if the line is too long, and the rest of it gone.</param>
    public bool TryReadLine(out ReadOnlySpan<byte> line, out bool isCut)
    {
        var found = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
        if (found < 0)
        {
            _searched = _end;
            line = default;
            isCut = false;
            return false;
        }

        line = Shortened(_buffer.AsSpan(_start, _searched + found - _start), out isCut);
        _start = _searched = _searched + found + 1;
        _isCut = false;
        return true;
    }

    /// <summary>How many bytes were read, inflated.</summary>
    public long BytesRead => _total;

    /// <summary>What has arrived and was not read as a line.</summary>
    public ReadOnlySpan<byte> Rest => _buffer.AsSpan(_start, _end - _start);

    /// <summary>The last line, if nothing ends it.</summary>
    /// <param name="isCut">True if the line is too long, and the rest of it gone.</param>
    public ReadOnlySpan<byte> LastLine(out bool isCut) => Shortened(Rest, out isCut);

    public void Dispose()
    {
        // Of the request's own body the server takes care.
        if (_packed is not null) _body.Dispose();
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

    private ReadOnlySpan<byte> Shortened(ReadOnlySpan<byte> line, out bool isCut)
    {
        isCut = _isCut || line.Length > _limits.LineBytesMax;
        return isCut ? line[..Math.Min(line.Length, BodyLimits.BytesOfLongLine)] : line;
    }

    // All that waits here is one line that has not ended.
    private void CutLongLine()
    {
        _isCut |= _searched == _end && _end - _start > _limits.LineBytesMax;
        if (_isCut) _end = _searched = Math.Min(_end, _start + BodyLimits.BytesOfLongLine);
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

/// <summary>The body of a request is longer than its limits.</summary>
internal sealed class BodyTooLargeException(BodyRefusal refusal) : Exception(refusal.Reason)
{
    /// <summary>What is to be answered.</summary>
    public BodyRefusal Refusal => refusal;
}
