using DetectionApi.Domain.Alerts;
using DetectionApi.Persistence.Alerts.Indexing;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>Finds what stands in the queue and could be an item, and makes the item.</summary>
public sealed class ExceptionSuggestions
{
    // Whoever makes up a call trace for every access must not say how much memory is taken.
    private const int ShapesMax = 2_000;

    private static readonly AlertFilter InQueue = new()
    {
        Dispositions = [Disposition.Raised, Disposition.Overflow],
        Statuses = [AlertStatus.Open, AlertStatus.Acknowledged, AlertStatus.InProgress],
    };

    private readonly ObservedShapes _observed;
    private readonly AlertIndex _index;
    private readonly ExceptionsInForce _inForce;

    internal ExceptionSuggestions(ObservedShapes observed, AlertIndex index, ExceptionsInForce inForce) =>
        (_observed, _index, _inForce) = (observed, index, inForce);

    /// <summary>What alerts are made of, and the item that covers it.</summary>
    public async Task<SuggestionBasis> OfAlertsAsync(
        IReadOnlyCollection<string> alertIds, CancellationToken cancellationToken)
    {
        var tally = new ObservationTally();
        var unknown = alertIds.ToHashSet();
        await foreach (var seen in _observed.ReadAsync(alertIds, cancellationToken))
        {
            tally.Add(seen);
            unknown.Remove(seen.Alert.Id);
        }

        var suggestion = tally.Suggest();
        return new SuggestionBasis(
            suggestion, tally.Total,
            suggestion.Narrower.ToDictionary(one => one.Shape, one => tally.OfShape(one.Shape)), tally.FirstAt,
            tally.LastAt, tally.Hosts, [.. unknown.Order(StringComparer.Ordinal)]);
    }

    /// <summary>The same for all alerts of a pattern that stand in the queue; null if there are none.</summary>
    /// <exception cref="IndexNotReadyException">The store is still being read, and that takes long.</exception>
    public async Task<SuggestionBasis?> OfPatternAsync(string patternId, CancellationToken cancellationToken) =>
        await _observed.FindAsync(patternId, InQueue, cancellationToken) is [_, ..] ids
            ? await OfAlertsAsync(ids, cancellationToken)
            : null;

    /// <summary>What makes most of the queue and no item in force covers, most occurrences first.</summary>
    /// <remarks>
    /// Pattern by pattern, until no other pattern has as many occurrences as the last of the groups that were found.
    /// </remarks>
    /// <param name="limit">How many groups at most.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="IndexNotReadyException">The store is still being read, and that takes long.</exception>
    public async Task<IReadOnlyList<NoisyGroup>> NoisiestAsync(
        int limit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var patterns = (await _index.PatternsAsync(InQueue, now, cancellationToken))
            .OrderByDescending(pattern => pattern.Count.Occurrences).ThenBy(p => p.Id, StringComparer.Ordinal);
        var groups = new List<(PatternSummary Pattern, string? Shape, ObservationTally Tally)>();
        foreach (var pattern in patterns)
        {
            if (groups.Count == limit && groups[^1].Tally.Occurrences >= pattern.Count.Occurrences) break;

            groups.AddRange(
                from shape in await ShapesOfAsync(pattern.Id, cancellationToken)
                select (pattern, shape.Shape, shape.Tally));
            groups =
            [
                .. groups.OrderByDescending(group => group.Tally.Occurrences)
                    .ThenBy(group => group.Pattern.Id, StringComparer.Ordinal)
                    .ThenBy(group => group.Shape, StringComparer.Ordinal).Take(limit),
            ];
        }

        var noisy = new List<NoisyGroup>(groups.Count);
        foreach (var (pattern, shape, tally) in groups)
            noisy.Add(await ShowAsync(pattern, shape, tally, cancellationToken));
        return noisy;
    }

    private async Task<IEnumerable<(string? Shape, ObservationTally Tally)>> ShapesOfAsync(
        string patternId, CancellationToken cancellationToken)
    {
        var items = _inForce.Current;
        var byShape = new Dictionary<string, ObservationTally>();
        var ids = await _observed.FindAsync(patternId, InQueue, cancellationToken) ?? [];
        await foreach (var seen in _observed.ReadAsync(ids, cancellationToken))
        {
            if (items.FindCovering(seen.First) is not null && items.FindCovering(seen.Last) is not null) continue;

            // No shape is empty.
            var key = seen.Shape ?? "";
            if (!byShape.TryGetValue(key, out var tally))
            {
                if (byShape.Count == ShapesMax) continue;
                byShape.Add(key, tally = new ObservationTally());
            }

            tally.Add(seen);
        }

        return byShape.Select(shape => (shape.Key.Length > 0 ? shape.Key : null, shape.Value));
    }

    private async Task<NoisyGroup> ShowAsync(
        PatternSummary pattern, string? shape, ObservationTally tally, CancellationToken cancellationToken) => new()
        {
            PatternId = pattern.Id,
            Pattern = pattern.Pattern,
            Shape = shape,
            Count = tally.Total,
            Hosts = tally.Hosts,
            Users = tally.Users,
            FirstAt = tally.FirstAt,
            LastAt = tally.LastAt,
            Escalated = tally.Escalated,
            Assigned = tally.Assigned,
            TruePositives = (await _index.RecurrenceAsync(pattern.Id, cancellationToken))
                .ClosedByReason[ClosingReason.TruePositive],
            Suggestion = tally.Suggest(),
        };
}
