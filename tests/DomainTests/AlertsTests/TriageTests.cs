using DetectionApi.Domain.Alerts;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.AlertsTests;

/// <summary>What a change makes of an alert, and what is said of it in the history.</summary>
public sealed class TriageTests
{
    private static readonly DateTimeOffset First = Some.Later.AddMinutes(1);
    private static readonly DateTimeOffset Second = Some.Later.AddMinutes(2);
    private static readonly DateTimeOffset Third = Some.Later.AddMinutes(3);

    [Fact]
    public void Every_field_that_changes_is_told_with_what_it_was_and_became()
    {
        var alert = Triaged.New();
        var changes = alert.Apply(
            new AlertChange
            {
                Status = AlertStatus.Closed,
                ClosingReason = ClosingReason.BenignPositive,
                Evidence = Triaged.Evidence with { Identity = " known \n" },
                Assignment = new Assignment(" mira "),
                Tags = ["week-10", "agent"],
                LegalHold = true,
            },
            First);

        Assert.Equal(
            [
                new FieldChange("status", "open", "closed"),
                new FieldChange("closingReason", null, "benign-positive"),
                new FieldChange("evidence.accessTuple", null, "tuple"),
                new FieldChange("evidence.identity", null, "known"),
                new FieldChange("evidence.launchAndSession", null, "launch"),
                new FieldChange("evidence.followOn", null, "nothing"),
                new FieldChange("evidence.outsideConfirmation", null, "change 4711"),
                new FieldChange("assignee", null, "mira"),
                new FieldChange("tags", null, "agent, week-10"),
                new FieldChange("legalHold", "false", "true"),
            ],
            changes);
        Assert.Equal(2, alert.Revision);
        Assert.Equal("known", alert.ClosingEvidence!.Identity);
    }

    [Fact]
    public void What_changes_nothing_is_no_change()
    {
        var alert = Triaged.New();
        AlertChange[] changes =
        [
            new() { Assignment = new Assignment("mira"), AddedTags = ["b", "a"] },
            Triaged.Closing(ClosingReason.FalsePositive),
        ];
        foreach (var change in changes) Assert.NotEmpty(alert.Apply(change, First));
        var (revision, closedAt) = (alert.Revision, alert.ClosedAt);

        foreach (var change in changes) Assert.Empty(alert.Apply(change with { Status = AlertStatus.Closed }, Third));
        Assert.Empty(alert.Apply(new AlertChange { Tags = ["a", " b", "A"] }, Third));
        Assert.Empty(alert.Apply(new AlertChange { RemovedTags = ["c"], LegalHold = false }, Third));
        Assert.Equal((revision, closedAt), (alert.Revision, alert.ClosedAt));
    }

    [Fact]
    public void What_is_not_named_stays_and_an_assignment_to_nobody_takes_it_away()
    {
        var alert = Triaged.New();
        alert.Apply(new AlertChange { Assignment = new Assignment("mira"), Tags = ["a"], LegalHold = true }, First);
        alert.Apply(Triaged.To(AlertStatus.InProgress), Second);
        Assert.Equal(("mira", "a", true), (alert.Assignee, Assert.Single(alert.Tags), alert.LegalHold));

        var change = Assert.Single(alert.Apply(new AlertChange { Assignment = new Assignment(null) }, Third));
        Assert.Equal(new FieldChange("assignee", "mira", null), change);
    }

    [Theory]
    [InlineData("b,a", "", "a,b")]
    [InlineData("a,A, a ", "", "a")]
    [InlineData("a,b", "B", "a")]
    [InlineData("a", "a", "")]
    public void Tags_are_each_once_without_blanks_in_order(string added, string removed, string expected)
    {
        var alert = Triaged.New();
        alert.Apply(
            new AlertChange
            {
                AddedTags = added.Split(','),
                RemovedTags = removed.Split(',', StringSplitOptions.RemoveEmptyEntries),
            },
            First);

        Assert.Equal(expected, string.Join(',', alert.Tags));
    }

