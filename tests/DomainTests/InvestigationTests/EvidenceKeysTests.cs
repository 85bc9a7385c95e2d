using DetectionApi.Domain.Investigation;
using DetectionApi.DomainTests.AlertsTests;
using DetectionApi.DomainTests.ContextTests;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.InvestigationTests;

/// <summary>What of the context an investigation looks at.</summary>
public sealed class EvidenceKeysTests
{
    [Fact]
    public void First_it_asks_what_the_process_did_and_how_it_began()
    {
        var queries = EvidenceKeys.Of(new SomeCase().Alert());

        Assert.Equal(
        [
            $"-1h..1h Process {SomeContext.Process}, Parent {SomeContext.Process}, Target {SomeContext.Process}, "
            + $"ProcessId {SomeContext.Host} 6120, ParentId {SomeContext.Host} 6120",
            $"-168h..1h Start {SomeContext.Host} {SomeContext.Process}, OwnImage {SomeContext.Host} "
            + $"{SomeContext.Process}, StartId {SomeContext.Host} 6120",
        ], queries.Select(Shown));
    }

    [Fact]
    public void Then_it_asks_for_what_the_start_told()
    {
        var start = new SomeCase().Start!.At(Some.Time.AddHours(-2)).Data("LogonId", "0x4f2a1");

        Assert.Equal(
        [
            $"-26h..1h File {SomeCase.Agent}",
            $"-170h..-2h Start {SomeContext.Host} {SomeContext.Parent}, Logon {SomeContext.Host} 0x4f2a1",
        ], EvidenceKeys.Following(new SomeCase().Alert(), [Kept.Event(start)]).Select(Shown));
    }

    [Fact]
    public void A_parent_without_entity_id_is_asked_for_by_process_id_and_Windows_own_session_not_at_all() =>
        Assert.Contains(
            $"StartId {SomeContext.Host} 708",
            Shown(EvidenceKeys.Following(
                new SomeCase().Alert(), [Kept.Event(new SomeCase().Start!.Data("ParentProcessGuid", null))])[1]),
            StringComparison.Ordinal);

    [Fact]
    public void Without_a_start_it_asks_only_where_the_executable_came_from()
    {
        var entityId = Learning.BegunAt(Some.Time.AddHours(-5));
        var alert = Learning.Begin(new SomeCase().Access.Data("SourceProcessGUID", entityId));

        Assert.StartsWith(
            "-29h..1h File", Shown(Assert.Single(EvidenceKeys.Following(alert, []))), StringComparison.Ordinal);
    }

    [Fact]
    public void An_access_that_tells_nothing_asks_for_nothing()
    {
        var alert = Learning.Begin(Learning.AccessWithoutEntity()
            .Without("winlog.event_data.SourceProcessId").Without("winlog.event_data.SourceImage"));

        Assert.Empty(EvidenceKeys.Of(alert));
        Assert.Empty(EvidenceKeys.Following(alert, []));
        Assert.All(
            AlertInvestigator.Investigate(
                new AlertEvidence(alert, [], HostTelemetry.None, RelatedActivity.None), InvestigationLists.Default,
                Some.Later).Findings,
            f => Assert.Equal(f.Question is Question.Access ? Answer.Escalate : Answer.Unresolved, f.Answer));
    }

    private static string Shown(EvidenceQuery query) =>
        $"{(query.From - Some.Time).TotalHours:0}h..{(query.To - Some.Time).TotalHours:0}h "
        + string.Join(", ", query.Keys.Select(key => key.ToString()));
}
