using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Persistence;

/// <summary>Asks of one alert in memory what a list asks of the store, to the same answer.</summary>
public static class AlertMatching
{
    /// <summary>True if a list with that filter shows the alert.</summary>
    public static bool Matches(this AlertFilter filter, Alert alert)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(alert);
        var classes = AlertStore.WithImplying(filter.AnyAccessClass);
        return IsAny(filter.Statuses, alert.Status)
            && IsAny(filter.Dispositions, alert.Disposition)
            && IsAny(filter.Severities, alert.Severity)
            && IsAny(filter.RuleIds, alert.RuleId)
            && IsAny(filter.PatternIds, alert.PatternId)
            && IsAny(filter.TargetClasses, alert.Target.Class)
            && IsAny(filter.FirstFrameKinds, alert.FirstFrame.Kind)
            && (classes is AccessClasses.None || HasAny(alert.Pattern.Classes, classes))
            && IsAnyKnown(filter.Recommendations, alert.Recommendation)
            && IsAnyKnown(filter.ClosingReasons, alert.ClosingReason)
            && IsWithin(filter, alert)
            && AnyFits(filter.Hosts, host => AlertNames.IsHost(alert.Host, host))
            && AnyFits(filter.Sources, source => AlertNames.IsPath(alert.Pattern.Source, source))
            && AnyFits(filter.Targets, target => AlertNames.IsPath(alert.Pattern.Target, target))
            && AnyFits(filter.Users, user => AlertNames.IsUser(alert.Source.User, user))
            && AnyFits(filter.Assignees, assignee => WildcardText.Fits(assignee, alert.Assignee));
    }

    private static bool IsAny<T>(IReadOnlyList<T> wanted, T value) => wanted.Count == 0 || wanted.Contains(value);

    private static bool IsAnyKnown<T>(IReadOnlyList<T> wanted, T? value) where T : struct =>
        wanted.Count == 0 || (value is { } known && wanted.Contains(known));

    private static bool HasAny(AccessClasses? classes, AccessClasses wanted) =>
        ((classes ?? AccessClasses.None) & wanted) is not AccessClasses.None;

    private static bool AnyFits(IReadOnlyList<string> names, Func<string, bool> fits) =>
        names.Count == 0 || names.Any(fits);

    // The store knows whole milliseconds only.
    private static bool IsWithin(AlertFilter filter, Alert alert) =>
        !(Milliseconds(alert.LastSeenAt) < Milliseconds(filter.From))
        && !(Milliseconds(alert.CreatedAt) < Milliseconds(filter.CreatedFrom))
        && !(Milliseconds(alert.FirstSeenAt) >= Milliseconds(filter.To));

    private static long? Milliseconds(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();
}
