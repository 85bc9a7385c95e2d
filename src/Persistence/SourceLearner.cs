using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence.Context;
using DetectionApi.Persistence.Exceptions;

namespace DetectionApi.Persistence;

/// <summary>A process of which more is to be known.</summary>
/// <param name="host">The name of its host.</param>
/// <param name="seenAt">When it did what is asked about, for the first time.</param>
/// <param name="source">What is known of it.</param>
internal sealed class LearningSource(string host, DateTimeOffset seenAt, SourceProcess source)
{
    /// <summary>What is known of it by now.</summary>
    public SourceProcess Source { get; private set; } = source;

    /// <summary>What to look for.</summary>
    public IReadOnlyList<ContextKey> Keys => SourceFacts.KeysOf(host, Source);

    /// <summary>The hash by which to ask the inventory; null if that would tell nothing new.</summary>
    public string? HashForInventory =>
        SignerInventory.MayTellMoreThan(Source.Signer) ? Source.Sha256?.ToLowerInvariant() : null;

    /// <summary>Takes over what the events tell.</summary>
    public void Learn(ILookup<uint, ContextEvent> found) => Source = SourceFacts.Learn(host, seenAt, Source, found);

    /// <summary>Takes over what the inventory says.</summary>
    public void Learn(Signer signer) => Source = Source.SignedBy(signer);
}

/// <summary>
/// Looks up what the context and the inventory know of sources: in one commit, for many at once, and each key once.
/// </summary>
/// <param name="db">The commit.</param>
/// <param name="context">The context.</param>
/// <param name="awaited">What was looked for in vain.</param>
/// <param name="due">The hashes of the keys that may have come since.</param>
internal sealed class SourceLearner(
    DetectionsDbContext db, ContextStore context, AwaitedFacts awaited, IReadOnlySet<uint> due)
{
    private readonly Dictionary<uint, List<ContextEvent>> _found = [];
    private readonly Dictionary<string, Signer?> _inventory = [];

    /// <summary>Lets the sources learn all that is known.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="withLikelyStarts">
    /// Whether also by host and process id. What that tells shows who began a process, and decides nothing.
    /// </param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task LearnAsync(
        IReadOnlyCollection<LearningSource> sources, bool withLikelyStarts, CancellationToken cancellationToken)
    {
        // What is certain ends the search for most; a process id may have been given again since; a start tells the
        // hash, and that may tell the signer.
        Look(sources, [ContextKeyKind.Start, ContextKeyKind.OwnImage], segmentsPerKey: 1);
        if (withLikelyStarts) Look(sources, [ContextKeyKind.StartId], segmentsPerKey: 4);
        Look(sources, [ContextKeyKind.OwnImageHashOnHost, ContextKeyKind.OwnImageHash], segmentsPerKey: 1);
        await AskInventoryAsync(sources, cancellationToken);
    }

    private void Look(IReadOnlyCollection<LearningSource> sources, ContextKeyKind[] kinds, int segmentsPerKey)
    {
        var keys = sources.SelectMany(source => source.Keys).Where(key => kinds.Contains(key.Kind)).ToList();
        var unasked = keys
            .Where(key => !_found.ContainsKey(key.Hash) && (due.Contains(key.Hash) || !awaited.IsAwaited(key)))
            .ToList();
        var found = context.FindFacts(unasked, segmentsPerKey);
        foreach (var key in unasked) _found[key.Hash] = [.. found[key.Hash]];
        var known = keys.Select(key => key.Hash).Distinct().Where(_found.ContainsKey)
            .SelectMany(hash => _found[hash].Select(e => (hash, e))).ToLookup(pair => pair.hash, pair => pair.e);
        foreach (var source in sources) source.Learn(known);
    }

    private async Task AskInventoryAsync(
        IReadOnlyCollection<LearningSource> sources, CancellationToken cancellationToken)
    {
        var unasked = sources.Select(source => source.HashForInventory).OfType<string>()
            .Where(hash => !_inventory.ContainsKey(hash)).Distinct().ToList();
        var signers = await SignerInventory.FindAsync(db, unasked, cancellationToken);
        foreach (var hash in unasked) _inventory.Add(hash, signers.GetValueOrDefault(hash));
        foreach (var source in sources)
            if (source.HashForInventory is { } hash && _inventory[hash] is { } signer) source.Learn(signer);
    }
}
