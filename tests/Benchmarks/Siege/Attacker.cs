using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DetectionApi.Benchmarks.Siege;

/// <summary>What an attacker does.</summary>
internal enum AttackKind
{
    /// <summary>Bodies of a megabyte that inflate to a gigabyte.</summary>
    GzipBomb,

    /// <summary>A line of a gigabyte, of which no length is told.</summary>
    LongLine,

    /// <summary>10,000 connections that say nothing.</summary>
    IdleConnections,

    /// <summary>1,000 connections that say a byte now and then, half of them in the header, half in the body.</summary>
    SlowLoris,

    /// <summary>As many requests with one key as 32 connections can send.</summary>
    Flood,
}

/// <summary>Attacks the service, from other addresses of this computer than the shipper's, without end.</summary>
internal sealed class Attacker(Uri target, string key)
{
    private const int Addresses = 8;
    private const int Idle = 10_000;
    private const int Slow = 1_000;
    private const int Flooding = 32;
    private const int Chunk = 64 * 1024;
    private const long Gigabyte = 1024L * 1024 * 1024;

    private static readonly TimeSpan BetweenBytes = TimeSpan.FromSeconds(5);

    /// <summary>Attacks.</summary>
    /// <returns>The exit code of the process.</returns>
    public async Task<int> RunAsync(AttackKind kind, CancellationToken cancellationToken)
    {
        var bomb = kind is AttackKind.GzipBomb ? Bomb() : [];
        IEnumerable<Func<Task>> attackers = kind switch
        {
            AttackKind.GzipBomb => Enumerable.Repeat(() => PostAsync(bomb, cancellationToken), 2),
            AttackKind.LongLine => Enumerable.Repeat(() => PostLongLineAsync(cancellationToken), 2),
            AttackKind.IdleConnections => Numbered(Idle, number => StayAsync(number, "", cancellationToken)),
            AttackKind.SlowLoris => Numbered(Slow, number => StayAsync(
                number,
                number % 2 == 0
                    ? $"POST /_bulk HTTP/1.1\r\nHost: {target.Authority}\r\nX-Slow: "
                    : $"POST /_bulk HTTP/1.1\r\nHost: {target.Authority}\r\nAuthorization: ApiKey {key}\r\n"
                        + "Content-Type: application/x-ndjson\r\nContent-Length: 1000000\r\n\r\n",
                cancellationToken)),
            _ => Enumerable.Repeat(() => AskAsync(cancellationToken), Flooding),
        };
        await Task.WhenAll(attackers.Select(attack => AgainAndAgainAsync(attack, cancellationToken)));
        return 0;
    }

    private static IEnumerable<Func<Task>> Numbered(int count, Func<int, Task> attack) =>
        Enumerable.Range(0, count).Select<int, Func<Task>>(number => () => attack(number));

    private static async Task AgainAndAgainAsync(Func<Task> attack, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await attack();
            }
            catch (Exception e) when (e is IOException or SocketException or HttpRequestException)
            {
                // He is thrown out, and comes back.
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
        }
    }

    private async Task PostAsync(byte[] bomb, CancellationToken cancellationToken)
    {
        using var http = Client();
        using var content = new ByteArrayContent(bomb);
        content.Headers.Add("Content-Type", "application/x-ndjson");
        content.Headers.Add("Content-Encoding", "gzip");
        using var answer = await http.PostAsync("_bulk", content, cancellationToken);
    }

    private async Task PostLongLineAsync(CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(0, cancellationToken);
        await connection.WriteAsync(Ascii(
            $"POST /_bulk HTTP/1.1\r\nHost: {target.Authority}\r\nAuthorization: ApiKey {key}\r\n"
            + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"), cancellationToken);
        byte[] chunk = [.. Ascii($"{Chunk:x}\r\n"), .. Enumerable.Repeat((byte)'x', Chunk), .. Ascii("\r\n")];
        for (var sent = 0L; sent < Gigabyte; sent += Chunk) await connection.WriteAsync(chunk, cancellationToken);
    }

    private async Task StayAsync(int number, string beginning, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(number, cancellationToken);
        await connection.WriteAsync(Ascii(beginning), cancellationToken);
        var answer = new byte[1024];
        var answered = connection.ReadAsync(answer, cancellationToken).AsTask();
        while (!answered.IsCompleted)
        {
            await Task.WhenAny(answered, Task.Delay(BetweenBytes, cancellationToken));
            if (beginning.Length > 0 && !answered.IsCompleted)
                await connection.WriteAsync(Ascii("x"), cancellationToken);
        }

        await answered;
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        using var http = Client();
        while (true)
        {
            using var answer = await http.GetAsync("api/v1/alerts", cancellationToken);
        }
    }

    private HttpClient Client()
    {
        var http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, cancellationToken) => await ConnectAsync(0, cancellationToken),
        })
        {
            BaseAddress = target,
        };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"ApiKey {key}");
        return http;
    }

    private async Task<NetworkStream> ConnectAsync(int number, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(new IPAddress([127, 0, 0, (byte)(2 + (number % Addresses))]), 0));
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, target.Port), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static byte[] Bomb()
    {
        using var bomb = new MemoryStream();
        using (var gzip = new GZipStream(bomb, CompressionLevel.SmallestSize))
        {
            gzip.Write("{\"create\":{}}\n"u8);
            var blanks = new byte[Chunk];
            blanks.AsSpan().Fill((byte)' ');
            for (var written = 0L; written < Gigabyte; written += Chunk) gzip.Write(blanks);
        }

        return bomb.ToArray();
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
