using System.Net;
using DetectionApi.Support;

namespace DetectionApi.Faults;

/// <summary>The disk of the data directory is full, and later it is not.</summary>
public sealed class FullDiskTests
{
    private const int Shippers = 4;
    private const string DiskSize = "16m";
    private const int RefusalsInARow = 24;

    private static readonly string[] Arguments = ["--urls", "http://127.0.0.1:0", "--Storage:DataDirectory"];

    [TmpfsFact]
    public async Task On_a_full_disk_it_takes_nothing_and_with_space_again_it_goes_on_by_itself()
    {
        using var directory = new TestDirectory();
        var mount = Directory.CreateDirectory(directory.At("mount")).FullName;
        await using var service = ServiceProcess.StartUnder(
            PrivateMount.Tmpfs(mount, DiskSize), directory, [.. Arguments, mount]);
        var inside = PrivateMount.PathIn(service, mount);
        using var client = new HttpClient { BaseAddress = await service.ListeningAsync() };
        await using var fleet = new Fleet(Shippers, client.BaseAddress);
        await fleet.EachAcknowledgedMoreAsync(2);
        await AssertReadyAsync(client, HttpStatusCode.OK);

        Fill(Path.Combine(inside, "ballast"));
        await fleet.StuckAsync(RefusalsInARow);
        await AssertReadyAsync(client, HttpStatusCode.ServiceUnavailable);
        await Stored.AssertAsync(client, fleet.Acknowledged, fleet.Sent);

        File.Delete(Path.Combine(inside, "ballast"));
        await fleet.EachAcknowledgedMoreAsync(2);
        await AssertReadyAsync(client, HttpStatusCode.OK);
        await fleet.StopAsync();
        Assert.Equal(0, fleet.Failed);
        await Stored.AssertAsync(client, fleet.Acknowledged, fleet.Acknowledged);

        // Of what is on the disk, and not only of what the process remembers.
        Directory.CreateDirectory(directory.At("copy"));
        foreach (var file in Stored.Files(inside)) File.Copy(file, directory.At($"copy/{Path.GetFileName(file)}"));
        await using var again = ServiceProcess.Start(directory, [.. Arguments, directory.At("copy")]);
        await Stored.AssertAsync(await again.ListeningAsync(), fleet.Acknowledged, fleet.Acknowledged);
        await Stored.AssertIsWholeAsync(directory.At("copy"));
        await Stored.AssertHasContextAsync(directory.At("copy"), fleet.Acknowledged);
    }

    private static void Fill(string file)
    {
        using var ballast = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true) ballast.Write(new byte[4096]);
        }
        catch (IOException)
        {
            // That is as much as there is.
        }
    }

    private static async Task AssertReadyAsync(HttpClient client, HttpStatusCode status)
    {
        using var ready = await client.GetAsync("/health/ready");
        Assert.Equal(status, ready.StatusCode);
    }
}
