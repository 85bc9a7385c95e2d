using DetectionApi.Api.Http;
using DetectionApi.Domain.Investigation;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Alerts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.Investigation;

/// <summary>What is known about one alert beyond itself. Routes first, then their handlers in the same order.</summary>
internal static class InvestigationEndpoints
{
    private const string AlertIdIs = "The alert's id.";

    private static readonly QueryParameter Current = new(
        "current", "`true`: look at the evidence as it is now, also if the investigation is frozen.",
        Words: ["false", "true"]);

    public static void MapInvestigation(this IEndpointRouteBuilder api)
    {
        var alerts = api.MapGroup("/alerts/{id}").WithTags(Tags.Investigation);

        alerts.MapGet("/investigation", GetInvestigation)
            .WithName("GetInvestigation")
            .WithSummary("Answers the six questions of the rule's guide about an alert.")
            .WithDescription(
                "Each answer says what it rests on and what is missing, and which setting of the collector would "
                + "provide it. Looked at anew each time, until somebody acknowledges or closes the alert: then it "
                + "stays as it was.")
            .WithPath("id", AlertIdIs)
            .WithQuery([Current])
            .WithExamples(response: InvestigationExamples.Investigation)
            .ProducesProblem(StatusCodes.Status404NotFound);

        alerts.MapGet("/pivots", ListPivots)
            .WithName("ListPivots")
            .WithSummary("Lists the guide's six pivots with what each comes to.")
            .WithPath("id", AlertIdIs)
            .WithQuery([])
            .WithExamples(response: InvestigationExamples.Pivots)
            .ProducesProblem(StatusCodes.Status404NotFound);

        alerts.MapGet("/pivots/{name}", GetPivot)
            .WithName("GetPivot")
            .WithSummary("Reads the rows of one pivot.")
            .WithDescription(
                "Filled in from the alert: its process, from an hour before the first occurrence to an hour after the "
                + "last, or the alerts of its account or host within 48 hours.")
            .WithPath("id", AlertIdIs)
            .WithPath("name", $"One of {string.Join(", ", Words.All<Pivot>())}.")
            .WithQuery([QueryParameter.Limit, QueryParameter.Cursor])
            .WithExamples(response: InvestigationExamples.Pivot)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<InvestigationResponse>, ProblemHttpResult>> GetInvestigation(
        string id, HttpRequest request, AlertStore alerts, InvestigationStore investigations,
        Investigator investigator, CancellationToken cancellationToken)
    {
        var reader = new QueryReader(request.Query);
        var current = reader.Flag(Current.Name);
        if (reader.Faults is [_, ..] faults) return Problems.BadRequest(faults);
        if (await alerts.FindAsync(id, cancellationToken) is not { } alert) return NoAlert(id);

        var kept = await investigations.FindAsync(id, cancellationToken);
        if (kept is null)
            return TypedResults.Ok(
                InvestigationResponse.Of(await investigator.InvestigateAsync(alert, cancellationToken)));

        var now = await investigator.TryInvestigateAsync(alert, cancellationToken);
        return TypedResults.Ok(now is null || (kept.FrozenAt is not null && !current)
            ? InvestigationResponse.Of(kept, now)
            : InvestigationResponse.Of(now));
    }

    private static async Task<Results<Ok<ListResponse<PivotSummary>>, ProblemHttpResult>> ListPivots(
        string id, HttpRequest request, AlertStore alerts, PivotReader pivots, CancellationToken cancellationToken)
    {
        if (new QueryReader(request.Query).Faults is [_, ..] faults) return Problems.BadRequest(faults);
        if (await alerts.FindAsync(id, cancellationToken) is not { } alert) return NoAlert(id);

        return TypedResults.Ok(new ListResponse<PivotSummary>(
            await pivots.SummariesAsync(alert, cancellationToken), NextCursor: null));
    }

    private static async Task<Results<Ok<PivotRowsResponse>, ProblemHttpResult>> GetPivot(
        string id, string name, HttpRequest request, AlertStore alerts, PivotReader pivots,
        CancellationToken cancellationToken)
    {
        var reader = new QueryReader(request.Query);
        var limit = reader.Limit();
        var after = ReadPosition(reader);
        if (reader.Faults is [_, ..] faults) return Problems.BadRequest(faults);
        if (!Words.TryParse<Pivot>(name, out var pivot))
            return Problems.NotFound($"There is no pivot {name}; there are {string.Join(", ", Words.All<Pivot>())}.");
        if (await alerts.FindAsync(id, cancellationToken) is not { } alert) return NoAlert(id);

        var (rows, last) = await pivots.ReadAsync(alert, pivot, after, limit, cancellationToken);
        return TypedResults.Ok(rows with { NextCursor = last is null ? null : Cursor.Of(Cursor.Of(last.At), last.Id) });
    }

    private static PivotPosition? ReadPosition(QueryReader query)
    {
        if (query.CursorParts(2) is not [var at, var id]) return null;
        if (Cursor.TryRead(at, out DateTimeOffset time)) return new PivotPosition(time, id);

        query.RefuseCursor();
        return null;
    }

    private static ProblemHttpResult NoAlert(string id) => Problems.NotFound($"There is no alert {id}.");
}