    [Theory]
    [InlineData(AlertStatus.Acknowledged)]
    [InlineData(AlertStatus.InProgress)]
    [InlineData(AlertStatus.Closed)]
    public void Whoever_takes_notice_first_acknowledges(AlertStatus status)
    {
        var alert = Triaged.New();
        Assert.Null(alert.AcknowledgedAt);
        alert.Apply(new AlertChange { Assignment = new Assignment("mira") }, First);
        Assert.Null(alert.AcknowledgedAt);

        alert.Apply(Triaged.To(status), Second);
        alert.Apply(Triaged.Reopening, Third);
        alert.Apply(Triaged.To(status), Third);
        Assert.Equal(Second, alert.AcknowledgedAt);
    }

    [Fact]
    public void What_is_opened_again_is_not_closed_and_has_no_reason_any_more()
    {
        var alert = Triaged.New();
        alert.Apply(Triaged.Closing(ClosingReason.Duplicate) with { DuplicateOf = "x" }, First);
        Assert.Equal((First, "x"), (alert.ClosedAt, alert.DuplicateOf));
        Assert.Null(alert.ReopenedAt);

        var changes = alert.Apply(Triaged.Reopening, Second);

        Assert.Equal(["status", "closingReason", "duplicateOf"], changes.Select(change => change.Field));
        Assert.Null(alert.ClosedAt);
        Assert.Null(alert.ClosingReason);
        Assert.Null(alert.DuplicateOf);
        Assert.Equal(Second, alert.ReopenedAt);

        alert.Apply(Triaged.Closing(ClosingReason.BenignPositive), Third);
        alert.Apply(Triaged.Reopening, Third);
        Assert.Null(alert.ClosingEvidence);
    }

    [Fact]
    public void A_verdict_can_be_corrected_without_opening_the_alert()
    {
        var alert = Triaged.New();
        alert.Apply(Triaged.Closing(ClosingReason.BenignPositive), First);

        var changes = alert.Apply(new AlertChange { ClosingReason = ClosingReason.TruePositive }, Second);

        Assert.Equal(
            new FieldChange("closingReason", "benign-positive", "true-positive"), changes[0]);
        Assert.Equal(6, changes.Count);
        Assert.Null(alert.ClosingEvidence);
        Assert.Equal((AlertStatus.Closed, First), (alert.Status, alert.ClosedAt));
    }

    [Fact]
    public void What_is_opened_again_takes_occurrences_if_nothing_was_begun_meanwhile()
    {
        var first = Triaged.New();
        first.Apply(Triaged.To(AlertStatus.Closed), First);
        first.Apply(Triaged.Reopening, Second);

        var folder = new AlertFolder([first], []);
        folder.Take(Again(2), Some.Later);

        Assert.Empty(folder.Begun);
        Assert.Equal(2, first.OccurrenceCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_was_begun_meanwhile_goes_on_until_it_is_closed(bool isFirstInOrder)
    {
        var first = Triaged.New();
        first.Apply(Triaged.To(AlertStatus.Closed), First);
        var folder = new AlertFolder([first], []);
        folder.Take(Again(2), Some.Later);
        var second = Assert.Single(folder.Begun);
        first.Apply(Triaged.Reopening, Second);
        Alert[] stored = isFirstInOrder ? [first, second] : [second, first];

        new AlertFolder(stored, []).Take(Again(3), Some.Later);
        Assert.Equal((1, 2), (first.OccurrenceCount, second.OccurrenceCount));

        second.Apply(Triaged.Closing(ClosingReason.Duplicate) with { DuplicateOf = first.Id }, Third);
        new AlertFolder(stored, []).Take(Again(4), Some.Later);
        Assert.Equal((2, 2), (first.OccurrenceCount, second.OccurrenceCount));
    }

    [Fact]
    public void A_step_is_undone_once()
    {
        var step = new ContainmentStep
        {
            AlertId = "x", Action = ContainmentAction.HostIsolation, Note = null, At = First, Actor = "mira",
        };

        Assert.True(step.TryReverse(Second, "jo"));
        Assert.False(step.TryReverse(Third, "mira"));
        Assert.Equal((Second, "jo"), (step.ReversedAt, step.ReversedBy));
    }

    private static Match Again(int recordId) => Some.Match(Some.ProcessAccessAt(Some.Time, recordId));
}
