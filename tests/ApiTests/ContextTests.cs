using System.Net;
using System.Text.Json.Nodes;
using DetectionApi.Support;
using Microsoft.Data.Sqlite;

namespace DetectionApi.ApiTests;

/// <summary>What the service keeps beside the alerts, and what alerts learn from it.</summary>
public sealed class ContextTests
{
    private const string Dumpert = "credential_access_sysmon_10_11_outlfank_dumpert_and_andrewspecial_memdump";

    private const string Start = """
        {
          "code": "1", "recordId": "238373", "foundBy": "entity-id", "commandLine": "Outflank-Dumpert.exe",
          "parent": { "executable": "C:\\Windows\\System32\\cmd.exe" }
        }
        """;

    [RecordingsTheory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task An_alert_tells_how_its_source_was_started_whenever_that_comes(bool isLast, bool isApart)
    {
        await using var service = TestService.Start();
        var events = Recordings.Read()[Dumpert];
        var start = events.Where(e => Code(e) == "1").ToArray();
        string[][] parcels = [start, [.. events.Except(start)]];
        if (isLast) parcels = [.. parcels.Reverse()];

        if (isApart)
            foreach (var parcel in parcels) await service.PostBulkAsync(parcel);
        else await service.PostBulkAsync(parcels.SelectMany(parcel => parcel));

        var alerts = await service.AlertsAsync();
        var alert = await service.GetAsync(
            $"/api/v1/alerts/{alerts.Single(a => (int)a!["occurrenceCount"]! == 1)!["id"]}");
        JsonAssert.Contains(JsonNode.Parse(Start), alert["sourceStart"]);
        Assert.Equal("Outflank-Dumpert.exe", (string?)alert["source"]!["name"]);
        Assert.NotNull((string?)alert["source"]!["user"]);
        var hashes = alert["sourceStart"]!["hashes"]!.AsObject().Select(hash => (string?)hash.Value);
        Assert.Contains(hashes, hash => hash is { Length: 32 or 40 or 64 });
    }

    [RecordingsFact]
    public async Task Without_context_nothing_is_kept_and_the_alerts_are_the_same()
    {
        using var directory = new TestDirectory();
        await using var service = TestService.StartOn(directory, ("Context:Enabled", "false"));
        await using var keeping = TestService.Start();
        foreach (var file in Recordings.Read().Values)
        {
            await service.PostBulkAsync(file);
            await keeping.PostBulkAsync(file);
        }

        Assert.Equal(0, Segments(directory));
        Assert.Equal(Identities(await keeping.AlertsAsync()), Identities(await service.AlertsAsync()));
        Assert.NotEmpty(await service.AlertsAsync());
    }

    [Fact]
    public async Task Events_that_no_rule_matches_are_kept()
    {
        using var directory = new TestDirectory();
        await using var service = TestService.StartOn(directory);

        await service.PostBulkAsync(SomeContext.Start().Json, SomeContext.Load().Json, SomeContext.Sysmon(13).Json);

        Assert.Equal(1, Segments(directory));
        Assert.Equal(2, Number(directory, "SELECT sum(count) FROM segments"));
        Assert.Empty(await service.AlertsAsync());
    }

    [Fact]
    public async Task A_request_that_alone_is_larger_than_what_may_wait_is_taken()
    {
        await using var service = TestService.Start(("Ingest:WaitingBytesMax", "1048576"));
        var large = SomeContext.Start().With("message", new string('x', 3_000_000)).Json;

        var answer = await service.Client.PostAsync("/_bulk", TestService.Body(Bulk.Of(large, large)));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        answer = await service.Client.PostAsync("/_bulk", TestService.Body(Bulk.Of(Some.RaisedEvent())));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    // Each of these made a request fail for ever, and a shipper sends it again for ever.
    [Fact]
    public async Task Events_at_the_edge_of_what_is_possible_are_taken()
    {
        await using var service = TestService.Start();
        var manyKeys = Enumerable.Range(0, 6000).Select(i => SomeContext.Sysmon(5)
            .With("winlog.computer_name", $"h{i}").Data("ProcessGuid", $"{i}").Data("User", $@"d\{i}").Json);
        var manyValues = SomeContext.Load().With("tags", Enumerable.Repeat("x", 65_537).ToArray()).Json;

        Assert.False((bool)(await service.PostBulkAsync(manyKeys.Append(manyValues)))["errors"]!);
    }

    [Fact]
    public async Task A_spoiled_context_does_not_keep_alerts_from_being_stored()
    {
        using var directory = new TestDirectory();
        await using var service = TestService.StartOn(directory);
        await service.PostBulkAsync(SomeContext.Start().Json);
        Number(directory, "UPDATE segments SET records = x'0011' RETURNING id");

        await service.PostBulkAsync(Support.Some.ProcessAccess()
            .With("winlog.event_data.SourceProcessGUID", SomeContext.Process).Json);

        Assert.Single(await service.AlertsAsync());
    }

    private static string? Code(string e) => (string?)JsonNode.Parse(e)!["event"]!["code"];

    private static IEnumerable<string> Identities(JsonArray alerts) =>
        alerts.Select(a => $"{a!["id"]} {a["occurrenceCount"]} {a["firstSeenAt"]}").Order(StringComparer.Ordinal);

    private static long Segments(TestDirectory directory) => Number(directory, "SELECT count(*) FROM segments");

    private static long Number(TestDirectory directory, string sql)
    {
        var file = Path.Combine(directory.Path, "context.db");
        using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
