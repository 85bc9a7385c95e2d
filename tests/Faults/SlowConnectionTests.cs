using System.Net.Sockets;
using System.Text;
using DetectionApi.Support;

namespace DetectionApi.Faults;

/// <summary>Clients that keep a connection and hardly send.</summary>
public sealed class SlowConnectionTests
{
    private const int Connections = 200;
    private const int BatchesAtLeast = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ShipperPause = TimeSpan.FromMilliseconds(50);

    // The server gives a body 5 seconds and a head 30 before it minds; the rest is for a busy machine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // The head of a member and of a block that holds the next 65,535 bytes as they are.
    private const string GzipOfAnything = "\u001f\u008b\b\0\0\0\0\0\0\u0003\0\u00ff\u00ff\0\0";

    private static readonly string[] Beginnings =
    [
        "POST /_bulk HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n{\"create\":{}}\n{",
        "POST /_bulk HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: gzip\r\nContent-Length: 1000000\r\n\r\n"
            + GzipOfAnything,
        "POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n[",
        "POST /_bulk HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
    ];

    [Fact]
    public async Task Slow_clients_are_ended_by_and_by_and_meanwhile_nobody_else_waits_for_them()
    {
        using var directory = new TestDirectory();
        await using var service = ServiceProcess.Start(directory, ["--urls", "http://127.0.0.1:0"]);
        var address = await service.ListeningAsync();
        var slow = Enumerable.Range(0, Connections).Select(i => SendSlowlyAsync(address, i)).ToList();
        await using var fleet = new Fleet(1, address, ShipperPause);

        // It ships from the first slow one to the last.
        await fleet.AcknowledgedMoreAsync(BatchesAtLeast);
        var answers = await Task.WhenAll(slow).WaitAsync(Patience);
        await fleet.AcknowledgedMoreAsync(1);
        await fleet.StopAsync();

        Assert.All(answers, answer => Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal));
        Assert.Equal(0, fleet.Refused + fleet.Failed);
        await Stored.AssertAsync(address, fleet.Acknowledged, fleet.Sent);
    }

    // What the server says before it ends the connection. Half of them send on, a byte at a time; half fall silent.
    private static async Task<string> SendSlowlyAsync(Uri address, int number)
    {
        using var connection = new TcpClient { NoDelay = true };
        await connection.ConnectAsync(address.Host, address.Port);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(Beginnings[number % Beginnings.Length]));
        using var ended = new CancellationTokenSource();
        var sending = number / Beginnings.Length % 2 == 0 ? TrickleAsync(stream, ended.Token) : Task.CompletedTask;

        var answer = await ReadToEndAsync(stream);
        await ended.CancelAsync();
        await sending;
        return answer;
    }

    private static async Task TrickleAsync(NetworkStream stream, CancellationToken ended)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Pause, ended);
                await stream.WriteAsync("x"u8.ToArray(), ended);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The other side has had enough.
        }
    }

    private static async Task<string> ReadToEndAsync(NetworkStream stream)
    {
        var answer = new StringBuilder();
        var buffer = new byte[1024];
        try
        {
            while (await stream.ReadAsync(buffer) is > 0 and var read)
                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        catch (IOException)
        {
            // Ended without a farewell: bytes were still on their way to it.
        }

        return answer.ToString();
    }
}
