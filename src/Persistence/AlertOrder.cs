using DetectionApi.Persistence.Alerts.Indexing;

namespace DetectionApi.Persistence;

/// <summary>The order of a list of alerts.</summary>
public enum AlertOrder
{
    /// <summary>Latest occurrence first.</summary>
    LastSeen,

    /// <summary>Highest risk score first, then as <see cref="LastSeen"/>.</summary>
    Severity,
}

/// <summary>The place in a list behind which the next page begins: the last row's sort keys.</summary>
/// <param name="RiskScore">Counts only in the order of severity.</param>
/// <param name="LastSeenAt">The time of the latest occurrence.</param>
/// <param name="Id">Tells alerts apart that are equal otherwise.</param>
public sealed record AlertPosition(int RiskScore, DateTimeOffset LastSeenAt, string Id)
{
    /// <summary>True if the text can be the id of an alert.</summary>
    public static bool IsId(string text) => AlertTable.TryParse(text, out _);
}
