using System.Text.Json.Nodes;

namespace DetectionApi.ApiTests;

/// <summary>The rule, asked over HTTP as shippers ask it.</summary>
public sealed class JudgementTests
{
    private const string Acrobat = @"C:\Program Files\Adobe\Acrobat DC\Acrobat\Acrobat.exe";
    private const string WowClassic = @"C:\Program Files (x86)\World of Warcraft\_classic_\WowClassic.exe";
    private const string Explorer = @"C:\Windows\explorer.exe";

    [Theory]
    [InlineData(Acrobat, AccessEvent.Lsass, true)]
    [InlineData(Acrobat, Explorer, false)]
    [InlineData(WowClassic, AccessEvent.Lsass, true)]
    [InlineData(WowClassic, Explorer, false)]
    [InlineData(WowClassic, @"C:\Temp\lsass.exe", false)]
    [InlineData(@"C:\Temp\Acrobat.exe", Explorer, true)]
    public async Task Sources_that_may_do_it_may_not_do_it_to_lsass(string source, string target, bool isRaised) =>
        Assert.Equal(isRaised ? 1 : 0, (await JudgeAsync(new() { Source = source, Target = target })).Count);

    [Theory]
    [InlineData($"{AccessEvent.Unbacked}|{AccessEvent.Ntdll}", true)]
    [InlineData($"{AccessEvent.Ntdll}|{AccessEvent.Unbacked}", false)]
    [InlineData($"{AccessEvent.Ntdll}|{AccessEvent.KernelBase}", false)]
    [InlineData(@"c:\windows\system32\NTDLL.DLL+1", false)]
    [InlineData(@"C:\Temp\ntdll.dll+1", true)]
    [InlineData(@"C:\Windows\System32\wow64cpu.dll+1|UNKNOWN(0000000000401000)", false)]
    [InlineData("", false)]
    public async Task Only_the_first_frame_decides(string trace, bool isRaised) =>
        Assert.Equal(isRaised ? 1 : 0, (await JudgeAsync(new() { Trace = trace })).Count);

    [Fact]
    public async Task A_call_trace_of_30_KB_is_judged_and_kept_whole()
    {
        var frames = Enumerable.Range(0, 700).Select(n => $@"C:\Windows\System32\some{n % 10}.dll+{n:x5}{n:x5}");
        var long30K = $"{AccessEvent.Unbacked}|{string.Join('|', frames)}";
        Assert.InRange(long30K.Length, 25_000, 40_000);
        await using var service = TestService.Start();

        await service.PostBulkAsync((new AccessEvent { Trace = long30K }).Winlogbeat8);

        var id = (string?)Assert.Single(await service.AlertsAsync())!["id"];
        var alert = await service.GetAsync($"/api/v1/alerts/{id}");
        Assert.Equal(701, alert["frames"]!.AsArray().Count);
        var occurrences = await service.GetAsync($"/api/v1/alerts/{id}/occurrences");
        Assert.Equal(
            long30K, (string?)occurrences["items"]![0]!["document"]!["winlog"]!["event_data"]!["CallTrace"]);
    }

    [Fact]
    public async Task The_same_event_by_three_collectors_is_one_occurrence_of_one_alert()
    {
        await using var service = TestService.Start();
        var e = new AccessEvent();

        await service.PostBulkAsync(e.Winlogbeat8);
        await service.PostBulkAsync(e.Winlogbeat7, e.ElasticAgent);
        await service.PostEventsAsync(e.ElasticAgent, e.Winlogbeat8, e.Winlogbeat7);

        var alert = Assert.Single(await service.AlertsAsync())!;
        Assert.Equal(1, (int)alert["occurrenceCount"]!);
        Assert.Single((await service.GetAsync($"/api/v1/alerts/{alert["id"]}/occurrences"))["items"]!.AsArray());
    }

    [Theory]
    [InlineData(316)]
    [InlineData(3)]
    public async Task The_same_event_by_three_collectors_makes_equal_alerts(int version)
    {
        var e = new AccessEvent();
        var alerts = new List<JsonNode>();
        foreach (var document in (string[])[e.Winlogbeat8, e.Winlogbeat7, e.ElasticAgent])
        {
            await using var service = TestService.Start();
            await TestService.ReadAsync(await service.PatchRuleAsync($$"""{"activeVersion":{{version}}}"""));
            await service.PostBulkAsync(document);
            var id = (string?)Assert.Single(await service.AlertsAsync())!["id"];
            var alert = await service.GetAsync($"/api/v1/alerts/{id}");
            alert.AsObject().Remove("createdAt");
            alert.AsObject().Remove("timeToDetectSeconds");
            alerts.Add(alert);
        }

        Assert.Equal(alerts[0].ToJsonString(), alerts[1].ToJsonString());
        Assert.Equal(alerts[0].ToJsonString(), alerts[2].ToJsonString());
    }

    [Theory]
    [InlineData("0x1fffff", "0x1fffff")]
    [InlineData("0x001FFFFF", "0x1fffff")]
    [InlineData("2097151", "0x1fffff")]
    public async Task Rights_are_read_in_any_spelling(string spelt, string mask) =>
        Assert.Equal(mask, (string?)(await JudgeAsync(new() { Mask = spelt }))[0]!["access"]!["mask"]);

    private static async Task<JsonArray> JudgeAsync(AccessEvent e)
    {
        await using var service = TestService.Start();
        await service.PostBulkAsync(e.Winlogbeat8);
        return await service.AlertsAsync();
    }
}
