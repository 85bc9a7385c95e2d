using DetectionApi.Domain.Alerts;
using DetectionApi.Persistence.Context;

namespace DetectionApi.Persistence;

/// <summary>What one request leaves to be kept.</summary>
/// <param name="Matches">Events that a rule matched.</param>
/// <param name="Unreadable">Documents that are no events, each once.</param>
/// <param name="Context">What the context keeps of its events.</param>
/// <param name="ReceivedAt">When the request came.</param>
public sealed record BatchRecord(
    IReadOnlyList<Match> Matches, IReadOnlyList<QuarantinedDocument> Unreadable,
    IReadOnlyList<ContextSegment> Context, DateTimeOffset ReceivedAt)
{
    /// <summary>True if there is nothing to store.</summary>
    public bool IsEmpty => Context.Count == 0 && !HasDetections;

    /// <summary>True if there is something to store beside the context.</summary>
    public bool HasDetections => Matches.Count > 0 || Unreadable.Count > 0;

    /// <summary>When the newest of the events happened that are kept; null if none is.</summary>
    public DateTimeOffset? NewestAt
    {
        get
        {
            DateTimeOffset? newest = null;
            foreach (var segment in Context)
                if (newest is null || segment.To > newest) newest = segment.To;
            foreach (var match in Matches)
                if (match.TimeOf(ReceivedAt) is var at && (newest is null || at > newest)) newest = at;
            return newest;
        }
    }
}
