using System.Net.Sockets;
using System.Text;
using DetectionApi.Support;

namespace DetectionApi.Faults;

/// <summary>A slow link is served for as long as it takes; one that stands still is not waited for.</summary>
public sealed class SlowLinkTests
{
    // 2 KB a second for longer than the server lets a link stand still at the beginning of a body.
    private const int BytesPerSecond = 2048;
    private const int Seconds = 35;

    private static readonly TimeSpan BetweenSingleBytes = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_link_of_two_kilobytes_a_second_delivers_its_batch()
    {
        using var directory = new TestDirectory();
        await using var service = ServiceProcess.Start(directory, ["--urls", "http://127.0.0.1:0"]);
        var address = await service.ListeningAsync();
        var body = Encoding.UTF8.GetBytes(
            $"{{\"create\":{{}}}}\n{Corpus.Match(0, 0, new string('x', BytesPerSecond * Seconds))}\n");

        var answer = await PostAsync(address, body, BytesPerSecond, TimeSpan.FromSeconds(1)).WaitAsync(Patience);

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Contains("\"errors\":false", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_of_a_byte_in_ten_seconds_is_cut()
    {
        using var directory = new TestDirectory();
        await using var service = ServiceProcess.Start(directory, ["--urls", "http://127.0.0.1:0"]);
        var address = await service.ListeningAsync();

        var answer = await PostAsync(address, new byte[1000], 1, BetweenSingleBytes).WaitAsync(Patience);

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
    }

    // Says what the server answered, whether or not it took the whole body before.
    private static async Task<string> PostAsync(Uri address, byte[] body, int portion, TimeSpan pause)
    {
        using var connection = new TcpClient { NoDelay = true };
        await connection.ConnectAsync(address.Host, address.Port);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            "POST /_bulk HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + $"Content-Type: application/x-ndjson\r\nContent-Length: {body.Length}\r\n\r\n"));
        using var ended = new CancellationTokenSource();
        var sending = SendAsync(stream, body, portion, pause, ended.Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync();
        await ended.CancelAsync();
        await sending;
        return answer;
    }

    private static async Task SendAsync(
        NetworkStream stream, byte[] body, int portion, TimeSpan pause, CancellationToken ended)
    {
        try
        {
            for (var sent = 0; sent < body.Length; sent += portion)
            {
                await stream.WriteAsync(body.AsMemory(sent, Math.Min(portion, body.Length - sent)), ended);
                await Task.Delay(pause, ended);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The other side has had enough, or has all that it needs.
        }
    }
}
