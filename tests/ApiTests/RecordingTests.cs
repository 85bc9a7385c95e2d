using System.Text.Json.Nodes;
using DetectionApi.Support;

namespace DetectionApi.ApiTests;

/// <summary>Real attacks, recorded: what must be found in them, and nothing else.</summary>
public sealed class RecordingTests
{
    private const string Dumpert = "credential_access_sysmon_10_11_outlfank_dumpert_and_andrewspecial_memdump";

    private static readonly string[] RecordsThatMatch = ["238374", "238379", "238382"];

    [RecordingsTheory]
    [InlineData(316, 1)]
    [InlineData(316, 2)]
    [InlineData(3, 1)]
    [InlineData(3, 3)]
    public async Task In_any_order_and_however_often_exactly_the_listed_records_match(int version, int seed)
    {
        await using var service = TestService.StartQuiet();
        await TestService.ReadAsync(await service.PatchRuleAsync($$"""{"activeVersion":{{version}}}"""));

        var random = new Random(seed);
        string? after = null;
        for (var repetition = 0; repetition <= 10; repetition++)
        {
            var files = Recordings.Read().Values.ToArray();
            Assert.Equal(24, files.Length);
            random.Shuffle(files);
            foreach (var file in files)
            {
                random.Shuffle(file);
                await PostGzipAsync(service, file);
            }

            var alerts = await service.AlertsAsync("&disposition=raised,excepted,overflow");
            Assert.Equal(RecordsThatMatch, await RecordsAsync(service, alerts));

            // Nothing of it moves when it comes again, not even the times.
            after ??= alerts.ToJsonString();
            Assert.Equal(after, alerts.ToJsonString());
        }

        Assert.Empty((await service.GetAsync("/api/v1/quarantine"))["items"]!.AsArray());
    }

    [RecordingsFact]
    public async Task All_recordings_in_one_batch_give_the_same()
    {
        await using var service = TestService.Start();
        var events = Recordings.Read().Values.SelectMany(file => file).ToArray();
        Assert.Equal(547, events.Length);
        new Random(7).Shuffle(events);

        await PostGzipAsync(service, [.. events, .. events]);

        Assert.Equal(RecordsThatMatch, await RecordsAsync(service, await service.AlertsAsync()));
    }

    [RecordingsFact]
    public async Task Of_the_dump_of_credentials_two_alerts_are_made_with_what_each_of_them_means()
    {
        await using var service = TestService.Start();

        await PostGzipAsync(service, Recordings.Read()[Dumpert]);

        var alerts = (await service.AlertsAsync()).OrderBy(alert => (int)alert!["occurrenceCount"]!).ToArray();
        Assert.Equal(2, alerts.Length);
        JsonAssert.Contains(
            JsonNode.Parse(
                """
                {
                  "source": { "name": "Outflank-Dumpert.exe" }, "target": { "class": "credential" },
                  "access": { "mask": "0x1fffff", "classes": ["all-access"] },
                  "callTrace": { "firstFrame": { "kind": "source-image" } }, "occurrenceCount": 1
                }
                """),
            alerts[0]);
        JsonAssert.Contains(
            JsonNode.Parse(
                """
                {
                  "source": { "name": "rundll32.exe" }, "target": { "class": "credential" },
                  "access": { "mask": "0x1fffff", "classes": ["all-access"] },
                  "callTrace": { "firstFrame": { "kind": "other-module" } }, "occurrenceCount": 2
                }
                """),
            alerts[1]);
    }

    private static async Task PostGzipAsync(TestService service, string[] events)
    {
        var answer = await TestService.ReadAsync(
            await service.Client.PostAsync("/_bulk", TestService.Body(Bulk.Gzip(Bulk.Of(events)), "gzip")));
        Assert.False((bool)answer["errors"]!);
        Assert.Equal(events.Length, answer["items"]!.AsArray().Count);
    }

    private static async Task<List<string?>> RecordsAsync(TestService service, JsonArray alerts)
    {
        var records = new List<string?>();
        foreach (var alert in alerts)
        {
            var list = await service.GetAsync($"/api/v1/alerts/{alert!["id"]}/occurrences");
            records.AddRange(list["items"]!.AsArray().Select(o => (string?)o!["recordId"]));
        }

        return [.. records.Order(StringComparer.Ordinal)];
    }
}
