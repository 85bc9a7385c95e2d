using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DetectionApi.Hostile.Wire;

/// <summary>A connection that sends bytes as they are, whatever they are, and reads answers of HTTP/1.1.</summary>
internal sealed class WireConnection(IPEndPoint server) : IDisposable
{
    private const int HeadBytesMax = 256 * 1024;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private Socket? _socket;
    private int _start;
    private int _end;

    /// <summary>Sends a request and reads the answer to it.</summary>
    public async Task<WireAnswer> AskAsync(byte[] request, bool isHead, CancellationToken cancellationToken)
    {
        var isFresh = _socket is null;
        var answer = await TryAskAsync(request, isHead, cancellationToken);

        // A server may close a connection between two requests.
        if (answer.Status == 0 && !isFresh) answer = await TryAskAsync(request, isHead, cancellationToken);
        return answer;
    }

    /// <summary>Sends bytes, says that no more come, and reads whatever comes until the connection ends.</summary>
    public async Task<IReadOnlyList<WireAnswer>> ShoutAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        Close();
        var socket = await OpenAsync(cancellationToken);
        var answers = new List<WireAnswer>();
        try
        {
            await socket.SendAsync(bytes, cancellationToken);
            socket.Shutdown(SocketShutdown.Send);
            while (await ReadAsync(isHead: false, cancellationToken) is { Status: > 0 } answer)
            {
                answers.Add(answer);
                if (answer.Closes) break;
            }
        }
        catch (SocketException)
        {
            // The server need not hear all of it.
        }

        Close();
        return answers;
    }

    public void Dispose() => Close();

    private async Task<WireAnswer> TryAskAsync(byte[] request, bool isHead, CancellationToken cancellationToken)
    {
        try
        {
            var socket = _socket ?? await OpenAsync(cancellationToken);
            var sending = SendAsync(socket, request, cancellationToken);
            var answer = await ReadAsync(isHead, cancellationToken);
            if (answer.Closes || !sending.IsCompleted) Close();
            await sending;
            return answer;
        }
        catch (SocketException)
        {
            Close();
            return new WireAnswer(0, "", [], Closes: true);
        }
        catch (OperationCanceledException)
        {
            Close();
            throw;
        }
    }

    // A server may answer, and close, before it has heard all.
    private static async Task SendAsync(Socket socket, byte[] request, CancellationToken cancellationToken)
    {
        try
        {
            for (var sent = 0; sent < request.Length;)
                sent += await socket.SendAsync(request.AsMemory(sent), cancellationToken);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task<Socket> OpenAsync(CancellationToken cancellationToken)
    {
        (_start, _end) = (0, 0);
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await _socket.ConnectAsync(server, cancellationToken);
        return _socket;
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private async Task<WireAnswer> ReadAsync(bool isHead, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await ReadHeadAsync(cancellationToken) is not { } head) return new WireAnswer(0, "", [], Closes: true);

            var status = int.Parse(head[0].AsSpan(9, 3), CultureInfo.InvariantCulture);
            if (status is > 100 and < 200 or 100) continue;

            var type = ValueOf(head, "Content-Type") ?? "";
            var closes = ValueOf(head, "Connection") == "close";
            if (isHead || status is 204 or 304) return new WireAnswer(status, type, [], closes);

            // A stream never ends by itself.
            if (type.StartsWith("text/event-stream", StringComparison.Ordinal))
                return new WireAnswer(status, type, [], Closes: true);

            var body = ValueOf(head, "Content-Length") is { } length
                ? await ReadBodyAsync(int.Parse(length, CultureInfo.InvariantCulture), cancellationToken)
                : ValueOf(head, "Transfer-Encoding") == "chunked" ? await ReadChunksAsync(cancellationToken) : [];
            return body is null
                ? new WireAnswer(0, type, [], Closes: true)
                : new WireAnswer(status, type, body, closes);
        }
    }

    private static string? ValueOf(string[] head, string name) => head
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..]
        .Trim();

    private async Task<string[]?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var head = new List<string>();
        var bytes = 0;
        while (await ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length == 0) return [.. head];
            head.Add(line);
            bytes += line.Length;
            if (bytes > HeadBytesMax) throw new InvalidDataException("The head of the answer does not end.");
        }

        return null;
    }

    private async Task<byte[]?> ReadChunksAsync(CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        while (await ReadLineAsync(cancellationToken) is { } size)
        {
            var length = int.Parse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (await ReadBodyAsync(length, cancellationToken) is not { } chunk) return null;
            body.Write(chunk);
            await ReadLineAsync(cancellationToken);
            if (length == 0) return body.ToArray();
        }

        return null;
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            var found = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            var length = found < 0 ? _end - _start : found;
            line.Append(Encoding.Latin1.GetString(_buffer, _start, length));
            _start += length;
            if (found >= 0)
            {
                _start++;
                return line.ToString().TrimEnd('\r');
            }

            if (!await FillAsync(cancellationToken)) return null;
        }
    }

    private async Task<byte[]?> ReadBodyAsync(int length, CancellationToken cancellationToken)
    {
        var body = new byte[length];
        for (var read = 0; read < length;)
        {
            if (_start == _end && !await FillAsync(cancellationToken)) return null;
            var part = Math.Min(length - read, _end - _start);
            Array.Copy(_buffer, _start, body, read, part);
            _start += part;
            read += part;
        }

        return body;
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_socket is not { } socket) return false;
        _start = 0;
        _end = await socket.ReceiveAsync(_buffer, cancellationToken);
        return _end > 0;
    }
}
