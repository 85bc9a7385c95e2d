using DetectionApi.Api.Http;
using DetectionApi.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.Alerts;

/// <summary>The queue. Routes first, then their handlers in the same order.</summary>
internal static class AlertEndpoints
{
    internal const string AlertIdIs = "The alert's id.";

    internal static readonly IReadOnlyList<QueryParameter> PageParameters =
        [QueryParameter.Limit, QueryParameter.Cursor];

    public static void MapAlerts(this IEndpointRouteBuilder api)
    {
        var alerts = api.MapGroup("/alerts").WithTags(Tags.Alerts);

        alerts.MapGet("/", ListAlerts)
            .WithName("ListAlerts")
            .WithSummary("Lists alerts.")
            .WithDescription(
                "The queue: raised alerts, latest first, unless asked otherwise. Past its cap a rule raises no more "
                + "within an interval; what it matches then is under `disposition=overflow`. All filters must hold. "
                + "Those that take several values take them repeated or with commas between, and any of them will do.")
            .WithQuery(AlertListQuery.Parameters)
            .WithExamples(response: AlertExamples.List);

        alerts.MapGet("/{id}", GetAlert)
            .WithName("GetAlert")
            .WithSummary("Reads one alert.")
            .WithDescription("Adds to what the list shows the frames of the call trace and the instance of the target.")
            .WithPath("id", AlertIdIs)
            .AnswersETag()
            .WithExamples(response: AlertExamples.Detail)
            .ProducesProblem(StatusCodes.Status404NotFound);

        alerts.MapGet("/{id}/occurrences", ListOccurrences)
            .WithName("ListOccurrences")
            .WithSummary("Lists the events that are folded into an alert, in the order in which they happened.")
            .WithDescription(EndpointDescription.PagesOfDocuments)
            .WithPath("id", AlertIdIs)
            .WithQuery(PageParameters)
            .WithExamples(response: AlertExamples.Occurrences)
            .ProducesProblem(StatusCodes.Status404NotFound);

        alerts.MapDocument();
    }

    private static async Task<Results<Ok<ListResponse<AlertResponse>>, ProblemHttpResult>> ListAlerts(
        HttpRequest request, AlertStore store, CancellationToken cancellationToken)
    {
        var reader = new QueryReader(request.Query);
        var query = AlertListQuery.Read(reader);
        if (reader.Faults is [_, ..] faults) return Problems.BadRequest(faults);

        var page = await store.ListAsync(query.Filter, query.Order, query.After, query.Limit, cancellationToken);
        return TypedResults.Ok(new ListResponse<AlertResponse>(
            [.. page.Items.Select(AlertResponse.Of)], page.HasMore ? query.CursorAfter(page.Items[^1]) : null));
    }

    private static async Task<Results<Ok<AlertDetailResponse>, ProblemHttpResult>> GetAlert(
        string id, HttpResponse response, AlertStore store, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } alert) return NoAlert(id);

        response.SetTag(alert.Revision);
        return TypedResults.Ok(AlertDetailResponse.Of(alert));
    }

    private static async Task<Results<Ok<ListResponse<OccurrenceResponse>>, ProblemHttpResult>> ListOccurrences(
        string id, HttpRequest request, AlertStore store, CancellationToken cancellationToken)
    {
        var reader = new QueryReader(request.Query);
        var limit = reader.Limit();
        var after = ReadPosition(reader);
        if (reader.Faults is [_, ..] faults) return Problems.BadRequest(faults);
        if (await store.FindAsync(id, cancellationToken) is null) return NoAlert(id);

        var page = await store.OccurrencesAsync(id, after, limit, cancellationToken);
        var cursor = page.HasMore ? Cursor.Of(Cursor.Of(page.Items[^1].At), Cursor.Of(page.Items[^1].Id)) : null;
        return TypedResults.Ok(new ListResponse<OccurrenceResponse>(
            [.. page.Items.Select(OccurrenceResponse.Of)], cursor));
    }

    /// <summary>The time and the number of the last occurrence of the part before; null if none was given.</summary>
    internal static (DateTimeOffset At, long Id)? ReadPosition(QueryReader query)
    {
        if (query.CursorParts(2) is not [var at, var id]) return null;
        if (Cursor.TryRead(at, out DateTimeOffset time) && Cursor.TryRead(id, out long number)) return (time, number);

        query.RefuseCursor();
        return null;
    }

    internal static ProblemHttpResult NoAlert(string id) => Problems.NotFound($"There is no alert {id}.");
}
