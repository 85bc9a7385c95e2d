namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>The place of a row in a list; the greatest comes first.</summary>
/// <param name="RiskScore">Zero unless it counts.</param>
/// <param name="LastSeen">In milliseconds since 1970.</param>
/// <param name="Id">The id of the alert.</param>
internal readonly record struct SortKey(int RiskScore, long LastSeen, UInt128 Id) : IComparable<SortKey>
{
    public static SortKey Of(AlertPosition position, AlertOrder order) => new(
        order is AlertOrder.Severity ? position.RiskScore : 0, position.LastSeenAt.ToUnixTimeMilliseconds(),
        AlertTable.Parse(position.Id));

    public static SortKey Of(AlertBlock block, int slot, AlertOrder order) => new(
        order is AlertOrder.Severity ? block.RiskScores[slot] : 0, block.Times(TimeColumn.LastSeen)[slot],
        block.Ids[slot]);

    /// <summary>No row of the block has a greater one.</summary>
    public static SortKey MostOf(AlertBlock block, AlertOrder order) => new(
        order is AlertOrder.Severity ? block.RiskScoreMax : 0, block.Latest(TimeColumn.LastSeen), UInt128.MaxValue);

    /// <summary>No row of the block has a lesser one.</summary>
    public static SortKey LeastOf(AlertBlock block, AlertOrder order) => new(
        order is AlertOrder.Severity ? block.RiskScoreMin : 0, block.Earliest(TimeColumn.LastSeen), UInt128.MinValue);

    public int CompareTo(SortKey other)
    {
        if (RiskScore != other.RiskScore) return RiskScore.CompareTo(other.RiskScore);
        return LastSeen != other.LastSeen ? LastSeen.CompareTo(other.LastSeen) : Id.CompareTo(other.Id);
    }
}
