using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace DetectionApi.ApiTests;

/// <summary>What was acknowledged outlives the process, however it ends.</summary>
public sealed class KillTests
{
    private const int Kills = 5;
    private const int EventsPerBatch = 20;

    [Fact]
    public async Task Killed_at_any_moment_the_service_keeps_every_acknowledged_event_once()
    {
        using var directory = new TestDirectory();
        var random = new Random(20260302);
        var batches = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var service = ServiceProcess.Start(directory, ["--urls", "http://127.0.0.1:0"]);
            using var client = new HttpClient { BaseAddress = await service.ListeningAsync() };
            var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var shipping = ShipUntilItFailsAsync(client, batches, enough, enoughAt: batches + random.Next(1, 20));

            // After some batches, however fast the machine is, and then at any moment of the next ones.
            await enough.Task.WaitAsync(TimeSpan.FromMinutes(1));
            await Task.Delay(random.Next(30));
            service.Kill();
            batches = await shipping;
        }

        await using var last = ServiceProcess.Start(directory, ["--urls", "http://127.0.0.1:0"]);
        using var reader = new HttpClient { BaseAddress = await last.ListeningAsync() };
        // The batch that was under way at the last kill may be stored or not: sent again, as a shipper does, it is.
        await PostAsync(reader, batches);
        Assert.Equal((batches + 1) * EventsPerBatch, await OccurrencesAsync(reader));

        for (var batch = 0; batch <= batches; batch++) await PostAsync(reader, batch);
        Assert.Equal((batches + 1) * EventsPerBatch, await OccurrencesAsync(reader));
    }

    // Returns the first batch that was not acknowledged: that one is sent again after the restart.
    private static async Task<int> ShipUntilItFailsAsync(
        HttpClient client, int batch, TaskCompletionSource enough, int enoughAt)
    {
        try
        {
            for (; ; batch++)
            {
                if (batch == enoughAt) enough.SetResult();
                await PostAsync(client, batch);
            }
        }
        catch (HttpRequestException)
        {
            return batch;
        }
    }

    private static async Task PostAsync(HttpClient client, int batch)
    {
        var events = Enumerable.Range(batch * EventsPerBatch, EventsPerBatch).Select(Some.RaisedEvent);
        using var body = TestService.Body(Bulk.Of(events), null);
        using var answer = await client.PostAsync("/_bulk", body);
        answer.EnsureSuccessStatusCode();
        Assert.Contains("\"errors\":false", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<int> OccurrencesAsync(HttpClient client)
    {
        var count = 0;
        string? cursor = null;
        do
        {
            var page = await client.GetFromJsonAsync<JsonNode>(
                $"/api/v1/alerts?disposition=raised,overflow&limit=1000&cursor={cursor}");
            count += page!["items"]!.AsArray().Sum(alert => (int)alert!["occurrenceCount"]!);
            cursor = (string?)page["nextCursor"];
        }
        while (cursor is not null);

        return count;
    }
}
