using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.AlertsTests;

/// <summary>What an exception item covers is folded like the rest, and beside it.</summary>
public sealed class CoveredFoldingTests
{
    private static readonly Coverage Item = new("known-agent", 2);

    [Fact]
    public void What_an_item_covers_begins_an_alert_that_names_it()
    {
        var folder = new AlertFolder([], []);
        folder.Take(At(0), Some.Later, Item);

        var alert = Assert.Single(folder.Begun);
        Assert.Equal(Disposition.Excepted, alert.Disposition);
        Assert.Equal(("known-agent", 2), (alert.ExceptionId, alert.ExceptionVersion));
        Assert.Null(alert.RaisedAt);
        var occurrence = Assert.Single(folder.Occurrences);
        Assert.Equal(
            ("known-agent", alert.Host.Name, alert.Shape.Text),
            (occurrence.ExceptionId, occurrence.Host, occurrence.Shape));
    }

    [Fact]
    public void Without_an_item_an_occurrence_names_none()
    {
        var folder = new AlertFolder([], []);
        folder.Take(At(0), Some.Later);

        Assert.Null(Assert.Single(folder.Begun).ExceptionVersion);
        var occurrence = Assert.Single(folder.Occurrences);
        Assert.Equal((null, SomeContext.Host), (occurrence.ExceptionId, occurrence.Host));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Each_alert_holds_what_one_item_covers_in_one_version_or_what_none_does(int seed)
    {
        Coverage?[] coverages = [null, Item, new("known-agent", 3), new("other-agent", 2)];
        var folder = new AlertFolder([], []);
        foreach (var i in Some.Shuffled(Enumerable.Range(0, 40), seed))
            folder.Take(At(i), Some.Later, coverages[i % coverages.Length]);

        Assert.Equal(4, folder.Begun.Count);
        Assert.All(folder.Begun, alert => Assert.Equal(10, alert.OccurrenceCount));
        Assert.Equal(
            coverages.Select(c => (c?.ItemId, c?.Version)).ToHashSet(),
            folder.Begun.Select(a => (a.ExceptionId, a.ExceptionVersion)).ToHashSet());
        Assert.All(
            folder.Occurrences,
            o => Assert.Equal(folder.Begun.Single(a => a.Id == o.AlertId).ExceptionId, o.ExceptionId));
    }

    [Fact]
    public void It_takes_no_room_under_the_cap_and_never_comes_into_the_queue_by_itself()
    {
        var folder = new AlertFolder([], []);
        foreach (var i in Enumerable.Range(0, 300)) folder.Take(Of(i), Some.Later, Item);
        foreach (var i in Enumerable.Range(300, 101)) folder.Take(Of(i), Some.Later);
        foreach (var i in Enumerable.Range(0, 300))
            folder.Take(Of(i, TimeSpan.FromHours(1)), Some.Later, Item);

        Assert.Equal(300, folder.Begun.Count(a => a.Disposition is Disposition.Excepted && a.OccurrenceCount == 2));
        Assert.Equal(100, folder.Begun.Count(a => a.Disposition is Disposition.Raised));
        Assert.Equal(1, folder.Begun.Count(a => a.Disposition is Disposition.Overflow));
    }

    [Fact]
    public void The_next_alert_points_back_to_a_closed_one_whatever_covers_it()
    {
        var first = Excepted();
        first.Apply(Triaged.To(AlertStatus.Closed), Some.Later);
        var folder = new AlertFolder([first], []);
        folder.Take(At(1), Some.Later);

        Assert.Equal(first.Id, Assert.Single(folder.Begun).PreviousAlertId);
    }

    [Fact]
    public void An_alert_of_the_queue_that_an_item_covers_leaves_it_and_one_that_is_released_comes_back()
    {
        var folder = new AlertFolder([], []);
        folder.Take(At(0), Some.Later);
        var alert = Assert.Single(folder.Begun);

        alert.Except(Item);
        Assert.Equal((Disposition.Excepted, null), (alert.Disposition, alert.RaisedAt));
        Assert.Equal(("known-agent", 2, 2), (alert.ExceptionId, alert.ExceptionVersion, alert.Revision));
        Assert.Throws<InvalidOperationException>(() => alert.Except(Item));

        alert.Release();
        Assert.Equal((Disposition.Raised, 3), (alert.Disposition, alert.Revision));
        Assert.Equal((null, null, null), (alert.ExceptionId, alert.ExceptionVersion, alert.RaisedAt));
        Assert.Throws<InvalidOperationException>(alert.Release);
    }

    [Fact]
    public void What_goes_on_after_a_release_is_folded_into_the_released_alert()
    {
        var alert = Excepted();
        alert.Release();
        var folder = new AlertFolder([alert], []);
        folder.Take(At(1), Some.Later);
        folder.Take(At(2), Some.Later, Item);

        Assert.Equal(2, alert.OccurrenceCount);
        Assert.Equal(Disposition.Excepted, Assert.Single(folder.Begun).Disposition);
    }

    private static Alert Excepted()
    {
        var folder = new AlertFolder([], []);
        folder.Take(At(0), Some.Later, Item);
        return Assert.Single(folder.Begun);
    }

    private static Match At(int minutes) =>
        Some.Match(Some.ProcessAccessAt(Some.Time.AddMinutes(minutes), 100 + minutes));

    private static Match Of(int process, TimeSpan after = default) => Some.Match(
        Some.ProcessAccessAt(Some.Time + after, 1000 + process)
            .With("winlog.event_data.SourceProcessGUID", $"{{7A2C10F3-4E1E-69A5-3B02-{process:X12}}}"));
}
