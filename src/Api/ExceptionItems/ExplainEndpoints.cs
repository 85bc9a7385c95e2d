using DetectionApi.Api.Alerts;
using DetectionApi.Api.Http;
using DetectionApi.Api.Rules;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Exceptions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>Why items cover what they cover.</summary>
internal static class ExplainEndpoints
{
    public static void MapExplanations(this RouteGroupBuilder exceptions) =>
        exceptions.MapPost("/explain", ExplainItems)
            .WithName("ExplainExceptionItems")
            .WithSummary("Says of an alert or an event, term by term, why items cover it or do not.")
            .WithDescription(
                "Of all items in force, or of the one that is named or given: those that cover first, then those that "
                + "come nearest. An alert's occurrences may differ in time and call trace: the terms are held against "
                + "its earliest, and `differs` shows the first with which the item deals otherwise. An event is read "
                + "as every event is, with what the context and the inventory tell of its source; no rule needs to "
                + "match it, and nothing is stored.")
            .WithExamples(ExplainExamples.Request, ExplainExamples.Answer)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<Results<Ok<ExplanationResponse>, ProblemHttpResult>> ExplainItems(
        ExplanationRequest body, AlertStore alerts, ExceptionStore items, ExceptionExplainer explainer,
        RuleBook rules, TriedItem tried, TimeProvider time, CancellationToken cancellationToken)
    {
        if (new ExplanationRequestValidator().Validate(body) is { IsValid: false } invalid)
            return Validation.Refuse(invalid);
        if (body.Event is { } document)
        {
            if (rules.Current.Read(document.Bytes, out var reason) is not { IsEmpty: false } read)
                return Problems.Unprocessable(new Fault(
                    "not-an-access", reason ?? "The event tells of no process that opens another one.", "#/event"));

            var access = await explainer.AccessOfAsync(read, time.GetUtcNow(), cancellationToken);
            return await AnswerAsync([access], [.. read.Rules.Select(rule => rule.Rule.Id)]);
        }

        var id = body.AlertId!.Trim().ToLowerInvariant();
        return await alerts.FindAsync(id, cancellationToken) is { } alert
            ? await AnswerAsync(await explainer.AccessesOfAsync(alert, cancellationToken), [alert.RuleId])
            : AlertEndpoints.NoAlert(id);

        async Task<Results<Ok<ExplanationResponse>, ProblemHttpResult>> AnswerAsync(
            IReadOnlyList<ExplainedAccess> accesses, IReadOnlyList<string> ruleIds)
        {
            if (body.ItemId is not { } itemId)
                return Answer(body.AlertId, accesses, ruleIds, body.Item is { } unposted
                    ? [ExplainedItem.Of(null, new ExceptionMatcher(tried.ContentOf(unposted).Terms), accesses)]
                    : explainer.Explain(accesses));

            return await items.FindAsync(itemId.Trim().ToLowerInvariant(), cancellationToken) is { } item
                ? Answer(body.AlertId, accesses, ruleIds, [ExplainedItem.Of(
                    item.Coverage, new ExceptionMatcher(item.Content.Terms), accesses)])
                : ExceptionProblems.NoItem(itemId);
        }
    }

    private static Ok<ExplanationResponse> Answer(
        string? alertId, IReadOnlyList<ExplainedAccess> accesses, IReadOnlyList<string> ruleIds,
        IReadOnlyList<ExplainedItem> items) => TypedResults.Ok(new ExplanationResponse(
        alertId, ExplainedEvent.Of(accesses[0], ruleIds), accesses.Count,
        items.FirstOrDefault(item => item.Covers)?.Coverage?.ItemId, [.. items.Select(ExplainedItemResponse.Of)]));
}
