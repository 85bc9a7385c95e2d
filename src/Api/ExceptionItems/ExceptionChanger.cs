using DetectionApi.Api.Access;
using DetectionApi.Api.Http;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence.Exceptions;
using DetectionApi.Persistence.Triage;
using FluentValidation.Results;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>What is to be done with alerts after an item came into force.</summary>
/// <param name="Closes">Whether those are closed that the item covers.</param>
/// <param name="Raises">Whether those come back that only a replaced item hid.</param>
/// <param name="IsDryRun">Whether it is only said what would come of it.</param>
internal readonly record struct FollowUp(bool Closes, bool Raises, bool IsDryRun);

/// <summary>Takes an item through its life as a request asks, and its alerts along.</summary>
internal sealed class ExceptionChanger(
    ExceptionStore store, ExceptionAlerts alerts, ExceptionAnswers answers, TimeProvider time,
    ILogger<ExceptionStore> log)
{
    /// <summary>Carries out a command, and what follows if it brings the item into force.</summary>
    public async Task<Results<Ok<ExceptionChangeResponse>, ProblemHttpResult>> RunAsync(
        HttpContext context, string id, ValidationResult words, Func<int?, ExceptionCommand> command, FollowUp then)
    {
        var stop = context.RequestAborted;
        if (await store.FindAsync(id, stop) is not { } item) return ExceptionProblems.NoItem(id);
        if (Preconditions.Check(context.Request, item.Version) is { } refused) return refused;
        if (!words.IsValid) return Validation.Refuse(words);

        var doing = new Doing(Actor.Of(context), time.GetUtcNow());
        var remember = context.Remember<ExceptionChangeResponse>(StatusCodes.Status200OK, made => made);
        var counters = await answers.CountersOfAsync(id, stop);
        ExceptionChangeResponse Answer(ExceptionOutcome made) =>
            new(then.IsDryRun, answers.Of(made.Item!, counters), Closed: null, Released: null);
        var outcome = await store.ApplyAsync(
            command(VersionOf(context, item)), then.IsDryRun, doing,
            made => IsFollowed(made, then) ? null : remember?.Invoke(Answer(made)), stop);
        if (!outcome.IsDone) return ExceptionProblems.Of(outcome);

        Note(context, outcome.Item!, item, doing, then.IsDryRun);
        return TypedResults.Ok(IsFollowed(outcome, then)
            ? await FollowAsync(outcome.Item!, doing, then, remember)
            : Answer(outcome));
    }

    /// <summary>Closes what an item in force covers.</summary>
    public async Task<Results<Ok<ExceptionChangeResponse>, ProblemHttpResult>> CloseCoveredAsync(
        HttpContext context, string id, bool isDryRun)
    {
        if (await store.FindAsync(id, context.RequestAborted) is not { } item) return ExceptionProblems.NoItem(id);
        if (item.Status is not ExceptionStatus.Active)
            return ExceptionProblems.Refuse(
            [
                new Refusal(
                    RefusalCode.TransitionRefused,
                    $"Item {id} is {Words.Of(item.Status)}; only what is active closes anything.", ""),
            ]);

        var doing = new Doing(Actor.Of(context), time.GetUtcNow());
        var remember = context.Remember<ExceptionChangeResponse>(StatusCodes.Status200OK, made => made);
        return TypedResults.Ok(await AnswerAsync(
            item, await alerts.CloseCoveredAsync(item, doing, isDryRun, context.RequestAborted), released: null,
            isDryRun, remember));
    }

    /// <summary>Ends an item, or goes on to bring back what one hid that has ended.</summary>
    public async Task<Results<Ok<ExceptionChangeResponse>, ProblemHttpResult>> RevokeAsync(
        HttpContext context, string id, ExceptionRevocation body)
    {
        var stop = context.RequestAborted;
        if (await store.FindAsync(id, stop) is not { } item) return ExceptionProblems.NoItem(id);
        if (Preconditions.Check(context.Request, item.Version) is { } refused) return refused;
        if (new ExceptionRevocationValidator().Validate(body) is { IsValid: false } invalid)
            return Validation.Refuse(invalid);

        var doing = new Doing(Actor.Of(context), time.GetUtcNow());
        var revoked = item;
        if (item.Status is not ExceptionStatus.Revoked || !body.Raise)
        {
            var outcome = await store.ApplyAsync(
                new RevokeException(id, VersionOf(context, item), body.Comment!.Trim()), body.DryRun, doing,
                answer: null, stop);
            if (!outcome.IsDone) return ExceptionProblems.Of(outcome);
            revoked = outcome.Item!;
        }

        Note(context, revoked, item, doing, body.DryRun);
        var remember = context.Remember<ExceptionChangeResponse>(StatusCodes.Status200OK, made => made);
        var released = body.DryRun
            ? await alerts.PreviewReleaseAsync(id, instead: null, stop)
            : await alerts.ReleaseAsync(id, body.Raise, doing, stop);
        return TypedResults.Ok(await AnswerAsync(revoked, closed: null, released, body.DryRun, remember));
    }

    private static int? VersionOf(HttpContext context, ExceptionItem item) =>
        Preconditions.TakesAny(context.Request) ? null : item.Version;

    private static bool IsFollowed(ExceptionOutcome outcome, FollowUp then) =>
        outcome.HasActivated && (then.Closes || outcome.Item!.Content.Replaces is not null);

    private void Note(HttpContext context, ExceptionItem item, ExceptionItem before, Doing doing, bool isDryRun)
    {
        context.Response.SetTag(isDryRun ? before.Version : item.Version);
        if (!isDryRun && item.Version != before.Version) log.ItemMoved(item.Id, item.Status, doing.Actor);
    }

    // What has begun is finished, though nobody may wait for it any more.
    private async Task<ExceptionChangeResponse> FollowAsync(
        ExceptionItem item, Doing doing, FollowUp then, Func<ExceptionChangeResponse, RememberedAnswer?>? remember)
    {
        var closed = then.Closes
            ? await alerts.CloseCoveredAsync(item, doing, then.IsDryRun, CancellationToken.None)
            : null;
        var released = item.Content.Replaces is not { } replaced ? null
            : then.IsDryRun ? await alerts.PreviewReleaseAsync(replaced, item, CancellationToken.None)
            : await alerts.ReleaseAsync(replaced, then.Raises, doing, CancellationToken.None);
        return await AnswerAsync(item, closed, released, then.IsDryRun, remember);
    }

    private async Task<ExceptionChangeResponse> AnswerAsync(
        ExceptionItem item, AffectedAlerts? closed, AffectedAlerts? released, bool isDryRun,
        Func<ExceptionChangeResponse, RememberedAnswer?>? remember)
    {
        var answer = new ExceptionChangeResponse(
            isDryRun, await answers.OfAsync(item, CancellationToken.None), AffectedAlertsResponse.Of(closed),
            AffectedAlertsResponse.Of(released));
        if (remember?.Invoke(answer) is { } remembered) await store.RememberAsync(remembered);
        return answer;
    }
}
