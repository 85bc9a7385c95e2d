using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>What speaks against an item that nobody has posted yet.</summary>
/// <param name="Refusals">What would refuse it, all of it.</param>
/// <param name="Canaries">The known attacks that it would hide.</param>
/// <param name="TruePositives">The ids of the alerts that turned out to be attacks, and that it would hide.</param>
/// <param name="Assigned">The ids of the alerts that somebody works on, and that it would hide.</param>
/// <param name="NeedsApproval">Whether somebody else must approve it.</param>
public sealed record ExceptionJudgement(
    IReadOnlyList<Refusal> Refusals, IReadOnlyList<Canary> Canaries, IReadOnlyList<string> TruePositives,
    IReadOnlyList<string> Assigned, bool NeedsApproval);

/// <summary>Judges items by the rules that judge them when they are posted, and changes nothing.</summary>
public sealed class ExceptionJudge
{
    private readonly IDbContextFactory<DetectionsDbContext> _contexts;
    private readonly ExceptionGate _gate;

    internal ExceptionJudge(IDbContextFactory<DetectionsDbContext> contexts, ExceptionGate gate) =>
        (_contexts, _gate) = (contexts, gate);

    /// <summary>What speaks against each of the items, by what is stored now.</summary>
    /// <param name="items">What they say, and what they would be called.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<ExceptionJudgement>> JudgeAsync(
        IReadOnlyList<(ExceptionContent Content, string? Id)> items, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);

        // Who has not said yet what first frame he means hides those of all kinds.
        var surroundings = await _gate.GatherAsync(
            db, items.SelectMany(item => item.Content.Terms.FirstFrameKind is null
                ? Enum.GetValues<FirstFrameKind>().Select(kind => Of(item.Content, kind))
                : [item.Content]),
            now);
        var judgements = new List<ExceptionJudgement>(items.Count);
        foreach (var (content, id) in items)
        {
            var refusals = ExceptionRules.RefusalsOf(content, id, surroundings);
            judgements.Add(Judge(
                content, await IsReplacedActiveAsync(db, content, cancellationToken)
                    ? refusals
                    : [.. refusals, LifeRules.ReplacedNotActive(content.Replaces!)],
                surroundings));
        }

        return judgements;
    }

    private static ExceptionContent Of(ExceptionContent content, FirstFrameKind kind) =>
        content with { Terms = content.Terms with { FirstFrameKind = kind } };

    private static ExceptionJudgement Judge(
        ExceptionContent content, IReadOnlyList<Refusal> refusals, ExceptionSurroundings surroundings) => new(
        refusals, CanaryTrial.HiddenBy(content.Terms, surroundings.Canaries),
        Hidden(content, surroundings.TruePositives), Hidden(content, surroundings.Assigned),
        surroundings.Policy.NeedsApproval(content));

    private static IReadOnlyList<string> Hidden(ExceptionContent content, IReadOnlyList<GuardedAccess> guarded) =>
        [.. guarded.HiddenBy(content.Terms).Order(StringComparer.Ordinal)];

    private static async Task<bool> IsReplacedActiveAsync(
        DetectionsDbContext db, ExceptionContent content, CancellationToken cancellationToken) =>
        content.Replaces is not { } replaced
        || await db.ExceptionItems.AnyAsync(
            item => item.Id == replaced && item.Status == ExceptionStatus.Active, cancellationToken);
}
