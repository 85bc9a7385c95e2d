using DetectionApi.Support;

namespace DetectionApi.Faults;

/// <summary>What was acknowledged outlives the machine.</summary>
public sealed class PowerCutTests
{
    private const int Cuts = 16;
    private const int DiskCuts = 5;
    private const int DiskMegabytes = 48;
    private const int Shippers = 4;
    private const int BatchesBetweenMax = 12;
    private const int Seed = 20260304;

    private static readonly string[] Arguments = ["--urls", "http://127.0.0.1:0", "--Storage:DataDirectory"];

    /// <summary>
    /// All that the service has written is on the disk, but for the end of the log: of what nobody has been answered
    /// for yet, any part may be missing.
    /// </summary>
    [LinuxFact]
    public async Task A_copy_of_any_moment_holds_all_that_was_acknowledged_and_starts()
    {
        using var directory = new TestDirectory();
        var cuts = await CutAsync(directory, new Random(Seed));
        Assert.Contains(cuts, cut => cut.IsTorn);

        foreach (var cut in cuts)
        {
            await Stored.AssertIsWholeAsync(cut.Path);
            await using var service = new ServiceInProcess(cut.Path, TimeProvider.System);
            await Stored.AssertAsync(service.Client, cut.Acknowledged, cut.Sent);
        }
    }

    /// <summary>
    /// The service writes to a disk of its own, and only that disk is copied. What was written and never brought to
    /// the disk is in nobody's copy.
    /// </summary>
    [ImageFact]
    public async Task What_was_acknowledged_is_on_the_disk_and_not_only_in_the_memory_of_the_system()
    {
        using var directory = new TestDirectory();
        Directory.CreateDirectory(directory.At("mount"));
        PrivateMount.MakeImage(directory.At("disk"), DiskMegabytes);
        var cuts = await CutDiskAsync(directory, new Random(Seed));

        foreach (var cut in cuts)
        {
            await using var service = StartOnDisk(directory, cut.Path);
            await Stored.AssertAsync(await service.ListeningAsync(), cut.Acknowledged, cut.Sent);
            await Stored.AssertIsWholeAsync(PrivateMount.PathIn(service, directory.At("mount")));
        }
    }

    private static async Task<List<Cut>> CutAsync(TestDirectory directory, Random random)
    {
        var database = directory.At("data/detections.db");
        await using var service = ServiceProcess.Start(directory, [.. Arguments, directory.At("data")]);
        await using var fleet = new Fleet(Shippers, await service.ListeningAsync());
        var cuts = new List<Cut>();
        while (cuts.Count < Cuts)
        {
            await fleet.AcknowledgedMoreAsync(random.Next(1, BatchesBetweenMax));
            await Task.Delay(random.Next(20));

            // All of this is acknowledged before the log is looked at, and so not what is torn below.
            var acknowledged = fleet.Acknowledged;
            await Signals.FreezeAsync(service.Id);
            var (before, written) = (await WriteAheadLog.OfAsync(database), File.GetLastWriteTimeUtc(database));
            Signals.Thaw(service.Id);

            await fleet.AcknowledgedMoreAsync(random.Next(3));
            await Task.Delay(random.Next(10));
            await Signals.FreezeAsync(service.Id);
            var sent = fleet.Sent;
            var copy = Copy(directory.At("data"), directory.At($"cut-{cuts.Count}"));
            Signals.Thaw(service.Id);

            // Before a page moves from the log into the database, the log is on the disk to its end.
            var after = await WriteAheadLog.OfAsync(Path.Combine(copy, "detections.db"));
            var mayBeTorn = after.Checkpoint == before.Checkpoint && after.Length > before.Length
                && File.GetLastWriteTimeUtc(database) == written;
            if (mayBeTorn) Tear(copy, random.NextInt64(before.Length, after.Length));
            cuts.Add(new Cut(copy, acknowledged, sent, mayBeTorn));
        }

        return cuts;
    }

    private static async Task<List<Cut>> CutDiskAsync(TestDirectory directory, Random random)
    {
        await using var service = StartOnDisk(directory, directory.At("disk"));
        await using var fleet = new Fleet(Shippers, await service.ListeningAsync());
        var cuts = new List<Cut>();
        while (cuts.Count < DiskCuts)
        {
            await fleet.AcknowledgedMoreAsync(random.Next(1, BatchesBetweenMax));
            await Task.Delay(random.Next(20));
            var acknowledged = fleet.Acknowledged;
            await Signals.FreezeAsync(service.Id);
            var sent = fleet.Sent;
            var copy = await CopyAtRestAsync(directory.At("disk"), directory.At($"disk-{cuts.Count}"));
            Signals.Thaw(service.Id);
            cuts.Add(new Cut(copy, acknowledged, sent, IsTorn: false));
        }

        return cuts;
    }

    private static ServiceProcess StartOnDisk(TestDirectory directory, string disk) => ServiceProcess.StartUnder(
        PrivateMount.Image(directory.At("mount"), disk), directory, [.. Arguments, directory.At("mount")]);

    private static string Copy(string data, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Stored.Files(data)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        return to;
    }

    private static void Tear(string copy, long length)
    {
        using var log = File.OpenWrite(WriteAheadLog.PathOf(Path.Combine(copy, "detections.db")));
        log.SetLength(length);
    }

    // The system itself writes to the disk, too, whenever it likes: what does not change while it is read is a moment.
    private static async Task<string> CopyAtRestAsync(string disk, string to)
    {
        var (one, other) = (Array.Empty<byte>(), await File.ReadAllBytesAsync(disk));
        while (!one.AsSpan().SequenceEqual(other)) (one, other) = (other, await File.ReadAllBytesAsync(disk));

        await File.WriteAllBytesAsync(to, one);
        return to;
    }

    private sealed record Cut(string Path, int[] Acknowledged, int[] Sent, bool IsTorn);
}
