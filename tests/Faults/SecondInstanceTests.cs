using System.Net;
using DetectionApi.Support;

namespace DetectionApi.Faults;

/// <summary>Two services on one data directory.</summary>
public sealed class SecondInstanceTests
{
    private static readonly string[] Arguments = ["--urls", "http://127.0.0.1:0"];

    [Fact]
    public async Task A_second_instance_is_refused_and_the_first_one_goes_on()
    {
        using var directory = new TestDirectory();
        await using var first = ServiceProcess.Start(directory, Arguments);
        await using var fleet = new Fleet(1, await first.ListeningAsync());
        await fleet.AcknowledgedMoreAsync(1);
        await using var second = ServiceProcess.Start(directory, Arguments);

        var (exitCode, errors, _) = await second.EndAsync();
        Assert.Equal(1, exitCode);
        Assert.Contains("another instance", Assert.Single(errors), StringComparison.Ordinal);

        await fleet.AcknowledgedMoreAsync(1);
        await fleet.StopAsync();
        Assert.Equal(0, fleet.Refused + fleet.Failed);
        await Stored.AssertAsync(await first.ListeningAsync(), fleet.Acknowledged, fleet.Sent);
    }

    [Fact]
    public async Task The_directory_is_free_again_however_the_first_one_ended()
    {
        using var directory = new TestDirectory();
        await using var first = ServiceProcess.Start(directory, Arguments);
        await first.ListeningAsync();
        await first.KillAsync();

        await using var second = ServiceProcess.Start(directory, Arguments);
        using var client = new HttpClient { BaseAddress = await second.ListeningAsync() };
        using var ready = await client.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }
}
