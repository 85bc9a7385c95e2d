using DetectionApi.Domain.Alerts;

namespace DetectionApi.Persistence;

/// <summary>What one request leaves to be kept.</summary>
/// <param name="Matches">Events that a rule matched.</param>
/// <param name="Unreadable">Documents that are no events, each once.</param>
/// <param name="ReceivedAt">When the request came.</param>
public sealed record BatchRecord(
    IReadOnlyList<Match> Matches, IReadOnlyList<QuarantinedDocument> Unreadable, DateTimeOffset ReceivedAt)
{
    /// <summary>True if there is nothing to store.</summary>
    public bool IsEmpty => Matches.Count == 0 && Unreadable.Count == 0;
}
