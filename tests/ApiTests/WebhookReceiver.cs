using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DetectionApi.ApiTests;

/// <summary>A message as it came.</summary>
internal sealed record ReceivedMessage(string Path, string Id, string Timestamp, string Signature, byte[] Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string Type => (string)Json["type"]!;

    public int Pid => (int)Json["data"]!["source"]!["pid"]!;

    /// <summary>As the standard says it is made, of nothing but the message and the secret.</summary>
    public bool IsSignedWith(string secret)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var signed = Encoding.UTF8.GetBytes($"{Id}.{Timestamp}.{Encoding.UTF8.GetString(Body)}");
        return Signature == "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed));
    }
}

/// <summary>A real HTTP server on this computer to which messages are posted.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedMessage> _messages = [];
    private volatile Func<HttpContext, ReceivedMessage, Task> _answer = (_, _) => Task.CompletedTask;

    private WebhookReceiver(WebApplication app) => _app = app;

    public IReadOnlyList<ReceivedMessage> Messages => [.. _messages];

    public string Url =>
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<WebhookReceiver> StartAsync(int status = StatusCodes.Status204NoContent)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new WebhookReceiver(builder.Build());
        receiver.AnswerWith(status);
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public void AnswerWith(int status) => AnswerWith((context, _) =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    public void AnswerWith(Func<HttpContext, ReceivedMessage, Task> answer) => _answer = answer;

    /// <summary>The settings of a service that tells this receiver.</summary>
    public (string, string)[] Settings(params (string Name, string Value)[] more) =>
    [
        ("Webhooks:AllowPrivateAddresses", "true"), ("Webhooks:Targets:0:Name", "receiver"),
        ("Webhooks:Targets:0:Url", $"{Url}/hook"), ("Webhooks:Targets:0:Secret", Secret), .. more,
    ];

    /// <summary>Waits until messages have come that fit.</summary>
    public async Task<IReadOnlyList<ReceivedMessage>> GetAsync(Func<ReceivedMessage, bool> fits, int count = 1)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var fitting = _messages.Where(fits).ToList();
            if (fitting.Count >= count) return fitting;
            await Task.Delay(20, patience.Token);
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers;
        var message = new ReceivedMessage(
            context.Request.Path, headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(),
            headers["webhook-signature"].ToString(), body.ToArray());
        _messages.Enqueue(message);
        await _answer(context, message);
    }
}
