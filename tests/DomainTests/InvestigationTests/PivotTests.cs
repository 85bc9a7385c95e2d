using DetectionApi.Domain.Context;
using DetectionApi.Domain.Investigation;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.DomainTests.AlertsTests;
using DetectionApi.DomainTests.ContextTests;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.InvestigationTests;

/// <summary>The six pivots of the guide, filled in from an alert.</summary>
public sealed class PivotTests
{
    private static readonly SomeEvent[] Rows =
    [
        new SomeCase().Start!.At(Some.Time.AddMinutes(-59)), SomeCase.Did(5), new SomeCase().Load!.At(Some.Time),
        SomeCase.Did(8).Data("SourceProcessGuid", SomeContext.Process),
        SomeCase.Wrote(@"C:\a"), SomeCase.Wrote(@"C:\a", 15), SomeCase.Wrote(@"C:\a", 23),
        SomeCase.Wrote(@"C:\a", 26), SomeCase.Connected(SomeCase.Public), SomeCase.Asked("x.example", "10.0.0.1;"),
        SomeCase.Child(@"C:\Windows\System32\cmd.exe"),
        SomeContext.AuditedStart().Data("NewProcessId", "0x999").Data("ProcessId", "0x17e8")
            .Data("ParentProcessName", SomeCase.Agent).At(Some.Time.AddSeconds(3)),
    ];

    // Of another process, another host, or another time.
    private static readonly SomeEvent[] Others =
    [
        SomeCase.Wrote(@"C:\a").Data("ProcessGuid", SomeContext.Other),
        SomeCase.Wrote(@"C:\a").With("winlog.computer_name", "ws-18").With("host.name", "ws-18"),
        SomeCase.Wrote(@"C:\a", 11, 3601), SomeCase.Wrote(@"C:\a", 11, -3601),
        SomeCase.Child(@"C:\Windows\System32\cmd.exe").Data("ParentProcessGuid", SomeContext.Other),
        SomeContext.AuditedStart().Data("NewProcessId", "0x999").Data("ProcessId", "0x17e8")
            .Data("ParentProcessName", @"C:\Windows\explorer.exe").At(Some.Time.AddSeconds(3)),
    ];

    [Fact]
    public void They_are_called_as_in_the_guide() => Assert.Equal(
        ["source-process", "child-processes", "file-events", "network-and-dns", "user-alerts", "host-alerts"],
        Words.All<Pivot>());

    [Theory]
    [InlineData(Pivot.SourceProcess, "1,11,15,22,23,26,3,5,7,8")]
    [InlineData(Pivot.ChildProcesses, "1,4688")]
    [InlineData(Pivot.FileEvents, "11,15,23,26")]
    [InlineData(Pivot.NetworkAndDns, "22,3")]
    public void Each_finds_its_rows_and_no_others(Pivot pivot, string codes)
    {
        var query = PivotQuery.Of(new SomeCase().Alert(), pivot);
        var chunk = Kept.Chunk(Rows.Concat(Others).Select(e => e.Utf8));
        var found = ContextEvent.Find(chunk.Records, new ContextKeySet(query.Keys), query.From, query.To);

        Assert.Equal(
            codes, string.Join(',', found.Where(query.IsRow).Select(e => e.Code).Order(StringComparer.Ordinal)));
        Assert.Equal((Some.Time.AddHours(-1), Some.Time.AddHours(1)), (query.From, query.To));
        Assert.All(found.Where(query.IsRow), e => Assert.Contains(e.Code, query.Codes));
    }

    [Theory]
    [InlineData(Pivot.UserAlerts)]
    [InlineData(Pivot.HostAlerts)]
    public void Two_ask_for_alerts(Pivot pivot)
    {
        var query = PivotQuery.Of(new SomeCase().Alert(), pivot);

        Assert.True(query.IsOfAlerts);
        Assert.Empty(query.Keys);
        Assert.Equal((SomeContext.Host, @"NT AUTHORITY\SYSTEM"), (query.Host, query.User));
        Assert.Equal((Some.Time.AddHours(-48), Some.Time.AddHours(48)), (query.From, query.To));
        Assert.Equal(PivotAnswer.NoneSeen, query.AnswerOf(0, HostTelemetry.None));
        Assert.Equal(PivotAnswer.Rows, query.AnswerOf(1, HostTelemetry.None));
    }

    [Fact]
    public void Without_an_entity_id_they_ask_by_process_id()
    {
        var alert = Learning.Begin(new SomeCase().Access.Without("winlog.event_data.SourceProcessGUID"));
        var query = PivotQuery.Of(alert, Pivot.FileEvents);
        var row = SomeCase.Wrote(@"C:\a").Data("ProcessGuid", null);

        Assert.Equal([$"ProcessId {SomeContext.Host} 6120"], query.Keys.Select(k => k.ToString()));
        Assert.Equal((null, 6120L), (query.EntityId, query.Pid));
        Assert.True(query.IsRow(Kept.Event(row)));
        Assert.False(query.IsRow(Kept.Event(row.Data("Image", @"C:\x.exe"))));
    }

    [Theory]
    [InlineData(0, "3,22", PivotAnswer.NoneSeen)]
    [InlineData(0, "22", PivotAnswer.NoneSeen)]
    [InlineData(0, "1,11", PivotAnswer.NoTelemetry)]
    [InlineData(0, "", PivotAnswer.NoTelemetry)]
    [InlineData(2, "", PivotAnswer.Rows)]
    public void No_rows_are_told_from_no_telemetry(int rows, string sent, PivotAnswer answer)
    {
        var telemetry = (new SomeCase { Sent = sent.Split(',') }).Telemetry();
        var query = PivotQuery.Of(new SomeCase().Alert(), Pivot.NetworkAndDns);

        Assert.Equal(answer, query.AnswerOf(rows, telemetry));
        Assert.Equal(new[] { "3", "22" }.Except(sent.Split(',')), query.UnsentOf(telemetry));
    }
}
