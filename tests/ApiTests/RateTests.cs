using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using DetectionApi.Domain.Access;

namespace DetectionApi.ApiTests;

/// <summary>Who asks too much is told so, and nobody else notices.</summary>
public sealed class RateTests
{
    private const int FloodMax = 2000;

    private static readonly (string, string)[] OneASecond =
        [("Rates:RequestsPerSecond", "1"), ("Rates:Burst", "3")];

    private static readonly (string, string)[] OneStrangerASecond =
        [("Rates:UnknownPerSecond", "1"), ("Rates:UnknownBurst", "3")];

    [Fact]
    public async Task A_key_that_floods_is_refused_with_a_time_to_come_back()
    {
        await using var service = TestService.Start(OneASecond);
        using var client = await SomeKey.ClientAsync(service, Role.Read);

        using var refused = await FloodAsync(() => client.GetAsync("/api/v1/rules"));

        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 10);
        var problem = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!;
        Assert.Equal("urn:detection-api:problem:rate-limited", (string?)problem["type"]);
        Assert.Equal(429, (int)problem["status"]!);
    }

    [Fact]
    public async Task While_one_key_floods_another_one_is_served_and_a_shipper_never_refused()
    {
        await using var service = TestService.Start(("Rates:RequestsPerSecond", "50"), ("Rates:Burst", "60"));
        using var flooding = await SomeKey.ClientAsync(service, Role.Read, "flood");
        using var reading = await SomeKey.ClientAsync(service, Role.Read, "reader");
        using var shipping = await SomeKey.ClientAsync(service, Role.Ingest, "shipper");
        var refused = 0;
        var others = new List<HttpStatusCode>();

        for (var round = 0; round < 25; round++)
        {
            var flood = Enumerable.Range(0, 20).Select(_ => flooding.GetAsync("/api/v1/rules")).ToList();
            using var read = await reading.GetAsync("/api/v1/rules");
            using var sent = await shipping.PostAsync("/_bulk", TestService.Body(Bulk.Of(Some.RaisedEvent(round))));
            others.AddRange([read.StatusCode, sent.StatusCode]);
            foreach (var answer in await Task.WhenAll(flood))
                if (answer.StatusCode is HttpStatusCode.TooManyRequests) refused++;
        }

        Assert.NotEqual(0, refused);
        Assert.All(others, status => Assert.Equal(HttpStatusCode.OK, status));
    }

    [Fact]
    public async Task A_batch_that_was_refused_is_not_taken_and_sent_again_it_is_stored_once()
    {
        await using var service = TestService.Start(OneASecond);
        using var shipping = await SomeKey.ClientAsync(service, Role.Ingest, "shipper");
        using var reading = await SomeKey.ClientAsync(service, Role.Read, "reader");
        const int Batches = 12;
        var refusals = 0;

        // All at once, so that even a slow machine sees more than one within a second.
        await Task.WhenAll(Enumerable.Range(0, Batches).Select(async batch =>
        {
            while (true)
            {
                var body = TestService.Body(Bulk.Of(Some.RaisedEvent(batch)));
                using var answer = await shipping.PostAsync("/_bulk", body);
                if (answer.StatusCode is HttpStatusCode.OK) break;

                Interlocked.Increment(ref refusals);
                await AssertIsElasticsearchsAsync(answer);
                await Task.Delay(answer.Headers.RetryAfter!.Delta!.Value);
            }
        }));

        Assert.NotEqual(0, refusals);
        var metrics = MetricText.Parse(await reading.GetStringAsync("/metrics"));
        Assert.Equal(refusals, metrics.ValueOf("detection_batches_total", "status", "429"));
        var alerts = await TestService.ReadAsync(await reading.GetAsync("/api/v1/alerts?limit=1000"));
        var counts = alerts["items"]!.AsArray().Select(alert => (int)alert!["occurrenceCount"]!).ToList();
        Assert.Equal(Enumerable.Repeat(1, Batches), counts);
    }

    [Fact]
    public async Task Strangers_are_refused_sooner_or_later_and_take_nothing_from_a_key_at_the_same_address()
    {
        await using var service = TestService.Start(OneStrangerASecond);
        using var known = await SomeKey.ClientAsync(service, Role.Read);
        using var guessing = service.CreateClient();
        guessing.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("ApiKey", "YTpi");

        for (var round = 0; round < 5; round++)
        {
            using var refused = await FloodAsync(() => guessing.GetAsync("/api/v1/rules"));
            using var served = await known.GetAsync("/api/v1/rules");
            using var alive = await guessing.GetAsync("/health/live");

            Assert.Contains("rate-limited", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, served.StatusCode);
            if (round == 0) Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        }
    }

    [Fact]
    public async Task What_is_open_to_everybody_is_not_without_an_end_either()
    {
        await using var service = TestService.Start(OneStrangerASecond);
        using var known = await SomeKey.ClientAsync(service, Role.Read);
        using var stranger = service.CreateClient();

        using var refused = await FloodAsync(() => stranger.GetAsync("/health/ready"));

        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await known.GetAsync("/health/ready")).StatusCode);
    }

    [Fact]
    public async Task As_long_as_nobody_needs_a_key_nobody_is_counted()
    {
        await using var service = TestService.Start([.. OneASecond, .. OneStrangerASecond]);

        for (var request = 0; request < 50; request++)
            Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync("/api/v1/rules")).StatusCode);
    }

    // A machine that is slow enough gives a token back meanwhile, so it asks until it is refused.
    private static async Task<HttpResponseMessage> FloodAsync(Func<Task<HttpResponseMessage>> ask)
    {
        for (var request = 0; request < FloodMax; request += 10)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ask()));
            if (Array.Find(answers, answer => answer.StatusCode is HttpStatusCode.TooManyRequests) is { } refused)
                return refused;
        }

        throw new InvalidOperationException("Nobody was refused.");
    }

    private static async Task AssertIsElasticsearchsAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(["Elasticsearch"], answer.Headers.GetValues("X-Elastic-Product"));
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(429, (int)error["status"]!);
        Assert.Equal("rate_limited_exception", (string?)error["error"]!["type"]);
    }
}
