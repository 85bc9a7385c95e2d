using System.Net;

namespace DetectionApi.ApiTests;

/// <summary>What a target cannot make of the service, and how its secret is changed.</summary>
public sealed class WebhookSafetyTests
{
    private const string Newer = "whsec_bmV3ZXIgc2VjcmV0IG9mIHR3ZW50eSBmb3VyIGJ5dGVz";

    private static readonly (string, string) OnlyCreated = ("Webhooks:Targets:0:Events:0", "alert.created");
    private static readonly (string, string) TriedTwice = ("Webhooks:RetrySeconds:0", "1");

    [Theory]
    [InlineData(HttpStatusCode.MovedPermanently)]
    [InlineData(HttpStatusCode.Found)]
    [InlineData(HttpStatusCode.SeeOther)]
    [InlineData(HttpStatusCode.TemporaryRedirect)]
    [InlineData(HttpStatusCode.PermanentRedirect)]
    public async Task Nobody_is_followed_elsewhere(HttpStatusCode status)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.AnswerWith((context, _) =>
        {
            context.Response.StatusCode = (int)status;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });
        await using var service = TestService.Start(receiver.Settings(OnlyCreated, TriedTwice));
        await service.PostBulkAsync(Some.RaisedEvent(1));

        await WebhookTests.Until(async () => (await WebhookTests.ListAsync(service, "state=dead")).Count == 1);

        Assert.Equal(["/hook", "/hook"], receiver.Messages.Select(message => message.Path));
        var dead = Assert.Single(await WebhookTests.ListAsync(service, "state=dead"));
        Assert.Equal($"The target answered {(int)status}.", (string?)dead["lastError"]);
    }

    // The first attempt opens a connection and the target ends it, so that the second one needs another.
    [Fact]
    public async Task The_address_is_looked_at_again_for_every_connection()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var service = TestService.Start(
            ("Webhooks:Targets:0:Name", "receiver"),
            ("Webhooks:Targets:0:Url", receiver.Url.Replace("http://127.0.0.1", "https://localhost")),
            ("Webhooks:Targets:0:Secret", WebhookReceiver.Secret), OnlyCreated, TriedTwice);
        await service.PostBulkAsync(Some.RaisedEvent(1));

        await WebhookTests.Until(async () => (await WebhookTests.ListAsync(service, "state=dead")).Count == 1);

        var dead = Assert.Single(await WebhookTests.ListAsync(service, "state=dead"));
        Assert.Equal(2, (int)dead["attempts"]!);
        Assert.Contains("internet does not reach", (string?)dead["lastError"], StringComparison.Ordinal);
        Assert.Empty(receiver.Messages);
    }

    [Fact]
    public async Task While_a_secret_is_changed_messages_are_signed_with_both()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var service = TestService.Start(
            ("Webhooks:AllowPrivateAddresses", "true"), ("Webhooks:Targets:0:Name", "receiver"),
            ("Webhooks:Targets:0:Url", $"{receiver.Url}/hook"), ("Webhooks:Targets:0:Secret", Newer),
            ("Webhooks:Targets:0:PreviousSecret", WebhookReceiver.Secret), OnlyCreated);
        await service.PostBulkAsync(Some.RaisedEvent(1));

        var message = Assert.Single(await receiver.GetAsync(_ => true));

        Assert.Equal(2, message.Signature.Split(' ').Length);
        foreach (var (signature, secret) in message.Signature.Split(' ').Zip([Newer, WebhookReceiver.Secret]))
            Assert.True((message with { Signature = signature }).IsSignedWith(secret));
    }
}
