using DetectionApi.Api.Alerts;
using DetectionApi.Api.Http;
using DetectionApi.Domain.Rules;
using DetectionApi.Persistence.Alerts.Indexing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.Patterns;

/// <summary>The real queue: a decision about a pattern is one about all of its alerts.</summary>
internal static class PatternEndpoints
{
    private const int TopHostsAndUsers = 20;

    private static readonly SummaryQuestion Course = new(
        [AlertField.Host, AlertField.User], HistogramInterval.Day, TopHostsAndUsers);

    public static void MapPatterns(this IEndpointRouteBuilder api)
    {
        var patterns = api.MapGroup("/patterns").WithTags(Tags.Patterns);

        patterns.MapGet("/", ListPatterns)
            .WithName("ListPatterns")
            .WithSummary("Lists the access patterns that have open alerts, what must be looked at first on top.")
            .WithDescription(
                "Takes the filters of the list of alerts, and like it looks at what is raised unless asked otherwise; "
                + "all numbers are of the alerts that the filters let through. Shows patterns with alerts that are not "
                + "closed, or with any if `status` is given. In order: what its investigations come to (escalate, "
                + "review, not looked into yet, likely-benign), then the severity, then the latest event.")
            .WithQuery([.. AlertListQuery.Filters, QueryParameter.Limit, QueryParameter.Cursor])
            .WithExamples(response: PatternExamples.List);

        patterns.MapGet("/{patternId}", GetPattern)
            .WithName("GetPattern")
            .WithSummary("Reads one access pattern with its hosts, its accounts and its course by the day.")
            .WithDescription(
                "Takes the filters of the list of alerts. 404 also if the filters let no alert of it through.")
            .WithPath("patternId", "The pattern's id.")
            .WithQuery([.. AlertListQuery.Filters.Where(filter => filter.Name != "pattern")])
            .WithExamples(response: PatternExamples.Detail)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<ListResponse<PatternResponse>>, ProblemHttpResult>> ListPatterns(
        HttpRequest request, AlertIndex index, TimeProvider time, CancellationToken cancellationToken)
    {
        var reader = new QueryReader(request.Query);
        var filter = AlertListQuery.ReadFilter(reader);
        var limit = reader.Limit();
        var after = ReadPosition(reader);
        if (reader.Faults is [_, ..] faults) return Problems.BadRequest(faults);

        var all = await index.PatternsAsync(filter, time.GetUtcNow(), cancellationToken);
        var rest = all
            .Where(pattern => filter.Statuses.Count > 0 || pattern.OpenAlerts > 0)
            .Where(pattern => after is null
                || PatternPosition.WorstFirst.Compare(PatternPosition.Of(pattern), after) > 0)
            .Take(limit + 1).ToList();
        return TypedResults.Ok(new ListResponse<PatternResponse>(
            [.. rest.Take(limit).Select(PatternResponse.Of)],
            rest.Count > limit ? CursorAfter(rest[limit - 1]) : null));
    }

    private static async Task<Results<Ok<PatternDetailResponse>, ProblemHttpResult>> GetPattern(
        string patternId, HttpRequest request, AlertIndex index, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var reader = new QueryReader(request.Query);
        var filter = AlertListQuery.ReadFilter(reader) with { PatternIds = [patternId.ToLowerInvariant()] };
        if (reader.Faults is [_, ..] faults) return Problems.BadRequest(faults);

        var now = time.GetUtcNow();
        if (await index.PatternsAsync(filter, now, cancellationToken) is not [var pattern])
            return Problems.NotFound($"There is no pattern {patternId} with alerts that the filters let through.");

        return TypedResults.Ok(PatternDetailResponse.Of(
            pattern, await index.SummariseAsync(filter, Course, now, cancellationToken),
            await index.RecurrenceAsync(pattern.Id, cancellationToken)));
    }

    private static string CursorAfter(PatternSummary last)
    {
        var (urgency, severity, lastSeenAt, id) = PatternPosition.Of(last);
        return Cursor.Of(
            Cursor.Of((long)urgency), Cursor.Of((long)severity), Cursor.Of(lastSeenAt), id);
    }

    private static PatternPosition? ReadPosition(QueryReader query)
    {
        if (query.CursorParts(4) is not [var urgency, var severity, var lastSeen, var id]) return null;
        if (Cursor.TryRead(urgency, out long ofUrgency) && Cursor.TryRead(severity, out long ofSeverity)
            && Cursor.TryRead(lastSeen, out DateTimeOffset lastSeenAt))
            return new PatternPosition((int)ofUrgency, (Severity)ofSeverity, lastSeenAt, id);

        query.RefuseCursor();
        return null;
    }
}
