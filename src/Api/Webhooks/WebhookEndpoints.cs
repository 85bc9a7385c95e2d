using DetectionApi.Api.Access;
using DetectionApi.Api.Http;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence.Webhooks;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Webhooks;

/// <summary>Who is told of alerts, and what became of the messages.</summary>
internal static class WebhookEndpoints
{
    private static readonly IReadOnlyList<QueryParameter> ListParameters =
    [
        new("state", "How far the message is; any unless given.", Words: Words.All<DeliveryState>()),
        new("target", "The name of the target; any unless given."),
        QueryParameter.Limit,
        QueryParameter.Cursor,
    ];

    public static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var webhooks = api.MapGroup("/webhooks").WithTags(Tags.Webhooks);

        webhooks.MapGet("/targets", ListTargets)
            .WithName("ListWebhookTargets")
            .WithSummary("Lists who is told of alerts.")
            .WithDescription(
                "The targets of the settings. A message is posted as Standard Webhooks say "
                + "(https://www.standardwebhooks.com): `webhook-id`, `webhook-timestamp`, `webhook-signature`, and the "
                + "body `{\"type\": \"alert.created\", \"timestamp\": \"…\", \"data\": {…}}` with the alert as the "
                + "list shows it. `alert.created`: an alert came into the queue. `alert.escalated`: the investigation "
                + "of an alert of the queue came to `escalate`. A message may come twice, with the same id.")
            .WithExamples(response: WebhookExamples.Targets);

        webhooks.MapPost("/targets/{name}/enable", EnableTarget)
            .WithName("EnableWebhookTarget")
            .WithSummary("Tells a target again that answered 410, of what happens from now on.")
            .WithPath("name", "The target's name.")
            .WithHeader(Actor.Described)
            .WithExamples(response: WebhookExamples.Target)
            .ProducesProblem(StatusCodes.Status404NotFound);

        webhooks.MapGet("/deliveries", ListDeliveries)
            .WithName("ListWebhookDeliveries")
            .WithSummary("Lists messages and what became of them, newest first.")
            .WithDescription("What was delivered, and what was given up, is forgotten after some days.")
            .WithQuery(ListParameters)
            .WithExamples(response: WebhookExamples.List);

        webhooks.MapPost("/deliveries/{id:long}/replay", ReplayDelivery)
            .WithName("ReplayWebhookDelivery")
            .WithSummary("Sends one message again, as the same message.")
            .WithDescription("What is pending already is left as it is. To ask twice does no harm.")
            .WithPath("id", "The delivery's number.")
            .WithHeader(Actor.Described)
            .WithExamples(response: WebhookExamples.Replayed)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        webhooks.MapPost("/deliveries/replay", ReplayDeliveries)
            .WithName("ReplayWebhookDeliveries")
            .WithSummary("Sends all dead messages of a target again.")
            .WithDescription("As many as may be pending, the oldest first. To ask twice does no harm.")
            .WithHeader(Actor.Described)
            .WithExamples(WebhookExamples.Replay, WebhookExamples.ReplayAnswer)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Ok<ListResponse<WebhookTargetResponse>>> ListTargets(
        WebhookTargetList targets, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ListResponse<WebhookTargetResponse>(
            await targets.AllAsync(cancellationToken), NextCursor: null));

    private static async Task<Results<Ok<WebhookTargetResponse>, ProblemHttpResult>> EnableTarget(
        string name, HttpContext context, WebhookTargetList targets, WebhookStore store, ILogger<WebhookStore> log,
        CancellationToken cancellationToken)
    {
        if (!await store.EnableAsync(name, cancellationToken))
            return Problems.NotFound($"The settings name no target {name}.");

        var actor = Actor.Of(context);
        log.WebhookTargetEnabled(actor, name);
        var all = await targets.AllAsync(cancellationToken);
        return TypedResults.Ok(all.First(target => target.Name == name));
    }

    private static async Task<Results<Ok<ListResponse<WebhookDeliveryResponse>>, ProblemHttpResult>> ListDeliveries(
        HttpRequest request, WebhookStore store, CancellationToken cancellationToken)
    {
        var reader = new QueryReader(request.Query);
        var states = reader.Enums<DeliveryState>("state");
        var filter = new DeliveryFilter(states is [var state, ..] ? state : null, reader.Text("target"));
        var limit = reader.Limit();
        long? before = null;
        if (reader.CursorParts(1) is [var part])
        {
            if (Cursor.TryRead(part, out long number)) before = number;
            else reader.RefuseCursor();
        }

        if (reader.Faults is [_, ..] faults) return Problems.BadRequest(faults);
        if (states.Count > 1)
            return Problems.BadRequest(
                new Fault("invalid-parameter", "'state' takes one value.", Parameter: "state"));

        var page = await store.ListAsync(filter, before, limit, cancellationToken);
        return TypedResults.Ok(new ListResponse<WebhookDeliveryResponse>(
            [.. page.Items.Select(WebhookDeliveryResponse.Of)],
            page.HasMore ? Cursor.Of(Cursor.Of(page.Items[^1].Id)) : null));
    }

    private static async Task<Results<Ok<WebhookDeliveryResponse>, ProblemHttpResult>> ReplayDelivery(
        long id, HttpContext context, WebhookStore store, WebhookTargetList targets, WebhookBell bell,
        TimeProvider time, ILogger<WebhookStore> log, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } found) return NoDelivery(id);
        if (await targets.RefusalAsync(found.Target, cancellationToken) is { } refusal)
            return Problems.Unprocessable(refusal);
        if (await store.ReplayAsync(id, time.GetUtcNow(), cancellationToken) is not { } replayed) return NoDelivery(id);

        bell.Ring();
        var actor = Actor.Of(context);
        log.WebhooksReplayed(actor, 1);
        return TypedResults.Ok(WebhookDeliveryResponse.Of(replayed));
    }

    private static async Task<Results<Ok<WebhookReplayResponse>, ProblemHttpResult>> ReplayDeliveries(
        WebhookReplayRequest body, HttpContext context, WebhookStore store, WebhookTargetList targets,
        WebhookBell bell, IOptions<WebhookOptions> options, TimeProvider time, ILogger<WebhookStore> log,
        CancellationToken cancellationToken)
    {
        if (await targets.RefusalAsync(body.Target, cancellationToken) is { } refusal)
            return Problems.Unprocessable(refusal with { Pointer = "#/target" });

        var dead = await store.CountAsync(
            new DeliveryFilter(DeliveryState.Dead, body.Target), cancellationToken);
        if (body.DryRun) return TypedResults.Ok(new WebhookReplayResponse(true, dead, 0));

        var replayed = await store.ReplayDeadAsync(
            body.Target, options.Value.PendingMax, time.GetUtcNow(), cancellationToken);
        bell.Ring();
        var actor = Actor.Of(context);
        log.WebhooksReplayed(actor, replayed);
        return TypedResults.Ok(new WebhookReplayResponse(false, dead, replayed));
    }

    private static ProblemHttpResult NoDelivery(long id) => Problems.NotFound($"There is no delivery {id}.");
}
