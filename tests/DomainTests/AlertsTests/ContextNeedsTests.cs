using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;
using DetectionApi.DomainTests.ContextTests;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.AlertsTests;

/// <summary>What of the context stays for an alert.</summary>
public sealed class ContextNeedsTests
{
    [Fact]
    public void An_alert_needs_what_its_process_did_and_how_it_its_parent_and_its_session_began() => Assert.Equal(
    [
        $"Process {SomeContext.Process}", $"Parent {SomeContext.Process}", $"Target {SomeContext.Process}",
        $"ParentId {SomeContext.Host} 6120", $"StartId {SomeContext.Host} 6120", $"File {SomeContext.Image}",
        $"Start {SomeContext.Host} {SomeContext.Parent}",
        $"Logon {SomeContext.Host} 0x4f2a1",
    ], NeedsOf(Learning.Access(), SomeContext.Start()));

    [Fact]
    public void Without_an_entity_id_the_process_is_known_by_host_and_process_id() => Assert.Equal(
    [
        $"ProcessId {SomeContext.Host} 6120", $"ParentId {SomeContext.Host} 6120", $"StartId {SomeContext.Host} 6120",
        $"File {SomeContext.Image}",
    ], NeedsOf(Learning.AccessWithoutEntity()));

    [Theory]
    [InlineData("0x3e7")]
    [InlineData("0x3E7")]
    [InlineData("0x3e4")]
    [InlineData("0x3e5")]
    public void The_sessions_of_Windows_itself_would_be_everything_and_are_not_needed(string logon) =>
        Assert.DoesNotContain(
            NeedsOf(Learning.Access(), SomeContext.Start().Data("LogonId", logon)),
            need => need.StartsWith("Logon", StringComparison.Ordinal));

    [Fact]
    public void An_access_that_tells_nothing_needs_nothing() => Assert.Empty(NeedsOf(Learning.AccessWithoutEntity()
        .Without("winlog.event_data.SourceProcessId").Without("winlog.event_data.SourceImage")));

    [Fact]
    public void What_is_needed_is_found_in_what_is_kept()
    {
        var alert = Learning.Begin(Learning.Access());
        Learning.Learn(alert, [SomeContext.Start()]);
        ContextKey[] needs = [.. ContextNeeds.Of(alert.Host.Name, alert.Source)];
        SomeEvent[] needed =
        [
            SomeContext.Start(), SomeContext.Load(), SomeContext.Sysmon(5), SomeContext.AuditedStart(),
            SomeContext.Start().Data("ProcessGuid", SomeContext.Other).Data("ParentProcessGuid", SomeContext.Process),
            SomeContext.Start().Data("ProcessGuid", SomeContext.Parent).Data("ProcessId", "708"),
            SomeContext.Sysmon(8).Data("SourceProcessGuid", SomeContext.Other)
                .Data("TargetProcessGuid", SomeContext.Process),
            SomeContext.Sysmon(11).Data("ProcessGuid", SomeContext.Other).Data("TargetFilename", SomeContext.Image),
            SomeContext.Security(4624).Data("TargetLogonId", "0x4F2A1"),
        ];
        SomeEvent[] others =
        [
            SomeContext.Sysmon(5).Data("ProcessGuid", SomeContext.Other),
            SomeContext.Security(4624).Data("TargetLogonId", "0x4f2a2"),
        ];

        Assert.All(needed, e => Assert.Single(Kept.Find(Kept.Chunk(e.Utf8), needs)));
        Assert.All(others, e => Assert.Empty(Kept.Find(Kept.Chunk(e.Utf8), needs)));
    }

    private static IEnumerable<string> NeedsOf(SomeEvent access, params SomeEvent[] events)
    {
        var alert = Learning.Begin(access);
        Learning.Learn(alert, events);
        return ContextNeeds.Of(alert.Host.Name, alert.Source).Select(key => key.ToString());
    }
}
