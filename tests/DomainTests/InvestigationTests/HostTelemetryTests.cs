using DetectionApi.Domain.Investigation;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.InvestigationTests;

/// <summary>Whether a host sends events around a time.</summary>
public sealed class HostTelemetryTests
{
    // In hours from the window, which is an hour long. What began within a day is sent, and covers nothing before.
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
    public void Days_long_before_and_long_after_say_nothing_of_the_time_between() =>
        Assert.False(
            Seen("11", (-12 * 24, -12 * 24), (20 * 24, 20 * 24)).Sends("11", Some.Time, Some.Time.AddHours(1)));

    // The same window: what was not seen did not happen only if such events were seen before.
    [Theory]
    [InlineData("11", -100, -1, true)]
    [InlineData("11", -1, 5, true)]
    [InlineData("11", 0, 0, true)]
    [InlineData("11", -100, -23, true)]
    [InlineData("11", -100, -25, false)]
    [InlineData("11", 0.5, 5, false)]
    [InlineData("11", 20, 100, false)]
    [InlineData("8", -6.9 * 24, -6.9 * 24, true)]
    [InlineData("8", -8 * 24, -8 * 24, false)]
    [InlineData("8", 1, 100, false)]
    [InlineData("1", -1, 5, false)]
    public void Not_seeing_counts_only_after_seeing(string code, double first, double last, bool isCovered)
    {
        var seen = new TelemetrySeen(code == "1" ? "11" : code, Some.Time.AddHours(first), Some.Time.AddHours(last));

        Assert.Equal(isCovered, new HostTelemetry([seen]).Covers(code, Some.Time, Some.Time.AddHours(1)));
    }

    [Fact]
    public void Nor_does_it_where_they_ceased_for_long_meanwhile()
    {
        var (from, to) = (Some.Time, Some.Time.AddDays(5));

        Assert.False(Seen("11", (-5, 12), (48, 130)).Covers("11", from, to));
        Assert.False(Seen("11", (-5, 12), (30, 60)).Covers("11", from, to));
        Assert.True(Seen("11", (-5, 12), (30, 60), (70, 110)).Covers("11", from, to));
        Assert.True(Seen("8", (-5, 12), (48, 60)).Covers("8", from, to));
        Assert.True(Seen("11", (-5, 12), (48, 130)).Covers("11", from, from.AddHours(30)));
    }

    [Fact]
    public void What_never_came_is_not_sent()
    {
        Assert.False(Seen("11", -1, 1).Sends("1", Some.Time, Some.Time));
        Assert.False(HostTelemetry.None.Sends("1", Some.Time, Some.Time));
        Assert.False(HostTelemetry.None.HasPassed(Some.Time));
        Assert.True(Seen("11", -1, 1).HasPassed(Some.Time.AddHours(1)));
        Assert.False(Seen("11", -1, 1).HasPassed(Some.Time.AddHours(1.1)));
    }

    private static HostTelemetry Seen(string code, double first, double last) => Seen(code, (first, last));

    private static HostTelemetry Seen(string code, params (double First, double Last)[] hours) => new(
        [.. hours.Select(h => new TelemetrySeen(code, Some.Time.AddHours(h.First), Some.Time.AddHours(h.Last)))]);
}
