using System.Net;
using DetectionApi.Api.Telemetry.Prometheus;
using DetectionApi.Domain.Access;
using DetectionApi.Support;
using Microsoft.Data.Sqlite;

namespace DetectionApi.ApiTests;

/// <summary>What <c>/metrics</c> tells.</summary>
public sealed class MetricsTests
{
    [Fact]
    public async Task The_page_is_of_Prometheus_form_and_says_so()
    {
        await using var service = TestService.StartOnSocket();
        await service.PostBulkAsync(Some.RaisedEvent());

        using var answer = await service.Client.GetAsync("/metrics");
        var families = MetricText.Parse(await answer.Content.ReadAsStringAsync());

        Assert.Equal(MetricsPage.ContentType, answer.Content.Headers.ContentType!.ToString());
        Assert.False(answer.Headers.Contains("X-Elastic-Product"));
        Assert.All(families.Values, family => Assert.False(string.IsNullOrEmpty(family.Help), family.Name));
        Assert.Equal("histogram", families["detection_batch_duration_seconds"].Type);
        Assert.Equal("gauge", families["detection_store_size_bytes"].Type);
        Assert.Equal("gauge", families["dotnet_thread_pool_thread_count"].Type);
        Assert.Contains("kestrel_active_connections", families.Keys);
    }

    [Fact]
    public async Task What_became_of_batches_is_counted()
    {
        await using var service = TestService.Start();

        await service.PostBulkAsync(Some.RaisedEvent(1), Some.RaisedEvent(2), "no event");
        await service.PostBulkAsync(Some.RaisedEvent(2), Some.RaisedEvent(3));
        using var refused = await service.Client.PostAsync("/_bulk", TestService.Body("{}\n"u8.ToArray()));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);

