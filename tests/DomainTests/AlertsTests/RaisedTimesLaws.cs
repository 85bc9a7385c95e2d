using DetectionApi.Domain.Alerts;
using DetectionApi.Support;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.DomainTests.AlertsTests;

/// <summary>What holds for the cap of alerts per interval, whatever comes in whatever order.</summary>
public sealed class RaisedTimesLaws
{
    private const int Most = 3;
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(500);
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    // Half minutes, so that edges of intervals are met often.
    private static readonly Gen<DateTimeOffset[]> Times =
        Gen.ArrayOf(Gen.Choose(0, 120).Select(half => Some.Time.AddSeconds(half * 30)));

    [Fact]
    public void No_interval_ever_holds_more_than_the_most() => Prop.ForAll(Times.ToArbitrary(), times =>
        Admitted(times).All(start => InInterval(Admitted(times), start) <= Most)).Check(Often);

    [Fact]
    public void Nothing_is_turned_away_that_would_fit() => Prop.ForAll(Times.ToArbitrary(), times =>
    {
        var raised = new RaisedTimes([]);
        var admitted = new List<DateTimeOffset>();
        foreach (var at in times)
        {
            List<DateTimeOffset> with = [.. admitted, at];
            var fits = with.All(start => InInterval(with, start) <= Most);
            if (raised.Admit(at, Interval, Most) != fits) return false;
            if (!fits) continue;

            raised.Add(at);
            admitted = with;
        }

        return true;
    }).Check(Often);

    [Fact]
    public void Fewer_than_the_most_are_all_admitted() => Prop.ForAll(Times.ToArbitrary(), times =>
        Admitted(times.Take(Most)).Count == Math.Min(times.Length, Most)).Check(Often);

    [Fact]
    public void Known_times_count_in_whatever_order_they_are_given() => Prop.ForAll(
        Times.ToArbitrary(), Gen.Choose(0, 99).ToArbitrary(), (times, seed) =>
        {
            var added = new RaisedTimes([]);
            foreach (var time in times) added.Add(time);
            var known = new RaisedTimes(Some.Shuffled(times, seed));
            return Enumerable.Range(0, 120).All(half =>
                added.Admit(Some.Time.AddSeconds(half * 30), Interval, Most)
                == known.Admit(Some.Time.AddSeconds(half * 30), Interval, Most));
        }).Check(Often);

    [Fact]
    public void An_interval_excludes_its_end()
    {
        var raised = new RaisedTimes([Some.Time, Some.Time, Some.Time]);

        Assert.False(raised.Admit(Some.Time, Interval, Most));
        Assert.False(raised.Admit(Some.Time + Interval - TimeSpan.FromTicks(1), Interval, Most));
        Assert.False(raised.Admit(Some.Time - Interval + TimeSpan.FromTicks(1), Interval, Most));
        Assert.True(raised.Admit(Some.Time + Interval, Interval, Most));
        Assert.True(raised.Admit(Some.Time - Interval, Interval, Most));
    }

    private static int InInterval(List<DateTimeOffset> times, DateTimeOffset start) =>
        times.Count(at => at >= start && at < start + Interval);

    private static List<DateTimeOffset> Admitted(IEnumerable<DateTimeOffset> times)
    {
        var raised = new RaisedTimes([]);
        var admitted = new List<DateTimeOffset>();
        foreach (var at in times)
        {
            if (!raised.Admit(at, Interval, Most)) continue;
            raised.Add(at);
            admitted.Add(at);
        }

        return admitted;
    }
}
