using System.Globalization;
using DetectionApi.Domain.Context;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.Alerts;

/// <summary>What of the context an alert needs for as long as somebody may look into it.</summary>
public static class ContextNeeds
{
    // The sessions of Windows itself, in which services start all day: 0x3e7, 0x3e4 and 0x3e5.
    private static readonly string[] SessionsOfWindows = ["0x3e7", "0x3e4", "0x3e5"];

    /// <summary>
    /// What its source process did, whom that began and what was done to it, how it, its parent and its session began,
    /// and where its executable came from.
    /// </summary>
    public static IEnumerable<ContextKey> Of(string host, SourceProcess source)
    {
        var pid = source.Pid?.ToString(CultureInfo.InvariantCulture);
        if (source.EntityId is { } entityId)
        {
            yield return ContextKey.Of(ContextKeyKind.Process, entityId);
            yield return ContextKey.Of(ContextKeyKind.Parent, entityId);
            yield return ContextKey.Of(ContextKeyKind.Target, entityId);
        }
        else if (pid is not null)
        {
            yield return ContextKey.Of(ContextKeyKind.ProcessId, host, pid);
            yield return ContextKey.Of(ContextKeyKind.ParentId, host, pid);
        }

        // Auditing knows process ids only, whatever else is known of the process.
        if (source.EntityId is not null && pid is not null)
            yield return ContextKey.Of(ContextKeyKind.ParentId, host, pid);
        if (pid is not null) yield return ContextKey.Of(ContextKeyKind.StartId, host, pid);
        if (source.Executable is { } path) yield return ContextKey.Of(ContextKeyKind.File, path);
        if (source.Start is not { } start) yield break;

        if (start.Parent.EntityId is { } parent) yield return ContextKey.Of(ContextKeyKind.Start, host, parent);
        if (start.LogonId is { } logon && !IsOfWindows(logon))
            yield return ContextKey.Of(ContextKeyKind.Logon, host, logon);
    }

    /// <summary>True if the session is one of Windows itself, that nobody logs on to.</summary>
    internal static bool IsOfWindows(string logonId) =>
        SessionsOfWindows.Contains(logonId, StringComparer.OrdinalIgnoreCase);
}
