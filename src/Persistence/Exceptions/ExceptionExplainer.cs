using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Events;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence.Context;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>An access that is explained.</summary>
/// <param name="EventKey">Which event it is.</param>
/// <param name="Access">What exception items are held against.</param>
public sealed record ExplainedAccess(EventKey EventKey, CandidateAccess Access);

/// <summary>An item held against accesses of one alert, or one event.</summary>
public sealed record ExplainedItem
{
    /// <summary>Which item; null if it is not posted yet.</summary>
    public required Coverage? Coverage { get; init; }

    /// <summary>The terms, held against the first of the accesses.</summary>
    public required IReadOnlyList<TermResult> Terms { get; init; }

    /// <summary>How many of the accesses it covers.</summary>
    public required int Covered { get; init; }

    /// <summary>The first that fares otherwise than the first of all, with its terms; null if none does.</summary>
    public required (ExplainedAccess Of, IReadOnlyList<TermResult> Terms)? Other { get; init; }

    /// <summary>True if it covers the first.</summary>
    public bool Covers => Terms.All(term => term.Holds);

    /// <summary>The item held against the accesses, of which there is at least one.</summary>
    public static ExplainedItem Of(
        Coverage? coverage, ExceptionMatcher matcher, IReadOnlyList<ExplainedAccess> accesses)
    {
        var terms = matcher.Explain(accesses[0].Access);
        var covers = terms.All(term => term.Holds);
        var (covered, other) = (0, (ExplainedAccess?)null);
        foreach (var access in accesses)
        {
            var isCovered = matcher.Covers(access.Access);
            if (isCovered) covered++;
            if (isCovered != covers) other ??= access;
        }

        return new ExplainedItem
        {
            Coverage = coverage,
            Terms = terms,
            Covered = covered,
            Other = other is null ? null : (other, matcher.Explain(other.Access)),
        };
    }
}

/// <summary>Says of an alert or an event why an item covers it or does not.</summary>
public sealed class ExceptionExplainer
{
    /// <summary>How many items are shown at most.</summary>
    public const int ItemsMax = 100;

    /// <summary>How many occurrences of an alert are looked at.</summary>
    public const int OccurrencesMax = 2_000;

    private static readonly Comparer<NearMiss?> CoveringFirst = Comparer<NearMiss?>.Create((one, other) =>
        one is null || other is null
            ? (one is not null).CompareTo(other is not null)
            : NearMiss.Nearest.Compare(one, other));

    private readonly IDbContextFactory<DetectionsDbContext> _contexts;
    private readonly ContextStore _context;
    private readonly ExceptionsInForce _inForce;

    internal ExceptionExplainer(
        IDbContextFactory<DetectionsDbContext> contexts, ContextStore context, ExceptionsInForce inForce) =>
        (_contexts, _context, _inForce) = (contexts, context, inForce);

    /// <summary>The occurrences of an alert, in the order in which they happened.</summary>
    public async Task<IReadOnlyList<ExplainedAccess>> AccessesOfAsync(Alert alert, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var occurrences = await db.Occurrences.AsNoTracking().Where(o => o.AlertId == alert.Id)
            .OrderBy(o => o.At).ThenBy(o => o.Id).Take(OccurrencesMax)
            .Select(o => new { o.EventKey, o.At, o.Shape }).ToListAsync(cancellationToken);
        return [.. occurrences.Select(o => new ExplainedAccess(o.EventKey, StoredAccess.Of(alert, o.At, o.Shape)))];
    }

    /// <summary>An event that is not stored, with what is known of its source, as if it came now.</summary>
    public async Task<ExplainedAccess> AccessOfAsync(
        ReadAccess read, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(read);
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var at = read.Envelope.At ?? receivedAt;
        var source = new LearningSource(read.Envelope.Host.Name, at, read.Access.Source);
        await new SourceLearner(db, _context, new AwaitedFacts(), new HashSet<uint>())
            .LearnAsync([source], withLikelyStarts: false, cancellationToken);
        return new ExplainedAccess(read.Envelope.Key, read.CandidateOf(at, source.Source));
    }

    /// <summary>The items in force, those that cover first, then those that come nearest to it.</summary>
    public IReadOnlyList<ExplainedItem> Explain(IReadOnlyList<ExplainedAccess> accesses)
    {
        ArgumentNullException.ThrowIfNull(accesses);
        return
        [
            .. _inForce.Current.Items
                .Select(item => (Item: item, Miss: NearMiss.Of(item.Matcher, accesses[0].Access)))
                .OrderBy(held => held.Miss, CoveringFirst)
                .ThenBy(held => held.Item.Breadth.Score)
                .ThenBy(held => held.Item.Coverage.ItemId, StringComparer.Ordinal)
                .Take(ItemsMax)
                .Select(held => ExplainedItem.Of(held.Item.Coverage, held.Item.Matcher, accesses)),
        ];
    }
}
