using DetectionApi.Domain.Alerts;

namespace DetectionApi.DomainTests.AlertsTests;

/// <summary>What is refused, and where it says that it is wrong.</summary>
public sealed class TriageRulesTests
{
    private const AlertStatus Open = AlertStatus.Open;
    private const AlertStatus Acknowledged = AlertStatus.Acknowledged;
    private const AlertStatus InProgress = AlertStatus.InProgress;
    private const AlertStatus Closed = AlertStatus.Closed;

    [Theory]
    [InlineData(Open, Open, true)]
    [InlineData(Open, Acknowledged, true)]
    [InlineData(Open, InProgress, true)]
    [InlineData(Open, Closed, true)]
    [InlineData(Acknowledged, Open, true)]
    [InlineData(Acknowledged, Acknowledged, true)]
    [InlineData(Acknowledged, InProgress, true)]
    [InlineData(Acknowledged, Closed, true)]
    [InlineData(InProgress, Open, true)]
    [InlineData(InProgress, Acknowledged, true)]
    [InlineData(InProgress, InProgress, true)]
    [InlineData(InProgress, Closed, true)]
    [InlineData(Closed, Open, true)]
    [InlineData(Closed, Acknowledged, false)]
    [InlineData(Closed, InProgress, false)]
    [InlineData(Closed, Closed, true)]
    public void From_each_status_an_alert_goes_where_the_table_says(AlertStatus from, AlertStatus to, bool isAllowed)
    {
        var alert = Triaged.In(from);
        var faults = TriageRules.FaultsOf(alert, Triaged.To(to), original: null);

        Assert.Equal(isAllowed, StatusTransitions.Allows(from, to));
        Assert.Equal(isAllowed ? [] : ["transition-refused status"], faults.Select(Show));
        if (!isAllowed) return;

        Assert.Equal(from != to, alert.Apply(Triaged.To(to), DateTimeOffset.UnixEpoch).Count > 0);
        Assert.Equal(to, alert.Status);
    }

    [Fact]
    public void A_change_that_asks_for_nothing_is_refused() =>
        Assert.Equal(["nothing-to-change "], TriageRules.FaultsIn(new AlertChange()).Select(Show));

    [Theory]
    [InlineData(ClosingReason.TruePositive)]
    [InlineData(ClosingReason.FalsePositive)]
    [InlineData(ClosingReason.BenignPositive)]
    [InlineData(ClosingReason.Other)]
    public void An_alert_is_closed_with_a_reason_and_what_it_takes(ClosingReason reason)
    {
        var alert = Triaged.New();
        var change = Triaged.Closing(reason);

        Assert.Empty(TriageRules.FaultsIn(change));
        Assert.Empty(TriageRules.FaultsOf(alert, change, original: null));
        alert.Apply(change, DateTimeOffset.UnixEpoch);
        Assert.Equal((reason, change.Evidence), (alert.ClosingReason, alert.ClosingEvidence));
    }

    [Fact]
    public void To_close_takes_a_reason() => Assert.Equal(
        ["closing-reason-missing closingReason"], Faults(new AlertChange { Status = Closed }));

    [Fact]
    public void Only_what_is_closed_has_a_reason()
    {
        var reason = new AlertChange { ClosingReason = ClosingReason.Other };

        Assert.Equal(["not-closing closingReason"], Faults(reason with { Status = InProgress }));
        Assert.Empty(TriageRules.FaultsIn(reason));
        Assert.Equal(
            ["not-closing closingReason"], TriageRules.FaultsOf(Triaged.New(), reason, original: null).Select(Show));
        Assert.Empty(TriageRules.FaultsOf(Triaged.In(Closed), reason, original: null));
    }

