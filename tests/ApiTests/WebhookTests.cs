using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DetectionApi.Support;

namespace DetectionApi.ApiTests;

/// <summary>Targets of the settings are told of new and escalated alerts, whatever they answer.</summary>
public sealed class WebhookTests
{
    private const string Created = "alert.created";
    private const string Escalated = "alert.escalated";

    private static readonly (string, string) OnlyCreated = ("Webhooks:Targets:0:Events:0", Created);
    private static readonly (string, string) TriedTwice = ("Webhooks:RetrySeconds:0", "1");

    [Fact]
    public async Task A_new_alert_is_told_and_signed_as_the_standard_says()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var service = TestService.Start(receiver.Settings());
        await service.PostBulkAsync(Some.RaisedEvent(1));

        var message = Assert.Single(await receiver.GetAsync(m => m.Type == Created));
        var alert = Assert.Single(await service.AlertsAsync())!.AsObject();

        Assert.Equal("/hook", message.Path);
        Assert.True(message.IsSignedWith(WebhookReceiver.Secret));
        Assert.StartsWith("msg_", message.Id, StringComparison.Ordinal);
        Assert.InRange(
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(message.Timestamp, null)),
            DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        var data = message.Json["data"]!.AsObject();
        Assert.Equal(alert.Select(member => member.Key), data.Select(member => member.Key));
        Assert.Equal((string?)alert["id"], (string?)data["id"]);
        Assert.Equal(["type", "timestamp", "data"], message.Json.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task An_alert_whose_investigation_says_escalate_is_told_once()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var service = TestService.Start(receiver.Settings(("Webhooks:Targets:0:Events:0", Escalated)));
        await service.PostBulkAsync(Some.RaisedEvent(1));
        await receiver.GetAsync(m => m.Type == Escalated);

        // Goes on, and is investigated again.
        await service.PostBulkAsync(new AccessEvent { Record = 2, Pid = 1001 }.Winlogbeat8);
        await service.PostBulkAsync(Some.RaisedEvent(3));
        await receiver.GetAsync(m => m.Pid == 1003);

        Assert.Equal(receiver.Messages.Count, receiver.Messages.DistinctBy(m => m.Pid).Count());
        foreach (var message in receiver.Messages)
        {
            var investigation = await service.GetAsync(
                $"/api/v1/alerts/{message.Json["data"]!["id"]}/investigation");
            Assert.Equal("escalate", (string?)investigation["recommendation"]);
        }
    }

    [Fact]
    public async Task Who_wants_only_the_worst_is_told_of_nothing_else_and_the_others_are()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var service = TestService.Start(receiver.Settings(
            ("Webhooks:Targets:0:SeverityLeast", "high"), ("Webhooks:Targets:1:Name", "worst"),
            ("Webhooks:Targets:1:Url", $"{receiver.Url}/worst"), ("Webhooks:Targets:1:Secret", WebhookReceiver.Secret),
            ("Webhooks:Targets:1:SeverityLeast", "critical")));
        await service.PostBulkAsync(Some.RaisedEvent(1));
        await receiver.GetAsync(m => m.Type == Created);

