using DetectionApi.Api.Http;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence.Exceptions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>What an analyst asks before there is an item. Routes first, then handlers in the same order.</summary>
internal static class PreviewEndpoints
{
    private const int GroupsUnlessSaid = 10;
    private const int GroupsMax = 50;

    public static void MapExceptionPreviews(this IEndpointRouteBuilder api)
    {
        var exceptions = api.MapGroup("/exceptions").WithTags(Tags.Exceptions);

        exceptions.MapGet("/suggestions", ListSuggestions)
            .WithName("ListExceptionSuggestions")
            .WithSummary("Lists what makes most of the queue and no item covers, each with the item that would.")
            .WithDescription(
                "Groups of raised and overflow alerts that are not closed, by pattern and whole call trace, most "
                + "occurrences first: an attack that calls in another way is in a group of its own. What an item in "
                + "force covers is left out. `danger` says why somebody should look twice: alerts to be escalated, "
                + "alerts that somebody works on, alerts of the same pattern that turned out to be attacks. A "
                + "suggestion says what was seen, not that it is harmless.")
            .WithQuery([new QueryParameter(
                "limit", $"How many groups at most: 1 to {GroupsMax}, {GroupsUnlessSaid} unless given.",
                Range: (1, GroupsMax))])
            .WithExamples(response: PreviewExamples.Suggestions);

        exceptions.MapPost("/suggestions", SuggestItem)
            .WithName("SuggestExceptionItem")
            .WithSummary("Makes the narrowest item that covers alerts, or all alerts of a pattern, and previews it.")
            .WithDescription(
                "Every term is justified from the data, also those that are left out. The item is ready to be posted "
                + "but for `owner` and `evidence`, which a person fills in, and expires in 30 days. If call traces "
                + "differ, `narrower` has an item for each. 422 with the reasons if no one item can cover everything; "
                + "404 if the pattern has no raised or overflow alert that is not closed.")
            .WithExamples(PreviewExamples.SuggestionOf, PreviewExamples.Suggestion)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        exceptions.MapPost("/preview", PreviewItem)
            .WithName("PreviewExceptionItem")
            .WithSummary("Says what an item would hide of all that is stored, what it would not and why, and what "
                + "speaks against it.")
            .WithDescription(
                "Takes an item as it is posted, words may be left out, and stores nothing. It is held against every "
                + "stored occurrence, whatever became of it, by the matcher that decides later on. `openAlerts` is "
                + "what activation with `closeCovered` closes. `nearest` shows what the item just misses, and the "
                + "terms that keep it. Refusals are told, not answered: 422 only if the item cannot be read.")
            .WithExamples(PreviewExamples.Item, PreviewExamples.Preview)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        exceptions.MapExplanations();
    }

    private static async Task<Results<Ok<ListResponse<NoisyGroupResponse>>, ProblemHttpResult>> ListSuggestions(
        HttpRequest request, ExceptionSuggestions suggestions, TriedItem tried, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var reader = new QueryReader(request.Query);
        var limit = reader.Number("limit", GroupsUnlessSaid, 1, GroupsMax);
        if (reader.Faults is [_, ..] faults) return Problems.BadRequest(faults);

        var groups = await suggestions.NoisiestAsync(limit, time.GetUtcNow(), cancellationToken);
        var items = groups.Select(group => group.Suggestion.Terms is { } terms
            ? SuggestedItem.Of(terms, group.Count, group.FirstAt, group.LastAt)
            : null).ToList();
        var judgements = new Queue<ExceptionJudgement>(
            await tried.JudgeAsync([.. items.OfType<ExceptionItemRequest>()], cancellationToken));
        return TypedResults.Ok(new ListResponse<NoisyGroupResponse>(
            [
                .. groups.Zip(items, (group, item) => item is null
                    ? NoisyGroupResponse.Of(group, null, null, null)
                    : NoisyGroupResponse.Of(
                        group, item, Breadth.Of(tried.ContentOf(item).Terms), judgements.Dequeue())),
            ],
            NextCursor: null));
    }

    private static async Task<Results<Ok<SuggestionResponse>, ProblemHttpResult>> SuggestItem(
        SuggestionRequest body, ExceptionSuggestions suggestions, TriedItem tried,
        CancellationToken cancellationToken)
    {
        if (new SuggestionRequestValidator().Validate(body) is { IsValid: false } invalid)
            return Validation.Refuse(invalid);

        var basis = body.AlertIds is { } ids
            ? await suggestions.OfAlertsAsync(
                [.. ids.Select(id => id.Trim().ToLowerInvariant()).Distinct()], cancellationToken)
            : await suggestions.OfPatternAsync(body.PatternId!.Trim().ToLowerInvariant(), cancellationToken);
        if (basis is null)
            return Problems.NotFound(
                $"Pattern {body.PatternId} has no raised or overflow alert that is not closed.");
        if (basis.Unknown is [_, ..] unknown)
            return Problems.Unprocessable(unknown.Select(id => new Fault(
                "unknown-alert", $"There is no alert {id}.", "#/alertIds")));
        if (basis.Suggestion.Terms is not { } terms)
            return Problems.Unprocessable(basis.Suggestion.Reasons.Select(reason => new Fault(
                "no-one-item", reason, body.AlertIds is null ? "#/patternId" : "#/alertIds")));

        var item = SuggestedItem.Of(terms, basis.Count, basis.FirstAt, basis.LastAt);
        return TypedResults.Ok(new SuggestionResponse(
            item, SuggestedTermResponse.AllOf(basis.Suggestion.Justified), SuggestionCovers.Of(basis.Count),
            await tried.PreviewAsync(item, cancellationToken),
            [
                .. basis.Suggestion.Narrower.Select(narrower => new NarrowerItem(
                    narrower.Shape,
                    SuggestedItem.Of(narrower.Terms, basis.ByShape[narrower.Shape], basis.FirstAt, basis.LastAt),
                    SuggestionCovers.Of(basis.ByShape[narrower.Shape]))),
            ]));
    }

    private static async Task<Results<Ok<ExceptionPreviewResponse>, ProblemHttpResult>> PreviewItem(
        ExceptionItemRequest body, TriedItem tried, CancellationToken cancellationToken)
    {
        if (ExceptionItemValidator.OfTerms.Validate(body) is { IsValid: false } invalid)
            return Validation.Refuse(invalid);

        return TypedResults.Ok(await tried.PreviewAsync(body, cancellationToken));
    }
}
