using DetectionApi.Domain.Alerts;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Context;

/// <summary>What a sweep through the context store did.</summary>
/// <param name="Dropped">How many segments it dropped.</param>
/// <param name="Kept">How many of those left something that an alert needs.</param>
public readonly record struct ContextSweep(int Dropped, int Kept);

/// <summary>Bounds the context store by age and size.</summary>
/// <remarks>
/// Segments are dropped whole, oldest first, a few in each commit: what that costs does not depend on how much is
/// stored. What an alert needs that is held, or stands in the queue and is not closed, stays as a remnant, for which
/// neither age nor size counts.
/// </remarks>
public sealed class ContextRetention
{
    // So few that batches which wait meanwhile do not notice.
    private const int SegmentsPerCommit = 32;
    private const int RemnantsPerSweep = 1024;

    private readonly SegmentTable _segments;
    private readonly TelemetryTable _telemetry;
    private readonly IDbContextFactory<DetectionsDbContext> _detections;
    private readonly NewNeeds _newNeeds;
    private readonly WriteGate _gate;
    private long _lastReviewed;

    internal ContextRetention(
        SegmentTable segments, TelemetryTable telemetry, IDbContextFactory<DetectionsDbContext> detections,
        NewNeeds newNeeds, WriteGate gate) =>
        (_segments, _telemetry, _detections, _newNeeds, _gate) = (segments, telemetry, detections, newNeeds, gate);

    /// <summary>How many bytes of <c>context.db</c> hold something; the rest of the file is free.</summary>
    public Task<long> BytesInUseAsync(CancellationToken cancellationToken) =>
        _gate.LookAsync(_segments.BytesInUse, cancellationToken);

    /// <summary>Drops what is too old, then the oldest until the rest is small enough.</summary>
    /// <param name="receivedFrom">What was received before that time goes.</param>
    /// <param name="bytesMax">How many bytes of the file may be in use; free pages in it do not count.</param>
    /// <param name="cancellationToken">Stops it between two commits.</param>
    public async Task<ContextSweep> SweepAsync(
        DateTimeOffset receivedFrom, long bytesMax, CancellationToken cancellationToken)
    {
        HashSet<uint>? needed = null;
        var sweep = default(ContextSweep);
        while (await _gate.LookAsync(() => TooMuch(receivedFrom, bytesMax), cancellationToken) is [_, ..] rows)
        {
            needed ??= await NeededAsync(cancellationToken);
            var kept = await ReduceAsync(rows, needed, cancellationToken);
            sweep = new ContextSweep(sweep.Dropped + rows.Count, sweep.Kept + kept);
        }

        await ReviewRemnantsAsync(needed, cancellationToken);
        await _gate.LookAsync(() => _telemetry.Drop(receivedFrom), cancellationToken);
        await _gate.LookAsync(_newNeeds.Rest, cancellationToken);
        return sweep;
    }

    // The context of an alert that was closed goes, too: each sweep looks through a part of the remnants.
    private async Task ReviewRemnantsAsync(HashSet<uint>? needed, CancellationToken cancellationToken)
    {
        var rows = await _gate.LookAsync(() => _segments.Remnants(_lastReviewed, RemnantsPerSweep), cancellationToken);
        _lastReviewed = rows.Count < RemnantsPerSweep ? 0 : rows[^1];
        if (rows.Count == 0) return;

        needed ??= await NeededAsync(cancellationToken);
        foreach (var some in rows.Chunk(SegmentsPerCommit)) await ReduceAsync(some, needed, cancellationToken);
    }

    // An alert may have been begun since it was asked which there are.
    private Task<int> ReduceAsync(
        IReadOnlyCollection<long> rows, HashSet<uint> needed, CancellationToken cancellationToken) => _gate.PassAsync(
        () =>
        {
            needed.UnionWith(_newNeeds.Hashes);
            return Task.FromResult(_segments.Reduce(rows, needed));
        },
        cancellationToken);

    private List<long> TooMuch(DateTimeOffset receivedFrom, long bytesMax)
    {
        var isTooBig = _segments.BytesInUse() - _segments.RemnantBytes() > bytesMax;
        return _segments.Oldest(isTooBig ? DateTimeOffset.MaxValue : receivedFrom, SegmentsPerCommit);
    }

    // The hashes of all that those alerts need which are held, or stand in the queue and are not closed.
    private async Task<HashSet<uint>> NeededAsync(CancellationToken cancellationToken)
    {
        var needed = new HashSet<uint>();
        await _gate.LookAsync(_newNeeds.Watch, cancellationToken);
        await using var db = await _detections.CreateDbContextAsync(cancellationToken);
        var all = db.Alerts.AsNoTracking();
        await AddAsync(
            needed, all.Where(a => a.Status != AlertStatus.Closed && a.Disposition == Disposition.Raised),
            cancellationToken);
        await AddAsync(needed, all.Where(a => a.LegalHold), cancellationToken);
        return needed;
    }

    private static async Task AddAsync(
        HashSet<uint> needed, IQueryable<Alert> alerts, CancellationToken cancellationToken)
    {
        var sources = alerts.Select(a => new { Host = a.Host.Name, a.Source }).AsAsyncEnumerable();
        await foreach (var alert in sources.WithCancellation(cancellationToken))
            needed.UnionWith(ContextNeeds.Of(alert.Host, alert.Source).Select(key => key.Hash));
    }
}