        Assert.DoesNotContain(receiver.Messages, m => m.Path == "/worst");
        var deliveries = await ListAsync(service, "");
        Assert.All(deliveries, delivery => Assert.Equal("receiver", (string?)delivery["target"]));
    }

    [Fact]
    public async Task What_is_not_in_the_queue_is_not_told()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var service = TestService.Start(receiver.Settings(OnlyCreated));

        // The cap of the rule is 100.
        await service.PostBulkAsync(Enumerable.Range(0, 130).Select(Some.RaisedEvent));
        await receiver.GetAsync(_ => true, 100);
        await Until(async () => (await ListAsync(service, "state=pending")).Count == 0);

        Assert.Equal(100, receiver.Messages.Count);
        Assert.Equal(100, receiver.Messages.DistinctBy(m => m.Id).Count());
    }

    [Theory]
    [InlineData(500)]
    [InlineData(404)]
    [InlineData(302)]
    public async Task What_is_not_taken_is_sent_again_as_the_same_message(int status)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.AnswerWith((context, _) =>
        {
            context.Response.StatusCode = receiver.Messages.Count == 1 ? status : 200;
            context.Response.Headers.Location = $"{receiver.Url}/elsewhere";
            return Task.CompletedTask;
        });
        await using var service = TestService.Start(receiver.Settings(OnlyCreated, TriedTwice));
        await service.PostBulkAsync(Some.RaisedEvent(1));

        var sent = await receiver.GetAsync(_ => true, 2);
        await Until(async () => (await ListAsync(service, "state=delivered")).Count == 1);

        Assert.Equal(sent[0].Id, sent[1].Id);
        Assert.Equal(sent[0].Body, sent[1].Body);
        Assert.All(sent, m => Assert.True(m.IsSignedWith(WebhookReceiver.Secret)));
        Assert.All(sent, m => Assert.Equal("/hook", m.Path));
    }

    [Fact]
    public async Task What_was_tried_often_enough_is_dead_until_it_is_replayed()
    {
        await using var receiver = await WebhookReceiver.StartAsync(503);
        await using var service = TestService.Start(receiver.Settings(OnlyCreated, TriedTwice));
        await service.PostBulkAsync(Some.RaisedEvent(1), Some.RaisedEvent(2), Some.RaisedEvent(3));
        await Until(async () => (await ListAsync(service, "state=dead")).Count == 3);
        var dead = await ListAsync(service, "state=dead");

        Assert.All(dead, delivery => Assert.Equal(2, (int)delivery["attempts"]!));
        Assert.All(dead, delivery => Assert.Equal(503, (int)delivery["lastStatus"]!));
        var ids = receiver.Messages.Select(m => m.Id).ToHashSet();

        receiver.AnswerWith(200);
        using var one = await PostAsync(service, $"/api/v1/webhooks/deliveries/{dead[0]["id"]}/replay");
        Assert.Equal("pending", (string?)(await TestService.ReadAsync(one))["state"]);
        await Until(async () => (await ListAsync(service, "state=delivered")).Count == 1);

        using var dry = await PostAsync(
            service, "/api/v1/webhooks/deliveries/replay", """{"target": "receiver", "dryRun": true}""");
        using var all = await PostAsync(
            service, "/api/v1/webhooks/deliveries/replay", """{"target": "receiver"}""");
        JsonAssert.Contains(
            JsonNode.Parse("""{"dryRun": true, "dead": 2, "replayed": 0}"""), await TestService.ReadAsync(dry));
        JsonAssert.Contains(
            JsonNode.Parse("""{"dryRun": false, "dead": 2, "replayed": 2}"""), await TestService.ReadAsync(all));
        await Until(async () => (await ListAsync(service, "state=delivered")).Count == 3);
        Assert.Equal(ids, receiver.Messages.Select(m => m.Id).ToHashSet());
    }

    [Fact]
    public async Task Who_answers_410_gets_nothing_until_he_is_enabled()
    {
        await using var receiver = await WebhookReceiver.StartAsync(410);
        await using var service = TestService.Start(receiver.Settings(OnlyCreated, TriedTwice));
        await service.PostBulkAsync(Some.RaisedEvent(1));
        await Until(async () => (await TargetAsync(service))["disabledAt"] is not null);
        receiver.AnswerWith(200);
        await service.PostBulkAsync(Some.RaisedEvent(2));
        var dead = Assert.Single(await ListAsync(service, "state=dead"));

        using var refused = await PostAsync(service, $"/api/v1/webhooks/deliveries/{dead["id"]}/replay");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var enabled = await PostAsync(service, "/api/v1/webhooks/targets/receiver/enable");
        Assert.Null((await TestService.ReadAsync(enabled))["disabledAt"]);

        await service.PostBulkAsync(Some.RaisedEvent(3));
        await receiver.GetAsync(m => m.Pid == 1003);
        Assert.DoesNotContain(receiver.Messages, m => m.Pid == 1002);
    }

    [Fact]
    public async Task A_slow_target_does_not_hold_the_others()
    {
        var released = new TaskCompletionSource();
        await using var slow = await WebhookReceiver.StartAsync();
        slow.AnswerWith((_, _) => released.Task);
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var service = TestService.Start(receiver.Settings(
            OnlyCreated, ("Webhooks:Targets:1:Name", "slow"), ("Webhooks:Targets:1:Url", slow.Url),
            ("Webhooks:Targets:1:Secret", WebhookReceiver.Secret), ("Webhooks:TimeoutSeconds", "60")));
        for (var i = 0; i < 20; i++) await service.PostBulkAsync(Some.RaisedEvent(i));

        await receiver.GetAsync(_ => true, 20);

        Assert.True(slow.Messages.Count < 20);
        released.SetResult();
    }

    [Fact]
    public async Task A_restart_neither_loses_nor_doubles_a_message()
    {
        using var directory = new TestDirectory();
        await using var receiver = await WebhookReceiver.StartAsync(500);
        var settings = receiver.Settings(OnlyCreated, TriedTwice, ("Webhooks:RetrySeconds:1", "2"));
        await using (var service = TestService.StartOn(directory, settings))
        {
            await service.PostBulkAsync(Some.RaisedEvent(1), Some.RaisedEvent(2));
            await receiver.GetAsync(_ => true, 2);
        }

        receiver.AnswerWith(200);
        await using var again = TestService.StartOn(directory, settings);
        await again.PostBulkAsync(Some.RaisedEvent(3));
        await Until(async () => (await ListAsync(again, "state=delivered")).Count == 3);

        Assert.Equal(3, (await ListAsync(again, "")).Count);
        Assert.Equal(3, receiver.Messages.DistinctBy(m => m.Id).Count());
    }

    [Fact]
    public async Task Who_comes_new_into_the_settings_is_told_of_what_happens_from_then_on()
    {
        using var directory = new TestDirectory();
        await using var receiver = await WebhookReceiver.StartAsync();
        await using (var service = TestService.StartOn(directory)) await service.PostBulkAsync(Some.RaisedEvent(1));

        await using var told = TestService.StartOn(directory, receiver.Settings(OnlyCreated));
        await told.PostBulkAsync(new AccessEvent { Record = 9, Pid = 1001 }.Winlogbeat8);
        await told.PostBulkAsync(Some.RaisedEvent(2));
        await receiver.GetAsync(m => m.Pid == 1002);

        Assert.Single(receiver.Messages);
    }

    [Fact]
    public async Task An_answer_without_an_end_is_not_waited_for()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.AnswerWith(async (context, _) =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(new byte[1024]);
        });
        await using var service = TestService.Start(receiver.Settings(OnlyCreated));
        await service.PostBulkAsync(Some.RaisedEvent(1));

        await Until(async () => (await ListAsync(service, "state=delivered")).Count == 1);
    }

    [Fact]
    public async Task No_answer_tells_a_secret_or_where_exactly_messages_go()
    {
        await using var receiver = await WebhookReceiver.StartAsync(500);
        await using var service = TestService.Start(receiver.Settings(OnlyCreated));
        await service.PostBulkAsync(Some.RaisedEvent(1));
        await receiver.GetAsync(_ => true);

        foreach (var path in (string[])["targets", "deliveries"])
        {
            var text = await service.Client.GetStringAsync($"/api/v1/webhooks/{path}");
            Assert.DoesNotContain(WebhookReceiver.Secret["whsec_".Length..], text, StringComparison.Ordinal);
            Assert.DoesNotContain("/hook", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/api/v1/webhooks/deliveries?state=lost", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/webhooks/deliveries?state=dead,pending", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/webhooks/deliveries?cursor=x", HttpStatusCode.BadRequest)]
    [InlineData("POST /api/v1/webhooks/deliveries/1/replay", HttpStatusCode.NotFound)]
    [InlineData("POST /api/v1/webhooks/targets/nobody/enable", HttpStatusCode.NotFound)]
    public async Task What_is_not_there_is_refused(string request, HttpStatusCode status)
    {
        await using var service = TestService.Start();
        using var answer = request.Split(' ') is ["POST", var path]
            ? await PostAsync(service, path)
            : await service.Client.GetAsync(request);

        Assert.Equal(status, answer.StatusCode);
    }

    internal static async Task<IReadOnlyList<JsonNode>> ListAsync(TestService service, string query) =>
        [.. (await service.GetAsync($"/api/v1/webhooks/deliveries?limit=1000&{query}"))["items"]!.AsArray()!];

    internal static async Task Until(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await condition()) await Task.Delay(20, patience.Token);
    }

    private static async Task<JsonNode> TargetAsync(TestService service) =>
        (await service.GetAsync("/api/v1/webhooks/targets"))["items"]![0]!;

    private static Task<HttpResponseMessage> PostAsync(TestService service, string path, string? body = null) =>
        service.Client.PostAsync(path, body is null ? null : JsonContent.Create(JsonNode.Parse(body)));
}