    [Theory]
    [InlineData(ClosingReason.FalsePositive)]
    [InlineData(ClosingReason.BenignPositive)]
    public void To_close_as_harmless_takes_a_word_on_each_category(ClosingReason reason)
    {
        string[] all = ["accessTuple", "identity", "launchAndSession", "followOn", "outsideConfirmation"];
        var without = new AlertChange { Status = Closed, ClosingReason = reason };

        Assert.Equal(all, new ClosingEvidence().ByCategory().Select(c => c.Category));
        Assert.Equal(all.Select(c => $"evidence-missing evidence/{c}"), Faults(without));
        Assert.Equal(all.Select(c => $"evidence-missing evidence/{c}"),
            Faults(without with { Evidence = new ClosingEvidence("", " ", "\t", "\n", null) }));
        Assert.Equal(["evidence-missing evidence/identity", "evidence-missing evidence/followOn"],
            Faults(without with { Evidence = Triaged.Evidence with { Identity = null, FollowOn = " " } }));
        Assert.Empty(Faults(without with { Evidence = Triaged.Evidence }));
    }

    [Theory]
    [InlineData(ClosingReason.TruePositive)]
    [InlineData(ClosingReason.Other)]
    [InlineData(null)]
    public void Evidence_goes_with_the_harmless_reasons_only(ClosingReason? reason) => Assert.Equal(
        ["evidence-not-asked evidence"],
        Faults(new AlertChange { ClosingReason = reason, Evidence = Triaged.Evidence }));

    [Fact]
    public void A_duplicate_names_the_other_one_and_nothing_else_does()
    {
        var closing = Triaged.Closing(ClosingReason.Duplicate);

        Assert.Equal(["original-missing duplicateOf"], Faults(closing));
        Assert.Empty(Faults(closing with { DuplicateOf = "x" }));
        Assert.Equal(["duplicate-not-asked duplicateOf"], Faults(new AlertChange { DuplicateOf = "x" }));
        Assert.Equal(
            ["duplicate-not-asked duplicateOf"],
            Faults(Triaged.Closing(ClosingReason.TruePositive) with { DuplicateOf = "x" }));
    }

    [Fact]
    public void The_original_exists_is_another_one_and_no_duplicate_itself()
    {
        var (alert, original, third) = (Triaged.New(1), Triaged.New(2), Triaged.New(3));
        AlertChange Of(string id) => Triaged.Closing(ClosingReason.Duplicate) with { DuplicateOf = id };
        IEnumerable<string> Refused(string id, Alert? named) =>
            TriageRules.FaultsOf(alert, Of(id), named).Select(Show);

        Assert.Equal(["unknown-original duplicateOf"], Refused("none", null));
        Assert.Equal(["duplicate-of-itself duplicateOf"], Refused(alert.Id, alert));
        Assert.Empty(Refused(original.Id, original));

        original.Apply(Of(third.Id), DateTimeOffset.UnixEpoch);
        Assert.Equal(["original-is-duplicate duplicateOf"], Refused(original.Id, original));
    }

    [Fact]
    public void All_tags_or_those_to_add_and_remove()
    {
        var tags = new AlertChange { Tags = ["a"] };

        Assert.Equal(["tags-twice tags"], Faults(tags with { AddedTags = ["b"] }));
        Assert.Equal(["tags-twice tags"], Faults(tags with { RemovedTags = ["b"] }));
        Assert.Empty(Faults(new AlertChange { AddedTags = ["b"], RemovedTags = ["a"] }));
    }

    [Fact]
    public void Tags_that_are_added_do_not_pile_up_for_ever()
    {
        var alert = Triaged.New();
        AlertChange Adding(int from, int count) =>
            new() { AddedTags = [.. Enumerable.Range(from, count).Select(i => $"tag {i}")] };

        alert.Apply(Adding(0, TriageRules.TagsMax), DateTimeOffset.UnixEpoch);
        Assert.Empty(TriageRules.FaultsOf(alert, Adding(0, TriageRules.TagsMax), original: null));
        Assert.Equal(
            ["too-many-tags addTags"], TriageRules.FaultsOf(alert, Adding(99, 1), original: null).Select(Show));
        Assert.Empty(TriageRules.FaultsOf(alert, Adding(99, 1) with { RemovedTags = ["tag 1"] }, original: null));
    }

    private static IEnumerable<string> Faults(AlertChange change) => TriageRules.FaultsIn(change).Select(Show);

    private static string Show(TriageFault fault)
    {
        Assert.EndsWith(".", fault.Detail, StringComparison.Ordinal);
        return $"{fault.Code} {fault.Member}";
    }
}