        var metrics = await MetricsAsync(service);
        Assert.Equal(2, metrics.ValueOf("detection_batches_total", "outcome", "stored"));
        Assert.Equal(1, metrics.ValueOf("detection_batches_total", "outcome", "refused"));
        Assert.Equal(5, metrics.ValueOf("detection_events_total"));
        Assert.Equal(1, metrics.ValueOf("detection_events_quarantined_total"));
        Assert.Equal(4, metrics.ValueOf("detection_matches_total"));
        Assert.Equal(1, metrics.ValueOf("detection_matches_repeated_total"));
        Assert.Equal(3, metrics.ValueOf("detection_occurrences_total"));
        var begun = metrics.ValueOf("detection_alerts_begun_total", "disposition", "raised");
        Assert.Equal(3 - begun, metrics.ValueOf("detection_occurrences_folded_total"));
        Assert.Equal(0, metrics.ValueOf("detection_ingest_waiting_bytes"));
        Assert.Equal(0, metrics.ValueOf("detection_writer_queue"));
        Assert.InRange(metrics.ValueOf("detection_ingest_size_bytes_total"), 1000, 100_000);
        Assert.InRange(metrics.ValueOf("detection_store_size_bytes", "file", "detections.db"), 4096, 1e9);
        Assert.Equal(2, CountOf(metrics, "detection_batch_duration_seconds"));
        Assert.Equal(2, CountOf(metrics, "detection_batch_delay_seconds"));
        Assert.InRange(CountOf(metrics, "detection_commit_duration_seconds"), 2, double.MaxValue);
    }

    [Fact]
    public async Task The_open_alerts_of_the_queue_are_told_soon_after_they_change()
    {
        await using var service = TestService.Start();
        await service.PostBulkAsync(Some.RaisedEvent(1), Some.RaisedEvent(2));
        var begun = (await MetricsAsync(service)).ValueOf("detection_alerts_begun_total", "disposition", "raised");

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await OpenAlertsAsync(service) != begun) await Task.Delay(50, patience.Token);
    }

    [Fact]
    public async Task Whoever_watches_counters_sees_them_before_there_is_anything_to_count()
    {
        await using var service = TestService.Start();

        var metrics = await MetricsAsync(service);

        Assert.Equal(0, metrics.ValueOf("detection_events_total"));
        Assert.Equal(0, metrics.ValueOf("detection_alerts_begun_total", "disposition", "overflow"));
        Assert.Equal(0, metrics.ValueOf("detection_requests_refused_total", "status", "401"));
        Assert.Equal(0, metrics.ValueOf("detection_alarm", "code", "nothing-arrived"));
    }

    [Fact]
    public async Task A_request_that_is_turned_away_is_counted_by_its_status()
    {
        await using var service = TestService.Start();
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/_bulk")
        {
            Headers = { { "Origin", "https://a.example" } },
        };
        using var answer = await service.Client.SendAsync(foreign);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(1, (await MetricsAsync(service)).ValueOf("detection_requests_refused_total", "status", "403"));
    }

    [Fact]
    public async Task A_batch_that_is_turned_away_before_it_is_read_is_counted_as_refused()
    {
        await using var service = TestService.Start();
        using var reading = await SomeKey.ClientAsync(service, Role.Read);
        string[] addresses = ["/_bulk", "/api/v1/events", "/index/_doc"];

        foreach (var address in addresses)
        {
            using var unknown = await service.Client.PostAsync(address, TestService.Body(Bulk.Of(Some.RaisedEvent())));
            using var lacking = await reading.PostAsync(address, TestService.Body(Bulk.Of(Some.RaisedEvent())));
            Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, lacking.StatusCode);
        }

        using var other = await service.Client.GetAsync("/api/v1/alerts");
        var metrics = MetricText.Parse(await reading.GetStringAsync("/metrics"));
        Assert.Equal(3, metrics.ValueOf("detection_batches_total", "status", "401"));
        Assert.Equal(3, metrics.ValueOf("detection_batches_total", "status", "403"));
        Assert.Equal(4, metrics.ValueOf("detection_requests_refused_total", "status", "401"));
    }

    [Fact]
    public async Task What_cannot_be_looked_up_leaves_the_rest()
    {
        using var directory = new TestDirectory();
        await using var service = TestService.StartOn(directory);
        await service.PostBulkAsync(Some.RaisedEvent());
        using (var connection = new SqliteConnection(
            $"Data Source={Path.Combine(directory.Path, "detections.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE webhook_deliveries";
            command.ExecuteNonQuery();
        }

        await Task.Delay(TimeSpan.FromSeconds(1.5));
        Assert.Equal(1, (await MetricsAsync(service)).ValueOf("detection_events_total"));
    }

    [Fact]
    public async Task Services_of_one_process_do_not_count_for_each_other()
    {
        await using var one = TestService.Start();
        await using var other = TestService.Start();

        await one.PostBulkAsync(Some.RaisedEvent());

        Assert.Equal(1, (await MetricsAsync(one)).ValueOf("detection_events_total"));
        Assert.Equal(0, (await MetricsAsync(other)).ValueOf("detection_events_total"));
    }

    [Theory]
    [InlineData("detection.batch.duration", "s", false, "detection_batch_duration_seconds")]
    [InlineData("detection.events", "{event}", true, "detection_events_total")]
    [InlineData("detection.store.size", "By", false, "detection_store_size_bytes")]
    [InlineData("a.bytes", "By", true, "a_bytes_total")]
    [InlineData("a_total", null, true, "a_total")]
    [InlineData("1st-name", null, false, "_st_name")]
    public void An_instrument_is_named_as_Prometheus_names_it(
        string name, string? unit, bool isCounter, string expected) =>
        Assert.Equal(expected, MetricName.Of(name, unit, isCounter));

    [Fact]
    public void Labels_and_help_with_special_letters_are_read_as_they_were_written()
    {
        const string Odd = "a \"quoted\\\nline\"}, b=\"";
        var family = new SumFamily("odd_total", "help \\ of\nlines", canFall: false);
        family.Record(1.5, [new("b", Odd), new("a", null)]);
        family.Record(2e20, [new("a", null), new("b", Odd)]);
        var page = new System.Text.StringBuilder();
        family.AppendTo(page);

        var read = MetricText.Parse(page.ToString())["odd_total"];

        Assert.Equal("help \\ of\nlines", read.Help);
        var sample = Assert.Single(read.Samples);
        Assert.Equal(2e20, sample.Value);
        Assert.Equal(Odd, sample.Labels["b"]);
        Assert.Equal("", sample.Labels["a"]);
    }

    [Fact]
    public void A_bucket_holds_what_is_at_most_its_bound()
    {
        var family = new HistogramFamily("time_seconds", "Time.", [0.1, 1]);
        foreach (var value in (double[])[0.05, 0.1, 0.5, 7]) family.Record(value, []);
        var page = new System.Text.StringBuilder();
        family.AppendTo(page);

        var read = MetricText.Parse(page.ToString())["time_seconds"];

        Assert.Equal([2, 3, 4], read.Samples.Take(3).Select(sample => sample.Value));
        Assert.Equal(7.65, Assert.Single(read.Samples, sample => sample.Name == "time_seconds_sum").Value, 9);
    }

    private static async Task<IReadOnlyDictionary<string, Family>> MetricsAsync(TestService service) =>
        MetricText.Parse(await service.Client.GetStringAsync("/metrics"));

    // Not there until the alerts were read.
    private static async Task<double?> OpenAlertsAsync(TestService service) =>
        (await MetricsAsync(service)).GetValueOrDefault("detection_alerts_open")?.Samples.Single().Value;

    private static double CountOf(IReadOnlyDictionary<string, Family> metrics, string name) =>
        Assert.Single(metrics[name].Samples, sample => sample.Name == name + "_count").Value;
}
