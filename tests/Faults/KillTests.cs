using DetectionApi.Support;

namespace DetectionApi.Faults;

/// <summary>What was acknowledged outlives the process, however it ends.</summary>
public sealed class KillTests
{
    private const int Kills = 12;
    private const int KillsAtStart = 5;
    private const int Shippers = 4;
    private const int BatchesBetweenMax = 30;
    private const int Seed = 20260302;

    private static readonly string[] Arguments = ["--urls", "http://127.0.0.1:0"];

    [Fact]
    public async Task Killed_at_any_moment_the_service_keeps_every_acknowledged_event_once()
    {
        using var directory = new TestDirectory();
        var random = new Random(Seed);
        await using var fleet = new Fleet(Shippers, address: null);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var service = ServiceProcess.Start(directory, Arguments);
            var address = await service.ListeningAsync();
            await Stored.AssertAsync(address, fleet.Acknowledged, fleet.Sent);
            fleet.ShipTo(address);

            // After some batches, however fast the machine is, and then at any moment of the next ones.
            await fleet.AcknowledgedMoreAsync(random.Next(1, BatchesBetweenMax));
            await Task.Delay(random.Next(30));
            await service.KillAsync();

            // Until it has been looked at, nobody ships to the next one.
            fleet.ShipTo(null);
        }

        await using (var service = ServiceProcess.Start(directory, Arguments))
        {
            fleet.ShipTo(await service.ListeningAsync());
            await fleet.EachAcknowledgedMoreAsync(1);
            await fleet.StopAsync();
            await service.KillAsync();
        }

        await using var last = ServiceProcess.Start(directory, Arguments);
        await Stored.AssertAsync(await last.ListeningAsync(), fleet.Acknowledged, fleet.Acknowledged);
        await Stored.AssertIsWholeAsync(directory.At("data"));
        await Stored.AssertHasContextAsync(directory.At("data"), fleet.Acknowledged);
        Assert.Equal(0, fleet.Refused);
    }

    [Fact]
    public async Task Killed_while_it_starts_it_starts_again()
    {
        using var directory = new TestDirectory();
        var random = new Random(Seed);
        for (var kill = 0; kill < KillsAtStart; kill++)
        {
            await using var killed = ServiceProcess.Start(directory, Arguments);
            await Task.Delay(random.Next(200, 1500));
            await killed.KillAsync();
        }

        await using var service = ServiceProcess.Start(directory, Arguments);
        await using var fleet = new Fleet(1, await service.ListeningAsync());
        await fleet.AcknowledgedMoreAsync(1);
        await fleet.StopAsync();
        await Stored.AssertAsync(await service.ListeningAsync(), fleet.Acknowledged, fleet.Sent);
    }
}
