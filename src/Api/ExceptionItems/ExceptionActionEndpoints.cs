using DetectionApi.Api.Access;
using DetectionApi.Api.Http;
using DetectionApi.Persistence.Exceptions;
using DetectionApi.Persistence.Triage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>Many exception items at once.</summary>
internal static class ExceptionActionEndpoints
{
    private const int BodyBytesMax = 8 * 1024 * 1024;

    public static void MapExceptionActions(this IEndpointRouteBuilder api) => api.MapGroup("/exceptions")
        .WithTags(Tags.Exceptions)
        .MapPost("/actions", ChangeExceptions)
        .WithName("ChangeExceptions")
        .WithSummary("Creates, changes, submits and revokes many exception items.")
        .WithDescription(
            $"{ExceptionActionsRequest.ActionsMax} changes at most, one after another in one commit; each is done or "
            + "refused for itself, by the rules of a change of one, and sees what those before it did. `atomic` does "
            + "nothing unless all of it can be done, and `dryRun` only says what would come of it. Approvals are not "
            + "part of it: each is a decision of its own. What revoked items hid stays as it is; `raise` at an item's "
            + "own `/revoke` brings it back, also afterwards.")
        .TakesIdempotencyKey(Actor.Of, BodyBytesMax)
        .WithHeader(Actor.DescribedAs(ExampleItem.Author))
        .WithExamples(ExceptionFileExamples.Actions, ExceptionFileExamples.ActionsAnswer)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    private static async Task<Results<Ok<ExceptionActionsResponse>, ProblemHttpResult>> ChangeExceptions(
        ExceptionActionsRequest body, HttpContext context, ExceptionStore store, TimeProvider time,
        ILogger<ExceptionStore> log, CancellationToken cancellationToken)
    {
        if (FaultsIn(body).ToList() is [_, ..] faults) return Problems.Unprocessable(faults);

        var doing = new Doing(Actor.Of(context), time.GetUtcNow());
        var read = body.Actions!.Index()
            .Select(action => ExceptionActionReading.Of(action.Index, action.Item!, doing.At)).ToList();

        // If one cannot even be tried, all or nothing is nothing; of the others it is said what would come of them.
        var isTried = body.DryRun || (body.Atomic && read.Exists(one => one.Command is null));
        var outcomes = await store.ApplyAllAsync(
            [.. read.Select(one => one.Command).OfType<ExceptionCommand>()],
            new ExceptionBatchMode(body.Atomic, isTried), doing,
            context.Remember<IReadOnlyList<ExceptionOutcome>>(
                StatusCodes.Status200OK, all => AnswerOf(body, read, all)),
            cancellationToken);

        var answer = AnswerOf(body, read, outcomes);
        if (body.DryRun) return TypedResults.Ok(answer);

        RefusalNote.KeepParts(context, answer.Items.Select(CodeOf).OfType<string>());
        log.ExceptionsChanged(doing.Actor, answer.Done);
        return TypedResults.Ok(answer);
    }

    private static string? CodeOf(ExceptionActionResult result) => result.Status switch
    {
        ExceptionActionStatus.Refused => result.Refusals is [var refusal, ..] ? refusal.Code : "refused",
        ExceptionActionStatus.NotFound => "not-found",
        ExceptionActionStatus.Stale => "changed-meanwhile",
        _ => null,
    };

    private static IEnumerable<Fault> FaultsIn(ExceptionActionsRequest body)
    {
        if (body.Actions is not { Count: > 0 and <= ExceptionActionsRequest.ActionsMax } actions)
        {
            yield return new Fault(
                body.Actions is { Count: > 0 } ? "too-many" : "missing",
                $"Give 1 to {ExceptionActionsRequest.ActionsMax} actions; there are {body.Actions?.Count ?? 0}.",
                "#/actions");
            yield break;
        }

        foreach (var (index, action) in actions.Index())
            if (!IsOne(action))
                yield return new Fault(
                    "not-one", "An action is one of create, update, submit and revoke.", $"#/actions/{index}");
    }

    private static bool IsOne(ExceptionActionRequest? action)
    {
        object?[] all = [action?.Create, action?.Update, action?.Submit, action?.Revoke];
        return all.Count(one => one is not null) == 1;
    }

    private static ExceptionActionsResponse AnswerOf(
        ExceptionActionsRequest body, List<ExceptionActionReading> read,
        IReadOnlyList<ExceptionOutcome> outcomes)
    {
        var isHeldBack = body.Atomic
            && (outcomes.Count < read.Count || outcomes.Any(outcome => !outcome.IsDone));
        var next = 0;
        return ExceptionActionsResponse.Of(
            body.DryRun,
            [.. read.Select(one => one.ResultOf(one.Command is null ? null : outcomes[next++], isHeldBack))]);
    }
}
