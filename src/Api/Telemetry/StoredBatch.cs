using DetectionApi.Persistence;

namespace DetectionApi.Api.Telemetry;

/// <summary>A batch that was stored, in figures.</summary>
/// <param name="Events">How many events were judged, unreadable ones included.</param>
/// <param name="Unreadable">How many of them could not be read.</param>
/// <param name="Matches">How many rules matched, over all events.</param>
/// <param name="Bytes">How long its body was, inflated.</param>
/// <param name="Outcome">What came of storing it.</param>
/// <param name="Took">From the request to the answer.</param>
/// <param name="Delay">How old its newest kept event was when it was stored; null if none was kept.</param>
internal sealed record StoredBatch(
    int Events, int Unreadable, int Matches, long Bytes, RecordOutcome Outcome, TimeSpan Took, TimeSpan? Delay);
