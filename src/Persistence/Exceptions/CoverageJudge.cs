using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>Says which item covers each of the matches of one commit.</summary>
/// <remarks>
/// An item may ask for what only the context knows, so that is learned before. A match that no item may cover, whatever
/// there is to be learned, costs nothing of that.
/// </remarks>
/// <param name="index">The items.</param>
/// <param name="learner">Knows where to learn more.</param>
internal sealed class CoverageJudge(ExceptionIndex index, SourceLearner learner)
{
    private readonly Dictionary<(UInt128 FoldKey, SourceProcess Source), LearningSource> _sources = [];

    /// <summary>Learns what the items ask of the sources.</summary>
    /// <param name="matches">The matches, with their times.</param>
    /// <param name="alerts">The alerts with the same fold keys.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task LearnAsync(
        IEnumerable<(Match Match, DateTimeOffset At)> matches, IEnumerable<Alert> alerts,
        CancellationToken cancellationToken)
    {
        if (index.Items.Count == 0) return;

        var known = alerts.ToLookup(alert => alert.FoldKey);
        foreach (var (match, at) in matches)
        {
            var source = match.Access.Source;
            if (_sources.ContainsKey((match.FoldKey, source)) || !index.MayCover(match.CandidateOf(at, source)))
                continue;

            _sources.Add(
                (match.FoldKey, source),
                new LearningSource(match.Envelope.Host.Name, at, KnownOf(source, known[match.FoldKey])));
        }

        await learner.LearnAsync(_sources.Values, withLikelyStarts: false, cancellationToken);
    }

    /// <summary>The item that covers a match; null if none does.</summary>
    public Coverage? CoverageOf(Match match, DateTimeOffset at) =>
        LearnedOf(match) is { } source ? index.FindCovering(match.CandidateOf(at, source))?.Coverage : null;

    /// <summary>What was learned of the source of a match; null if nothing was asked.</summary>
    public SourceProcess? LearnedOf(Match match) =>
        _sources.GetValueOrDefault((match.FoldKey, match.Access.Source))?.Source;

    // Without an entity id another process may have had the same process id: what is known of that decides nothing.
    private static SourceProcess KnownOf(SourceProcess source, IEnumerable<Alert> alerts)
    {
        if (source.EntityId is null) return source;

        foreach (var known in alerts.Select(alert => alert.Source))
        {
            var isCertain = known.Start is { FoundBy: StartFoundBy.EntityId };
            source = source.With(known with { Start = isCertain ? known.Start : null, Signer = ToldByHosts(known) })
                .SignedBy(ToldByHosts(known));
        }

        return source;
    }

    // What the inventory said may have been taken back since, so it is asked anew.
    private static Signer ToldByHosts(SourceProcess known) =>
        known.Signer.FoundBy is SignerFoundBy.Inventory ? Signer.Unknown : known.Signer;
}
