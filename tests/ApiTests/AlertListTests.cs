using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace DetectionApi.ApiTests;

/// <summary>The queue with its filters, orders and parts.</summary>
public sealed class AlertListTests(AlertListTests.Queue queue) : IClassFixture<AlertListTests.Queue>
{
    // Every alert is told from the others by the process id of its source.
    private static readonly AccessEvent[] Events =
    [
        new() { Record = 1, Pid = 1, At = Minute(1) },
        new()
        {
            Record = 2, Pid = 2, At = Minute(2), Computer = "SRV-01.corp.example", HostId = "id-of-server",
            Source = @"C:\Program Files\Vendor_A\agent.exe",
            Target = @"C:\Program Files\Google\Chrome\Application\chrome.exe",
            Mask = "0x40", Trace = $@"C:\Program Files\Vendor_A\agent.exe+1a2b|{AccessEvent.KernelBase}",
        },
        new()
        {
            Record = 3, Pid = 3, At = Minute(3), Source = @"C:\Program Files\VendorXA\agent.exe",
            Target = @"C:\ProgramData\Microsoft\Windows Defender\Platform\4.18\MsMpEng.exe", Mask = "0x1fffff",
            Trace = @"C:\Temp\100%.dll+1",
        },
        new()
        {
            Record = 4, Pid = 4, At = Minute(4), Source = @"C:\Tools\self.exe", Target = @"C:\Tools\SELF.EXE",
            Mask = "0x2", Trace = "garbage",
        },
        new()
        {
            Record = 5, Pid = 5, At = Minute(5), Target = @"C:\Windows\explorer.exe", Mask = "0x1000",
            Trace = @"C:\Windows\SysWOW64\win32u.dll+9|UNKNOWN(0000000000401000)",
        },
        new() { Record = 6, Pid = 1, At = Minute(61) },
    ];

    [Theory]
    [InlineData("", "1 5 4 3 2")]
    [InlineData("status=open", "1 5 4 3 2")]
    [InlineData("status=OPEN", "1 5 4 3 2")]
    [InlineData("status=closed", "")]
    [InlineData("status=closed&status=open", "1 5 4 3 2")]
    [InlineData("status=closed,%20open", "1 5 4 3 2")]
    [InlineData("disposition=raised", "1 5 4 3 2")]
    [InlineData("disposition=overflow,excepted", "")]
    [InlineData("severity=high", "1 5 4 3 2")]
    [InlineData("severity=low&severity=critical", "")]
    [InlineData("host=srv-01.corp.example", "2")]
    [InlineData("host=SRV-01.CORP.example", "2")]
    [InlineData("host=srv-01", "2")]
    [InlineData("host=srv-0", "")]
    [InlineData("host=srv-01&host=nobody", "2")]
    [InlineData("host=srv-01,nobody", "2")]
    [InlineData("host=srv-*", "2")]
    [InlineData("host=*.corp.example", "1 5 4 3 2")]
    [InlineData("host=id-of-server", "2")]
    [InlineData("host=ID-OF-SERVER", "2")]
    [InlineData("source=agent.exe", "3 2")]
    [InlineData("source=AGENT.exe", "3 2")]
    [InlineData("source=gent.exe", "")]
    [InlineData("source=C:%5CProgram%20Files%5CVendor_A%5Cagent.exe", "2")]
    [InlineData("source=c:%5Cprogram%20files%5Cvendor?a%5C*.exe", "3 2")]
    [InlineData("source=%25.exe", "")]
    [InlineData("source=t??l.exe", "1 5")]
    [InlineData("target=lsass.exe", "1")]
    [InlineData("target=*%5Cchrome.exe", "2")]
    [InlineData("target=c:%5Ctools%5Cself.exe", "4")]
    [InlineData("targetClass=credential", "1")]
    [InlineData("targetClass=browser,security-product", "3 2")]
    [InlineData("targetClass=self&targetClass=other", "5 4")]
    [InlineData("accessClass=memory-read", "1 3")]
    [InlineData("accessClass=duplicate-handle", "3 2")]
    [InlineData("accessClass=thread&accessClass=query", "1 5 4 3")]
    [InlineData("accessClass=all-access", "3")]
    [InlineData("firstFrameKind=unbacked", "1")]
    [InlineData("firstFrameKind=source-image,other-module", "3 2")]
    [InlineData("firstFrameKind=malformed", "4")]
    [InlineData("firstFrameKind=win32u", "5")]
    [InlineData("rule=" + Some.RuleId, "1 5 4 3 2")]
    [InlineData("rule=another", "")]
    [InlineData("rule=another," + Some.RuleId, "1 5 4 3 2")]
    [InlineData("pattern=unknown", "")]
    [InlineData("from=2026-03-02T10:05:00Z", "1 5")]
    [InlineData("from=2026-03-02T10:05:00.001Z", "1")]
    [InlineData("from=2026-03-02T12:05:00.001%2B02:00", "1")]
    [InlineData("to=2026-03-02T10:03:00Z", "1 2")]
    [InlineData("to=2026-03-02T10:03:00.001Z", "1 3 2")]
    [InlineData("from=2026-03-02T10:02:00Z&to=2026-03-02T10:05:00Z", "1 4 3 2")]
    [InlineData("source=tool.exe&targetClass=credential&accessClass=query", "1")]
    [InlineData("source=tool.exe&targetClass=browser", "")]
    [InlineData("sort=last-seen", "1 5 4 3 2")]
    [InlineData("sort=severity", "1 5 4 3 2")]
    [InlineData("limit=2", "1 5")]
    [InlineData("limit=1000", "1 5 4 3 2")]
    [InlineData("host=&status=", "1 5 4 3 2")]
    public async Task A_filter_shows(string query, string expected)
    {
        var list = await queue.Service.GetAsync($"/api/v1/alerts?{query}");

        Assert.Equal(expected, string.Join(' ', list["items"]!.AsArray().Select(alert => alert!["source"]!["pid"])));
    }

