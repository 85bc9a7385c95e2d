using System.Runtime.CompilerServices;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence.Alerts.Indexing;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>All occurrences of one alert that have the same call trace but for its addresses.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Shape">The shape of the call trace; null if it was not kept.</param>
/// <param name="Occurrences">How many they are.</param>
/// <param name="FirstAt">When the first of them happened.</param>
/// <param name="LastAt">When the last of them happened.</param>
internal sealed record ObservedShape(
    StoredAlert Alert, string? Shape, int Occurrences, DateTimeOffset FirstAt, DateTimeOffset LastAt)
{
    /// <summary>The first of them.</summary>
    public CandidateAccess First => Alert.At(FirstAt, Shape);

    /// <summary>The last of them.</summary>
    public CandidateAccess Last => Alert.At(LastAt, Shape);
}

/// <summary>Reads what alerts are made of, as exception items see it.</summary>
internal sealed class ObservedShapes(IDbContextFactory<DetectionsDbContext> contexts, AlertIndex index)
{
    // Well below the number of parameters that a statement may have anywhere.
    private const int AlertsPerQuery = 500;

    /// <summary>The alerts of a pattern that stand in a queue, by their ids; null if the pattern is unknown.</summary>
    /// <exception cref="IndexNotReadyException">The store is still being read, and that takes long.</exception>
    public Task<IReadOnlyList<string>?> FindAsync(
        string patternId, AlertFilter inQueue, CancellationToken cancellationToken) => index.AskAsync(
        (table, _) =>
        {
            if (table.FindPattern(patternId) is not (> 0 and var number)) return null;

            var ids = new List<UInt128>();
            new RowFilter(inQueue, table).Visit(table.RowsOf(NumberColumn.Pattern, number), (block, slots) =>
            {
                foreach (var slot in slots) ids.Add(block.Ids[slot]);
            });
            ids.Sort();
            return (IReadOnlyList<string>?)[.. ids.Select(AlertTable.Format)];
        },
        cancellationToken);

    /// <summary>What the alerts are made of, in the order of their ids and shapes.</summary>
    public async IAsyncEnumerable<ObservedShape> ReadAsync(
        IEnumerable<string> alertIds, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var some in alertIds.Order(StringComparer.Ordinal).Chunk(AlertsPerQuery))
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var alerts = await db.Alerts.AsNoTracking().Where(alert => some.Contains(alert.Id))
                .Select(StoredAlert.Columns).ToDictionaryAsync(alert => alert.Id, cancellationToken);
            var shapes = await db.Occurrences.AsNoTracking().Where(occurrence => some.Contains(occurrence.AlertId))
                .GroupBy(occurrence => new { occurrence.AlertId, occurrence.Shape })
                .Select(same => new
                {
                    same.Key.AlertId,
                    same.Key.Shape,
                    Count = same.Count(),
                    First = same.Min(occurrence => occurrence.At),
                    Last = same.Max(occurrence => occurrence.At),
                })
                .ToListAsync(cancellationToken);
            foreach (var same in shapes.OrderBy(same => same.AlertId, StringComparer.Ordinal)
                .ThenBy(same => same.Shape, StringComparer.Ordinal))
                if (alerts.TryGetValue(same.AlertId, out var alert))
                    yield return new ObservedShape(alert, same.Shape, same.Count, same.First, same.Last);
        }
    }
}
