using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence;

/// <summary>What a sweep removed from the quarantine.</summary>
/// <param name="Documents">How many documents.</param>
/// <param name="Bytes">What they counted for.</param>
public readonly record struct QuarantineRemoval(int Documents, long Bytes);

/// <summary>Keeps the quarantine within an age and a size.</summary>
public sealed class QuarantineRetention
{
    // So much at once that batches wait for it no longer than for each other.
    internal const int SliceDocumentsMax = 500;

    private const long SliceBytesMax = 8 * 1024 * 1024;

    private readonly IDbContextFactory<DetectionsDbContext> _contexts;
    private readonly WriteGate _gate;

    internal QuarantineRetention(IDbContextFactory<DetectionsDbContext> contexts, WriteGate gate) =>
        (_contexts, _gate) = (contexts, gate);

    /// <summary>Removes what is too old, and the oldest of what is too much, slice by slice.</summary>
    /// <param name="keptSince">What came last before this is too old.</param>
    /// <param name="bytesMax">How much may be kept.</param>
    /// <param name="cancellationToken">Stops it after a slice.</param>
    public async Task<QuarantineRemoval> SweepAsync(
        DateTimeOffset keptSince, long bytesMax, CancellationToken cancellationToken)
    {
        var removed = default(QuarantineRemoval);
        var excess = await BytesAsync(cancellationToken) - bytesMax;
        while (excess > 0 || await IsAnyBeforeAsync(keptSince, cancellationToken))
        {
            var tooMuch = excess;
            var slice = await _gate.PassAsync(
                () => RemoveSliceAsync(keptSince, tooMuch, cancellationToken), cancellationToken);
            if (slice.Documents == 0) break;

            excess -= slice.Bytes;
            removed = new QuarantineRemoval(removed.Documents + slice.Documents, removed.Bytes + slice.Bytes);
        }

        return removed;
    }

    private async Task<long> BytesAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.Quarantine.SumAsync(d => d.CountedBytes, cancellationToken);
    }

    private async Task<bool> IsAnyBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.Quarantine.AnyAsync(d => d.LastReceivedAt < time, cancellationToken);
    }

    // Chosen inside of the gate: a document that comes again until then is no longer one of the oldest.
    private async Task<QuarantineRemoval> RemoveSliceAsync(
        DateTimeOffset keptSince, long excess, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var oldest = await db.Quarantine
            .OrderBy(d => d.LastReceivedAt)
            .Take(SliceDocumentsMax)
            .Select(d => new { d.Id, d.LastReceivedAt, d.CountedBytes })
            .ToListAsync(cancellationToken);

        var chosen = new List<long>();
        var bytes = 0L;
        foreach (var document in oldest)
        {
            if (document.LastReceivedAt >= keptSince && bytes >= excess) break;
            if (bytes >= SliceBytesMax) break;
            chosen.Add(document.Id);
            bytes += document.CountedBytes;
        }

        var count = await db.Quarantine.Where(d => chosen.Contains(d.Id)).ExecuteDeleteAsync(cancellationToken);
        return new QuarantineRemoval(count, bytes);
    }
}