    [Fact]
    public async Task A_pattern_of_an_alert_finds_it()
    {
        var alert = (await queue.Service.AlertsAsync("&target=chrome.exe"))[0]!;

        var found = await queue.Service.AlertsAsync($"&pattern={alert["patternId"]}");

        Assert.Equal((string?)alert["id"], (string?)Assert.Single(found)!["id"]);
    }

    [Theory]
    [InlineData("status=opened", "status", "'opened' is no status; there are open, ")]
    [InlineData("status=0", "status", "'0'")]
    [InlineData("disposition=all", "disposition", "raised, excepted, overflow")]
    [InlineData("severity=73", "severity", "low, medium, high, critical")]
    [InlineData("targetClass=lsass", "targetClass", "credential")]
    [InlineData("accessClass=everything", "accessClass", "memory-read")]
    [InlineData("firstFrameKind=unknown", "firstFrameKind", "unbacked")]
    [InlineData("from=yesterday", "from", "'yesterday' is no time")]
    [InlineData("to=2026-13-01", "to", "is no time")]
    [InlineData("sort=riskScore", "sort", "last-seen, severity")]
    [InlineData("limit=0", "limit", "from 1 to 1000")]
    [InlineData("limit=1001", "limit", "from 1 to 1000")]
    [InlineData("limit=-1", "limit", "from 1 to 1000")]
    [InlineData("limit=many", "limit", "from 1 to 1000")]
    [InlineData("limit=99999999999", "limit", "from 1 to 1000")]
    [InlineData("from=2026-03-02T08:00:00Z&from=2026-03-02T09:00:00Z", "from", "given 2 times")]
    [InlineData("from=2026-03-02T08:00:00Z&to=2026-03-02T07:00:00Z", "to", "between them lies no time")]
    [InlineData("hots=a", "hots", "There is no parameter 'hots' here; there are accessClass, assignee, ")]
    [InlineData("cursor=nonsense!", "cursor", "nextCursor")]
    [InlineData("cursor=bm9uc2Vuc2U", "cursor", "nextCursor")]
    [InlineData("cursor=AAAA", "cursor", "nextCursor")]
    public async Task What_is_wrong_with_a_parameter_is_said_with_its_name(
        string query, string parameter, string detail)
    {
        using var response = await queue.Service.Client.GetAsync($"/api/v1/alerts?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal("urn:detection-api:problem:bad-request", (string?)problem["type"]);
        var fault = Assert.Single(problem["errors"]!.AsArray())!;
        Assert.Equal(parameter, (string?)fault["parameter"]);
        Assert.Contains(detail, (string?)fault["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_faults_of_a_query_are_said_at_once()
    {
        const string Query = "status=x&limit=0&nonsense=1&from=x";
        using var response = await queue.Service.Client.GetAsync($"/api/v1/alerts?{Query}");

        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(
            ["status", "from", "limit", "nonsense"],
            problem["errors"]!.AsArray().Select(fault => (string?)fault!["parameter"]));
    }

    [Theory]
    [InlineData("last-seen", 1)]
    [InlineData("last-seen", 2)]
    [InlineData("severity", 1)]
    [InlineData("severity", 3)]
    [InlineData("severity", 5)]
    public async Task Walking_by_cursor_shows_each_alert_once(string sort, int limit)
    {
        var whole = (await queue.Service.AlertsAsync($"&sort={sort}")).Select(alert => (string?)alert!["id"]);

        Assert.Equal(whole, await WalkAsync($"/api/v1/alerts?sort={sort}&limit={limit}"));
    }

    [Fact]
    public async Task A_cursor_of_another_order_or_another_list_is_refused()
    {
        var ofTime = (string?)(await queue.Service.GetAsync("/api/v1/alerts?limit=1"))["nextCursor"];
        var id = (string?)(await queue.Service.AlertsAsync("&target=lsass.exe"))[0]!["id"];
        var occurrences = await queue.Service.GetAsync($"/api/v1/alerts/{id}/occurrences?limit=1");
        var ofOccurrences = (string?)occurrences["nextCursor"];
        Assert.NotNull(ofOccurrences);

        foreach (var path in (string[])
            [
                $"/api/v1/alerts?sort=severity&cursor={ofTime}", $"/api/v1/alerts?cursor={ofOccurrences}",
                $"/api/v1/alerts/{id}/occurrences?cursor={ofTime}", $"/api/v1/quarantine?cursor={ofTime}",
            ])
        {
            using var response = await queue.Service.Client.GetAsync(path);
            if (response.StatusCode != HttpStatusCode.BadRequest) Assert.Fail($"{path}: {response.StatusCode}");
        }
    }

    [Fact]
    public async Task A_cursor_whose_parts_are_out_of_range_is_refused()
    {
        foreach (var parts in (string[])
            [
                "last-seen 73 x id", "last-seen x 0 id", $"last-seen 73 {long.MaxValue} id", "last-seen 73 -1 id",
            ])
        {
            var cursor = Convert.ToBase64String(Encoding.UTF8.GetBytes(parts)).TrimEnd('=');
            using var response = await queue.Service.Client.GetAsync($"/api/v1/alerts?cursor={cursor}");
            if (response.StatusCode != HttpStatusCode.BadRequest) Assert.Fail($"{parts}: {response.StatusCode}");
        }
    }

    private async Task<List<string?>> WalkAsync(string path)
    {
        var seen = new List<string?>();
        string? cursor = null;
        do
        {
            var part = await queue.Service.GetAsync(cursor is null ? path : $"{path}&cursor={cursor}");
            seen.AddRange(part["items"]!.AsArray().Select(item => (string?)item!["id"]));
            cursor = (string?)part["nextCursor"];
        }
        while (cursor is not null && seen.Count < 100);

        return seen;
    }

    private static DateTime Minute(int minute) =>
        DateTime.Parse("2026-03-02T10:00:00Z", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal)
            .AddMinutes(minute);

    /// <summary>Five alerts, read only.</summary>
    public sealed class Queue : IAsyncLifetime
    {
        internal TestService Service { get; } = TestService.Start();

        public async Task InitializeAsync()
        {
            await Service.PostBulkAsync(Events.Select(e => e.Winlogbeat8));
            Assert.Equal(5, (await Service.AlertsAsync()).Count);
        }

        public async Task DisposeAsync() => await Service.DisposeAsync();
    }
}
