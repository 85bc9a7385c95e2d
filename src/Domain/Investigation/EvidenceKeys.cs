using System.Globalization;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.Investigation;

/// <summary>
/// What of the context an investigation looks at, in two steps: the second asks for what the first told.
/// </summary>
public static class EvidenceKeys
{
    /// <summary>How long before the first and after the last occurrence it is asked what the process did.</summary>
    public static readonly TimeSpan Around = TimeSpan.FromHours(1);

    /// <summary>How long before the access the process, its parent and its session may have begun.</summary>
    public static readonly TimeSpan Reach = TimeSpan.FromDays(7);

    /// <summary>How long before its start it is asked who wrote the executable.</summary>
    public static readonly TimeSpan Origin = TimeSpan.FromDays(1);

    /// <summary>When all that can be seen of what came after the accesses has happened.</summary>
    public static DateTimeOffset SettledAt(Alert alert) => alert.LastSeenAt + Around;

    /// <summary>Since when it matters which events the host sent.</summary>
    public static DateTimeOffset TelemetryFrom(Alert alert) =>
        alert.FirstSeenAt - Reach - Origin - HostTelemetry.QuietIfRare;

    /// <summary>What the process did, whom it began, what was done to it, and how it began.</summary>
    public static IReadOnlyList<EvidenceQuery> Of(Alert alert)
    {
        var (host, source) = (alert.Host.Name, alert.Source);
        List<ContextKey> activity = [], identity = [];
        if (source.EntityId is { } entityId)
        {
            activity.AddRange(
                ContextKey.Of(ContextKeyKind.Process, entityId), ContextKey.Of(ContextKeyKind.Parent, entityId),
                ContextKey.Of(ContextKeyKind.Target, entityId));
            identity.AddRange(
                ContextKey.Of(ContextKeyKind.Start, host, entityId),
                ContextKey.Of(ContextKeyKind.OwnImage, host, entityId));
        }

        if (Text(source.Pid) is { } pid)
        {
            // Auditing knows process ids only, whatever else is known of the process.
            activity.AddRange(
                ContextKey.Of(ContextKeyKind.ProcessId, host, pid), ContextKey.Of(ContextKeyKind.ParentId, host, pid));
            identity.Add(ContextKey.Of(ContextKeyKind.StartId, host, pid));
        }

        return Asked(
            new EvidenceQuery(activity, alert.FirstSeenAt - Around, SettledAt(alert)),
            new EvidenceQuery(identity, alert.FirstSeenAt - Reach, SettledAt(alert)));
    }

    /// <summary>Where the executable came from, and how the parent and the session began.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="found">What was found for <see cref="Of"/>.</param>
    public static IReadOnlyList<EvidenceQuery> Following(Alert alert, IReadOnlyList<ContextEvent> found)
    {
        var host = alert.Host.Name;
        var source = SourceFacts.Learn(alert, found);
        var began = BeganOf(alert, source);
        List<ContextKey> origin = [], before = [];
        if (source.Executable is { } path) origin.Add(ContextKey.Of(ContextKeyKind.File, path));
        if (source.Start is { } start)
        {
            if (start.Parent.EntityId is { } parent) before.Add(ContextKey.Of(ContextKeyKind.Start, host, parent));
            else if (Text(start.Parent.Pid) is { } pid) before.Add(ContextKey.Of(ContextKeyKind.StartId, host, pid));
            if (start.LogonId is { } logon && !ContextNeeds.IsOfWindows(logon))
                before.Add(ContextKey.Of(ContextKeyKind.Logon, host, logon));
        }

        return Asked(
            new EvidenceQuery(origin, began - Origin, SettledAt(alert)),
            new EvidenceQuery(before, began - Reach, began + ProcessInstance.ClockTolerance));
    }

    /// <summary>When the process began, as far as it is known.</summary>
    internal static DateTimeOffset BeganOf(Alert alert, SourceProcess source)
    {
        var began = source.Start?.At ?? EntityIds.StartOf(source.EntityId);
        return began is { } known && known < alert.FirstSeenAt ? known : alert.FirstSeenAt;
    }

    private static EvidenceQuery[] Asked(params EvidenceQuery[] queries) =>
        [.. queries.Where(query => query.Keys.Count > 0)];

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
