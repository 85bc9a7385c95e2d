namespace DetectionApi.Persistence.Exceptions;

/// <summary>Alerts that a change of an exception item closes, releases or brings back.</summary>
/// <param name="Alerts">How many.</param>
/// <param name="Occurrences">How many events are folded into them.</param>
/// <param name="AlertIds">The first of them, <see cref="IdsMax"/> at most.</param>
public sealed record AffectedAlerts(int Alerts, long Occurrences, IReadOnlyList<string> AlertIds)
{
    /// <summary>How many are named.</summary>
    public const int IdsMax = 1000;

    /// <summary>No alerts.</summary>
    public static AffectedAlerts None { get; } = new(0, 0, []);

    /// <summary>Those and some more.</summary>
    internal AffectedAlerts With(IReadOnlyCollection<(string Id, int Occurrences)> more) => new(
        Alerts + more.Count, Occurrences + more.Sum(one => (long)one.Occurrences),
        [.. AlertIds.Concat(more.Select(one => one.Id)).Take(IdsMax)]);
}
