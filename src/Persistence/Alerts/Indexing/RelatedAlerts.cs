using DetectionApi.Domain.Alerts;

namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>What an alert has in common with another one.</summary>
public enum AlertRelation
{
    /// <summary>The account of the source.</summary>
    User,

    /// <summary>The name of the host.</summary>
    Host,

    /// <summary>The hash of the source's executable.</summary>
    Sha256,

    /// <summary>The access pattern.</summary>
    Pattern,
}

/// <summary>An alert that has something in common with another one.</summary>
/// <param name="Id">Its id.</param>
/// <param name="LastSeenAt">Its latest event.</param>
/// <param name="Relations">All that they have in common.</param>
public sealed record RelatedAlert(string Id, DateTimeOffset LastSeenAt, IReadOnlyList<AlertRelation> Relations);

/// <summary>The alerts that have something in common with one.</summary>
/// <param name="First">
/// Those that tell most: first what was closed as an attack, then what stands in the queue, then the rest; each latest
/// first.
/// </param>
/// <param name="Total">How many there are.</param>
/// <param name="TotalByRelation">How many have that in common; an alert may count several times.</param>
public sealed record RelatedAlerts(
    IReadOnlyList<RelatedAlert> First, int Total, IReadOnlyDictionary<AlertRelation, int> TotalByRelation);

/// <summary>Where and how often a pattern occurred.</summary>
/// <param name="Count">Its alerts and their events.</param>
/// <param name="Hosts">On how many hosts.</param>
/// <param name="Users">By how many accounts.</param>
/// <param name="FirstSeenAt">The earliest event; null if it never occurred.</param>
/// <param name="LastSeenAt">The latest event; null if it never occurred.</param>
/// <param name="ClosedAlerts">How many of its alerts are closed.</param>
/// <param name="ClosedByReason">The same by what they turned out to be.</param>
public sealed record PatternRecurrence(
    AlertCount Count, int Hosts, int Users, DateTimeOffset? FirstSeenAt, DateTimeOffset? LastSeenAt,
    int ClosedAlerts, IReadOnlyDictionary<ClosingReason, int> ClosedByReason)
{
    internal static readonly PatternRecurrence None = new(
        default, 0, 0, null, null, 0, Enum.GetValues<ClosingReason>().ToDictionary(reason => reason, _ => 0));
}
