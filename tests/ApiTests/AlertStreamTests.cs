using System.Net;
using System.Text.Json.Nodes;
using DetectionApi.Api.AlertStream;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DetectionApi.ApiTests;

/// <summary>Who follows the alerts sees each as it comes and changes.</summary>
public sealed class AlertStreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_new_alert_and_its_change_are_told_as_the_list_shows_them()
    {
        await using var service = TestService.StartOnSocket();
        await using var stream = await EventStream.OpenAsync(service);

        await service.PostBulkAsync(Some.RaisedEvent(1));
        var created = await stream.NextAsync();
        await service.PostBulkAsync(new AccessEvent { Record = 1, Pid = 1001, At = At(5) }.Winlogbeat8);
        var changed = await stream.NextAsync(told => (int)told.Alert["occurrenceCount"]! == 2);
        while (!JsonNode.DeepEquals(Assert.Single(await service.AlertsAsync()), changed.Alert))
            changed = await stream.NextAsync();

        Assert.Equal("alert-created", created.Name);
        Assert.Equal("alert-changed", changed.Name);
        Assert.Equal(created.Id, changed.Id);
        Assert.True(changed.Number > created.Number);
    }

    [Fact]
    public async Task The_answer_is_a_stream_that_nobody_keeps_or_gathers()
    {
        await using var service = TestService.StartOnSocket();
        await using var stream = await EventStream.OpenAsync(service);
        var headers = stream.Response.Headers;

        Assert.Equal("text/event-stream", stream.Response.Content.Headers.ContentType?.MediaType);
        Assert.True(headers.CacheControl?.NoStore);
        Assert.Equal(["no"], headers.GetValues("X-Accel-Buffering"));
    }

    [Fact]
    public async Task Whoever_comes_back_with_the_last_id_misses_nothing_and_sees_nothing_twice()
    {
        await using var service = TestService.StartOnSocket();
        await service.PostBulkAsync(Some.RaisedEvent(1));
        await service.PostBulkAsync(Some.RaisedEvent(2), Some.RaisedEvent(3));

        await using var all = await EventStream.OpenAsync(service, lastEventId: 0);
        var told = await all.NextAsync(3);
        var last = told[^1].Number;
        await using var rest = await EventStream.OpenAsync(service, lastEventId: last);
        await using var byQuery = await EventStream.OpenAsync(service, $"lastEventId={last}");
        await using var byBoth = await EventStream.OpenAsync(service, "lastEventId=0", last);
        await service.PostBulkAsync(Some.RaisedEvent(4));

        Assert.Equal([1001, 1002, 1003], told.Select(PidOf).Distinct().Order());
        Assert.Equal(3, told.Count(alert => alert.Name == "alert-created"));
        foreach (var stream in (EventStream[])[rest, byQuery, byBoth])
        {
            var next = await stream.NextAsync(alert => alert.Number > last);
            while (PidOf(next) != 1004)
            {
                Assert.Equal("alert-changed", next.Name);
                next = await stream.NextAsync(alert => alert.Number > next.Number);
            }

            Assert.Equal("alert-created", next.Name);
        }
    }

    [Fact]
    public async Task Without_an_id_only_what_comes_is_told_and_the_place_is_named_before_anything_comes()
    {
        await using var service = TestService.StartOnSocket();
        await service.PostBulkAsync(Some.RaisedEvent(1));
        using var first = await EventStream.AskAsync(service);
        using var lines = new StreamReader(await first.Content.ReadAsStreamAsync());
        Assert.StartsWith("retry: ", await LineAsync(lines), StringComparison.Ordinal);
        var place = await LineAsync(lines);
        first.Dispose();

        await service.PostBulkAsync(Some.RaisedEvent(2));
        await using var again = await EventStream.OpenAsync(
            service, lastEventId: long.Parse(place["id: ".Length..], null));

        Assert.Equal("alert-created", (await again.NextAsync(told => PidOf(told) == 1002)).Name);
    }

    [Fact]
    public async Task An_id_that_was_never_given_stands_for_what_comes_from_now_on()
    {
        await using var service = TestService.StartOnSocket();
        await service.PostBulkAsync(Some.RaisedEvent(1));
        await using var stream = await EventStream.OpenAsync(service, lastEventId: 1_000_000);
        await service.PostBulkAsync(Some.RaisedEvent(2));

        Assert.Equal("alert-created", (await stream.NextAsync(told => PidOf(told) == 1002)).Name);
    }

    [Fact]
    public async Task Only_what_passes_the_filters_is_told_and_the_place_moves_on_all_the_same()
    {
        await using var service = TestService.StartOnSocket(("Stream:HeartbeatSeconds", "1"));
        await using var filtered = await EventStream.OpenAsync(service, "host=srv-*&severity=high");
        await using var past = await EventStream.OpenAsync(service, "host=srv-*", lastEventId: 0);
        await using var nothing = await EventStream.OpenAsync(service, "host=nobody");
        await service.PostBulkAsync(
            new AccessEvent { Record = 1, Pid = 1 }.Winlogbeat8,
            new AccessEvent { Record = 2, Pid = 2, Computer = "srv-1.corp.example" }.Winlogbeat8,
            new AccessEvent { Record = 3, Pid = 3 }.Winlogbeat8);

        Assert.Equal(2, PidOf(await filtered.NextAsync()));
        Assert.Equal(2, PidOf(await past.NextAsync()));
        var waiting = nothing.NextAsync();
        while (nothing.LastId is "" or "0" or "1" or "2") await Task.WhenAny(waiting, Task.Delay(20));
        Assert.False(waiting.IsCompleted);
    }

    [Theory]
    [InlineData("lastEventId=x", null, "lastEventId")]
    [InlineData("lastEventId=-1", null, "lastEventId")]
    [InlineData("", "1.5", "Last-Event-ID")]
    [InlineData("status=new", null, "status")]
    [InlineData("limit=5", null, "limit")]
    [InlineData("sort=severity", null, "sort")]
    public async Task What_cannot_be_followed_is_refused(string query, string? header, string parameter)
    {
        await using var service = TestService.Start();
        using var refused = await EventStream.AskAsync(service, query, header);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var problem = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!;
        Assert.Equal(parameter, (string?)problem["errors"]![0]!["parameter"]);
    }

    [Fact]
    public async Task A_silent_stream_has_a_heartbeat()
    {
        await using var service = TestService.StartOnSocket(("Stream:HeartbeatSeconds", "1"));
        using var answer = await EventStream.AskAsync(service);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());

        for (var beats = 0; beats < 2;)
            if ((await LineAsync(lines)).StartsWith(':')) beats++;
    }

    [Fact]
    public async Task Past_the_limit_of_listeners_one_is_asked_to_come_back_and_gets_the_place_that_becomes_free()
    {
        await using var service = TestService.StartOnSocket(("Stream:ListenersMax", "1"));
        var first = await EventStream.OpenAsync(service);
        using var second = await EventStream.AskAsync(service);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
        Assert.NotNull(second.Headers.RetryAfter);

        await first.DisposeAsync();
        var hub = service.Services.GetRequiredService<StreamHub>();
        await Until(() => hub.Count == 0);
        await using var third = await EventStream.OpenAsync(service);
    }

    [Fact]
    public async Task Streams_end_at_once_and_cleanly_when_the_service_ends()
    {
        // Nobody waits that long.
        await using var service = TestService.StartOnSocket(("shutdownTimeoutSeconds", "600"));
        var streams = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => EventStream.OpenAsync(service)));

        var stopped = service.Services.GetRequiredService<IHost>().StopAsync();

        foreach (var stream in streams) await stream.EndAsync();
        await stopped.WaitAsync(Patience);
    }

    [Fact]
    public async Task An_alert_that_is_larger_than_any_buffer_arrives_whole_between_others()
    {
        await using var service = TestService.StartOnSocket();
        await using var stream = await EventStream.OpenAsync(service);
        await service.PostBulkAsync(Some.RaisedEvent(1), BigAlert(2, 200_000), Some.RaisedEvent(3));

        var told = await stream.NextAsync(3);

        Assert.Equal([1001, 1002, 1003], told.Select(PidOf).Distinct().Order());
        var big = told.First(alert => PidOf(alert) == 1002);
        Assert.True(((string)big.Alert["callTrace"]!["shape"]!).Length > 128 * 1024);
    }

    /// <summary>An alert whose JSON is about that large.</summary>
    internal static string BigAlert(int number, int bytes, string computer = "pc-1")
    {
        var folder = new string('x', 200);
        var frames = Enumerable.Range(0, bytes / folder.Length).Select(i => $@"C:\{folder}\{i}.dll+1a");
        return new AccessEvent
        {
            Record = number, Pid = 1000 + number, At = At(number), Computer = computer,
            Trace = $"UNKNOWN(1)|{string.Join('|', frames)}",
        }.Winlogbeat8;
    }

    internal static async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition()) await Task.Delay(20, patience.Token);
    }

    internal static int PidOf(ToldAlert told) => (int)told.Alert["source"]!["pid"]!;

    private static async Task<string> LineAsync(StreamReader lines) =>
        await lines.ReadLineAsync().WaitAsync(Patience) ?? throw new EndOfStreamException();

    private static DateTime At(int second) => new DateTime(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc).AddSeconds(second);
}
