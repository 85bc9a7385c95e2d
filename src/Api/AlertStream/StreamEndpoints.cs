using System.Globalization;
using DetectionApi.Api.Access;
using DetectionApi.Api.Alerts;
using DetectionApi.Api.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace DetectionApi.Api.AlertStream;

/// <summary>The alerts as they come and change.</summary>
internal static class StreamEndpoints
{
    private const string LastEventId = "Last-Event-ID";
    private const string LastEventIdParameter = "lastEventId";
    private const string RetryAfterSeconds = "30";

    private static readonly IReadOnlyList<QueryParameter> Parameters =
    [
        .. AlertListQuery.Filters,
        new(LastEventIdParameter, "As the header, for a first connection of browsers, which cannot set headers. The "
            + "header wins."),
    ];

    public static void MapAlertStream(this IEndpointRouteBuilder api) => api.MapGet("/alerts/stream", FollowAlerts)
        .WithTags(Tags.Alerts)
        .WithName("FollowAlerts")
        .WithSummary("Follows new and changed alerts as server-sent events.")
        .WithDescription(
            "One event for each change, in the order in which changes were stored: `alert-created` if the alert began "
            + "or came into the queue, `alert-changed` otherwise; `data` is the alert as the list shows it, in one "
            + "line. Of several changes of one alert only the last may be told, so put each in the place of what you "
            + "have under its id. An alert is told if it passes the filters as it is now: one that leaves what they "
            + "show is not told any more. Whoever comes back with the last `id` that he saw misses nothing; "
            + "without one he gets what comes from now on, with `0` everything. Comments are heartbeats. Beside that, "
            + "whatever the filters are, `exception-expiring` and `exception-expired` tell of exception items "
            + "(`{\"id\", \"name\", \"owner\", \"expiresAt\", \"days\"}`), 14, 3 and 1 days ahead and when it is over; "
            + "they have no `id` and do not come again: `GET /api/v1/exceptions?expiringWithinDays=14` lists them.")
        .WithQuery(Parameters)
        .WithHeader(new RequestHeader(LastEventId, "The last `id` that was seen.", "4711"))
        .Produces<string>(StatusCodes.Status200OK, StreamExamples.ContentType)
        .WithExamples(response: StreamExamples.Events);

    private static async Task<IResult> FollowAlerts(
        HttpContext context, StreamHub hub, StreamConnection connection, KeyRing keys,
        CancellationToken cancellationToken)
    {
        var reader = new QueryReader(context.Request.Query);
        var filter = AlertListQuery.ReadFilter(reader);
        var after = ReadNumber(reader.Text(LastEventIdParameter), LastEventIdParameter, out var fault);
        if (context.Request.Headers[LastEventId].ToString() is { Length: > 0 } header)
            after = ReadNumber(header, LastEventId, out fault);
        if (reader.Faults is [_, ..] || fault is not null)
            return Problems.BadRequest([.. reader.Faults, .. fault is null ? [] : new[] { fault }]);

        var caller = Callers.Of(context);
        var holder = keys.IsNeeded ? caller.KeyId ?? caller.Actor : null;
        if (await hub.JoinAsync(filter, after, holder, cancellationToken) is not { } listener)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
            return Problems.Of(
                StatusCodes.Status503ServiceUnavailable, "too-many-listeners", "Too many follow the alerts already.",
                $"{hub.Count} do. Stream:ListenersMax allows no more, and one key or token a "
                + $"{StreamHub.ShareOfOneKey}th of that. Come back later, or raise it.");
        }

        try
        {
            Begin(context);
            await connection.RunAsync(context, listener);
        }
        finally
        {
            hub.Leave(listener);
        }

        return Results.Empty;
    }

    private static void Begin(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentType = StreamExamples.ContentType;
        headers.CacheControl = "no-store, no-transform";

        // Nginx would gather the events otherwise, and hand them on when its buffer is full.
        headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        // Who reads slowly may; who does not read at all is for the stream's own limit.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate) rate.MinDataRate = null;
    }

    private static long? ReadNumber(string? text, string name, out Fault? fault)
    {
        fault = null;
        if (text is null) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;

        fault = new Fault(
            "invalid-parameter", $"'{text}' is no id of an event; pass on the last one that was seen.",
            Parameter: name);
        return null;
    }
}
