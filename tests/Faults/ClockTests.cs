using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using DetectionApi.Support;

namespace DetectionApi.Faults;

/// <summary>The clock of the service jumps, also backwards.</summary>
public sealed class ClockTests
{
    private const int BatchesBetween = 3;
    private const int PageSize = 5;
    private const string Alerts = "/api/v1/alerts?disposition=raised,overflow";

    // In minutes: a correction, a time zone, a machine without a battery, and the way back.
    private static readonly int[] Jumps = [-1, 60, -120, -29_000_000, 29_000_000, 600_000, -600_000];

    [Fact]
    public async Task However_the_clock_jumps_nothing_is_lost_and_lists_go_on_where_they_were()
    {
        using var directory = new TestDirectory();
        var clock = new JumpingClock();
        await using var service = new ServiceInProcess(directory.Path, clock);
        var client = service.Client;
        var batches = 0;
        foreach (var jump in Jumps)
        {
            for (var i = 0; i < BatchesBetween; i++) await PostAsync(client, Corpus.Body(0, batches++));
            var before = (await Stored.AllAsync(client, Alerts)).Select(IdOf).ToList();
            var (page, cursor) = await PageAsync(client, null);
            clock.Jump(TimeSpan.FromMinutes(jump));

            // What a shipper did not see answered it sends again, whatever time it is by now.
            await PostAsync(client, Corpus.Body(0, batches - 1));
            await Stored.AssertAsync(client, [batches], [batches]);
            while (cursor is not null)
            {
                (var next, cursor) = await PageAsync(client, cursor);
                page.AddRange(next);
            }

            Assert.Equal(before, page);
        }
    }

    [Fact]
    public async Task Events_without_a_time_are_kept_in_the_time_of_their_receipt()
    {
        using var directory = new TestDirectory();
        var clock = new JumpingClock();
        await using var service = new ServiceInProcess(directory.Path, clock);
        var client = service.Client;
        foreach (var (number, jump) in Jumps.Index())
        {
            var timeless = Some.ProcessAccess()
                .With("winlog.record_id", number + 1).Without("@timestamp").Without("winlog.event_data.UtcTime");
            await PostAsync(client, Encoding.UTF8.GetBytes($"{{\"create\":{{}}}}\n{timeless.Json}\n"));
            clock.Jump(TimeSpan.FromMinutes(jump));
        }

        var records = await Stored.MatchesAsync(client);
        Assert.Equal(Jumps.Index().Select(jump => $"{jump.Index + 1}"), records.Order());
    }

    [Fact]
    public async Task What_cannot_be_read_is_listed_in_the_order_in_which_it_came()
    {
        using var directory = new TestDirectory();
        var clock = new JumpingClock();
        await using var service = new ServiceInProcess(directory.Path, clock);
        var client = service.Client;
        foreach (var (number, jump) in Jumps.Index())
        {
            await PostAsync(client, Encoding.UTF8.GetBytes($"{{\"create\":{{}}}}\nnonsense {number}\n"));
            clock.Jump(TimeSpan.FromMinutes(jump));
        }

        var ids = (await Stored.AllAsync(client, "/api/v1/quarantine?", limit: 2)).Select(item => (long)item["id"]!);
        Assert.Equal(Enumerable.Range(1, Jumps.Length).Reverse().Select(id => (long)id), ids);
    }

    private static async Task<(List<string> Ids, string? Cursor)> PageAsync(HttpClient client, string? cursor)
    {
        var page = JsonNode.Parse(await client.GetStringAsync($"{Alerts}&limit={PageSize}&cursor={cursor}"))!;
        return ([.. page["items"]!.AsArray().Select(alert => IdOf(alert!))], (string?)page["nextCursor"]);
    }

    private static string IdOf(JsonNode alert) => (string)alert["id"]!;

    private static async Task PostAsync(HttpClient client, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var answer = await client.PostAsync("/_bulk", content);
        answer.EnsureSuccessStatusCode();
    }

    private sealed class JumpingClock : TimeProvider
    {
        private TimeSpan _offset;

        public void Jump(TimeSpan by) => _offset += by;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _offset;
    }
}
