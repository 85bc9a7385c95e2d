using DetectionApi.Api.Access;
using DetectionApi.Api.Alerts;
using DetectionApi.Api.Http;
using DetectionApi.Api.Investigation;
using DetectionApi.Domain.Alerts;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Triage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.Triage;

/// <summary>What analysts decide of one alert. Routes first, then their handlers in the same order.</summary>
internal static class TriageEndpoints
{
    public static void MapTriage(this IEndpointRouteBuilder api)
    {
        var alerts = api.MapGroup("/alerts").WithTags(Tags.Alerts);
        alerts.MapPatch("/{id}", ChangeAlert)
            .WithName("ChangeAlert")
            .WithSummary("Changes what analysts decide of an alert: status, assignee, tags, legal hold.")
            .WithDescription(
                "Several at once, all or none. What is left out stays as it is; `\"assignee\": null` leaves it to "
                + "nobody. From open, acknowledged and in-progress an alert goes to any other status; from closed to "
                + "open only, and then loses its closing reason, evidence and original, which the history keeps. "
                + "What changes nothing makes no revision and no history. New occurrences change the `ETag`, too; "
                + "`If-Match: *` changes the alert as it is.")
            .WithPath("id", AlertEndpoints.AlertIdIs)
            .RequiresIfMatch()
            .WithHeader(Actor.Described)
            .WithExamples(TriageExamples.Change, AlertExamples.Detail)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        alerts.MapGet("/{id}/history", ListHistory)
            .WithName("ListAlertHistory")
            .WithSummary("Lists what analysts changed of an alert, field by field, newest last.")
            .WithPath("id", AlertEndpoints.AlertIdIs)
            .WithQuery(AlertEndpoints.PageParameters)
            .WithExamples(response: TriageExamples.History)
            .ProducesProblem(StatusCodes.Status404NotFound);

        alerts.MapNotes();
        alerts.MapContainment();
        alerts.MapActions();
    }

    private static async Task<Results<Ok<AlertDetailResponse>, ProblemHttpResult>> ChangeAlert(
        string id, AlertChangeRequest body, HttpContext context, AlertStore alerts, TriageStore triage,
        Investigator investigator, TimeProvider time, ILogger<TriageStore> log, CancellationToken cancellationToken)
    {
        if (await alerts.FindAsync(id, cancellationToken) is not { } alert) return AlertEndpoints.NoAlert(id);
        if (Preconditions.Check(context.Request, alert.Revision) is { } refused) return refused;
        if (new AlertChangeValidator().Validate(body) is { IsValid: false } invalid) return Validation.Refuse(invalid);

        var change = body.ToChange();
        if (TriageRules.FaultsIn(change) is [_, ..] faults) return TriageProblems.Refuse(faults);

        var doing = new Doing(Actor.Of(context), time.GetUtcNow());
        var revision = Preconditions.TakesAny(context.Request) ? (int?)null : alert.Revision;
        var snapshot = await investigator.SnapshotForAsync(alert, change, cancellationToken);
        var outcome = await triage.ChangeAsync(id, revision, change, snapshot, doing, cancellationToken);
        switch (outcome.Kind)
        {
            case TriageResult.NotFound:
                return AlertEndpoints.NoAlert(id);
            case TriageResult.Stale:
                return Problems.PreconditionFailed(
                    "Somebody else changed the alert just now, or it has a new occurrence: read it again and repeat "
                    + "the change.");
            case TriageResult.Refused:
                return TriageProblems.Refuse(outcome.Faults);
            case TriageResult.Changed:
                log.AlertChanged(doing.Actor, id);
                break;
        }

        context.Response.SetTag(outcome.Alert!.Revision);
        return TypedResults.Ok(AlertDetailResponse.Of(outcome.Alert));
    }

    private static async Task<Results<Ok<ListResponse<AlertHistoryEntryResponse>>, ProblemHttpResult>> ListHistory(
        string id, HttpRequest request, AlertStore alerts, AlertNotes notes, CancellationToken cancellationToken)
    {
        var reader = new QueryReader(request.Query);
        var (limit, after) = (reader.Limit(), reader.NumberBefore());
        if (reader.Faults is [_, ..] faults) return Problems.BadRequest(faults);
        if (await alerts.FindAsync(id, cancellationToken) is null) return AlertEndpoints.NoAlert(id);

        var page = await notes.HistoryAsync(id, after, limit, cancellationToken);
        return TypedResults.Ok(new ListResponse<AlertHistoryEntryResponse>(
            [.. page.Items.Select(AlertHistoryEntryResponse.Of)],
            page.HasMore ? Cursor.Of(Cursor.Of(page.Items[^1].Number)) : null));
    }
}
