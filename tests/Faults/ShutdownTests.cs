using System.Net.Sockets;
using DetectionApi.Support;

namespace DetectionApi.Faults;

/// <summary>The service is asked to end while it is at work.</summary>
public sealed class ShutdownTests
{
    private const int Shutdowns = 4;
    private const int Shippers = 4;
    private const int BatchesBetweenMax = 30;
    private const int Seed = 20260303;
    private const int LimitSeconds = 3;

    // What the limit does not count: starting to stop, and leaving.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(20);

    private static readonly string[] Arguments =
        ["--urls", "http://127.0.0.1:0", "--shutdownTimeoutSeconds", $"{LimitSeconds}"];

    [LinuxFact]
    public async Task Asked_to_end_it_ends_within_its_limit_and_keeps_what_it_acknowledged()
    {
        using var directory = new TestDirectory();
        var random = new Random(Seed);
        await using var fleet = new Fleet(Shippers, address: null);
        for (var shutdown = 0; shutdown < Shutdowns; shutdown++)
        {
            await using var service = ServiceProcess.Start(directory, Arguments);
            var address = await service.ListeningAsync();
            await Stored.AssertAsync(address, fleet.Acknowledged, fleet.Sent);
            fleet.ShipTo(address);

            // Nobody waits for one who does not send on.
            using var stalled = await StalledUploadAsync(address);
            await fleet.AcknowledgedMoreAsync(random.Next(1, BatchesBetweenMax));
            await Task.Delay(random.Next(30));
            Signals.AskToEnd(service.Id);

            var (exitCode, errors, _) = await service.DoneAsync().WaitAsync(TimeSpan.FromSeconds(LimitSeconds) + Slack);
            Assert.Empty(errors);
            Assert.Equal(0, exitCode);
            fleet.ShipTo(null);
        }

        await using var last = ServiceProcess.Start(directory, Arguments);
        fleet.ShipTo(await last.ListeningAsync());
        await fleet.StopAsync();
        await Stored.AssertAsync(await last.ListeningAsync(), fleet.Acknowledged, fleet.Sent);
        Assert.Equal(0, fleet.Refused);
    }

    private static async Task<TcpClient> StalledUploadAsync(Uri address)
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(address.Host, address.Port);
        await connection.GetStream().WriteAsync(
            "POST /_bulk HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{\"create\""u8.ToArray());
        return connection;
    }
}
