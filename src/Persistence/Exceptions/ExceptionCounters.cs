using DetectionApi.Domain.ExceptionItems;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>What an exception item hid, counted by event time. Also what was released since.</summary>
/// <remarks>An occurrence counts with the item that hid it last.</remarks>
/// <param name="Total">All occurrences.</param>
/// <param name="Last24Hours">Those of the last 24 hours.</param>
/// <param name="Last7Days">Those of the last 7 days.</param>
/// <param name="Last30Days">Those of the last 30 days.</param>
/// <param name="Hosts">On how many hosts.</param>
/// <param name="FirstMatchAt">The first; null if there is none.</param>
/// <param name="LastMatchAt">The last; null if there is none.</param>
/// <param name="TruePositives">How many alerts that it hides were closed as attacks.</param>
public sealed record ExceptionCounters(
    int Total, int Last24Hours, int Last7Days, int Last30Days, int Hosts, DateTimeOffset? FirstMatchAt,
    DateTimeOffset? LastMatchAt, int TruePositives)
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    /// <summary>Those of an item that never hid anything.</summary>
    public static ExceptionCounters None { get; } = new(0, 0, 0, 0, 0, null, null, 0);

    /// <summary>True if the item has been in force for more than 30 days, and hid nothing in the last 30.</summary>
    public bool IsStale(ExceptionItem item, DateTimeOffset now) =>
        item.Status is ExceptionStatus.Active && item.ActivatedAt < now - Month && Last30Days == 0;
}
