using DetectionApi.Api.Access;
using DetectionApi.Api.Alerts;
using DetectionApi.Api.Http;
using DetectionApi.Api.Investigation;
using DetectionApi.Domain.Alerts;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Triage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.Triage;

/// <summary>What analysts decide of many alerts at once.</summary>
internal static class ActionEndpoints
{
    private const int PageSize = 1000;
    private const int CountedMax = 10_000;

    // What makes a part of a list, and no filter.
    private static readonly string[] OfLists = ["sort", "limit", "cursor"];

    public static void MapActions(this RouteGroupBuilder alerts) => alerts.MapPost("/actions", ChangeAlerts)
        .WithName("ChangeAlerts")
        .WithSummary("Changes many alerts, by their ids or by the filters of the list.")
        .WithDescription(
            "Each alert is changed or refused for itself, by the rules of a change of one, in whatever state it is. "
            + "`dryRun` says what would come of it and changes nothing. If there are more alerts than `limit`, none is "
            + "changed, and the answer says how many there are.")
        .TakesIdempotencyKey(Actor.Of)
        .WithHeader(Actor.Described)
        .WithExamples(TriageExamples.Action, TriageExamples.ActionAnswer)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    private static async Task<Results<Ok<AlertActionResponse>, ProblemHttpResult>> ChangeAlerts(
        AlertActionRequest body, HttpContext context, AlertStore alerts, TriageStore triage,
        Investigator investigator, TimeProvider time, ILogger<TriageStore> log, CancellationToken cancellationToken)
    {
        if (new AlertActionValidator().Validate(body) is { IsValid: false } invalid) return Validation.Refuse(invalid);

        var change = body.Change!.ToChange();
        if (TriageRules.FaultsIn(change) is [_, ..] faults) return TriageProblems.Refuse(faults, inside: "change");
        if (FilterOf(body, out var filter) is { } misunderstood) return misunderstood;

        var ids = filter is null
            ? [.. body.Ids!.Select(id => id.Trim().ToLowerInvariant()).Distinct()]
            : await FindAsync(alerts, filter, body.Limit, cancellationToken);
        if (ids.Count > body.Limit) return TooMany(ids.Count, body);

        var doing = new Doing(Actor.Of(context), time.GetUtcNow());
        if (body.DryRun)
            return TypedResults.Ok(AlertActionResponse.Of(
                isDryRun: true, await triage.PreviewAllAsync(ids, change, doing.At, cancellationToken)));

        var snapshots = await investigator.SnapshotsForAsync(ids, change, cancellationToken);
        var outcomes = await triage.ChangeAllAsync(
            ids, change, body.Comment?.Trim(), snapshots, doing,
            context.Remember<IReadOnlyList<TriageOutcome>>(
                StatusCodes.Status200OK, all => AlertActionResponse.Of(isDryRun: false, all)),
            cancellationToken);
        RefusalNote.KeepParts(context, outcomes.Select(CodeOf).OfType<string>());
        var answer = AlertActionResponse.Of(isDryRun: false, outcomes);
        log.AlertsChanged(doing.Actor, answer.Changed);
        return TypedResults.Ok(answer);
    }

    private static string? CodeOf(TriageOutcome outcome) => outcome.Kind switch
    {
        TriageResult.Changed or TriageResult.Unchanged => null,
        TriageResult.NotFound => "not-found",
        TriageResult.Stale => "changed-meanwhile",
        _ => outcome.Faults is [var fault, ..] ? fault.Code : "refused",
    };

    // A filter that cannot be understood must not change everything.
    private static ProblemHttpResult? FilterOf(AlertActionRequest body, out AlertFilter? filter)
    {
        filter = null;
        if (body.Filter is null) return null;

        var reader = new QueryReader(body.Filter.AsQuery());
        filter = AlertListQuery.Read(reader).Filter;
        Fault[] faults =
        [
            .. reader.Faults.Select(fault => fault with { Parameter = null, Pointer = $"#/filter/{fault.Parameter}" }),
            .. body.Filter.Names.Intersect(OfLists, StringComparer.OrdinalIgnoreCase).Select(name => new Fault(
                "unknown-parameter", $"'{name}' chooses a part of a list; it is no filter.", $"#/filter/{name}")),
        ];
        return faults.Length > 0 ? Problems.BadRequest(faults) : null;
    }

    // All of them, or more than the limit: so many that it can be said how far it is exceeded.
    private static async Task<IReadOnlyList<string>> FindAsync(
        AlertStore alerts, AlertFilter filter, int limit, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        AlertPosition? after = null;
        while (true)
        {
            var page = await alerts.ListAsync(filter, AlertOrder.LastSeen, after, PageSize, cancellationToken);
            ids.AddRange(page.Items.Select(alert => alert.Id));
            if (!page.HasMore || ids.Count > Math.Max(limit, CountedMax)) return ids;

            var last = page.Items[^1];
            after = new AlertPosition(last.RiskScore, last.LastSeenAt, last.Id);
        }
    }

    private static ProblemHttpResult TooMany(int count, AlertActionRequest body)
    {
        var many = count > CountedMax ? $"more than {CountedMax}" : $"{count}";
        return Problems.Unprocessable(new Fault(
            "too-many-alerts",
            $"It would be {many} alerts, and the limit is {body.Limit}; it may be {AlertActionRequest.LimitMax} at "
            + "most. None was changed.",
            body.Filter is null ? "#/ids" : "#/filter"));
    }
}
