using DetectionApi.Domain.Investigation;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.InvestigationTests;

/// <summary>Whether a host sends events around a time.</summary>
public sealed class HostTelemetryTests
{
    // In hours from the window, which is an hour long.
    [Theory]
    [InlineData(-100, 100, true)]
    [InlineData(-100, -23, true)]
    [InlineData(-100, -25, false)]
    [InlineData(24, 100, true)]
    [InlineData(26, 100, false)]
    [InlineData(0.5, 0.5, true)]
    public void They_neither_stopped_long_before_nor_began_long_after(double first, double last, bool isSent) =>
        Assert.Equal(isSent, Seen("11", first, last).Sends("11", Some.Time, Some.Time.AddHours(1)));

    [Theory]
    [InlineData("8", -6 * 24, true)]
    [InlineData("23", -6 * 24, true)]
    [InlineData("26", -8 * 24, false)]
    [InlineData("1", -6 * 24, false)]
    public void What_hardly_ever_happens_may_be_quiet_for_longer(string code, double last, bool isSent) =>
        Assert.Equal(isSent, Seen(code, -1000, last).Sends(code, Some.Time, Some.Time.AddHours(1)));

    [Fact]
    public void What_never_came_is_not_sent()
    {
        Assert.False(Seen("11", -1, 1).Sends("1", Some.Time, Some.Time));
        Assert.False(HostTelemetry.None.Sends("1", Some.Time, Some.Time));
        Assert.False(HostTelemetry.None.HasPassed(Some.Time));
        Assert.True(Seen("11", -1, 1).HasPassed(Some.Time.AddHours(1)));
        Assert.False(Seen("11", -1, 1).HasPassed(Some.Time.AddHours(1.1)));
    }

    private static HostTelemetry Seen(string code, double first, double last) =>
        new([new TelemetrySeen(code, Some.Time.AddHours(first), Some.Time.AddHours(last))]);
}
