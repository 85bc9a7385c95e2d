using System.Globalization;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;

namespace DetectionApi.Domain.Investigation;

/// <summary>A pivot of the guide, filled in from an alert.</summary>
/// <remarks>
/// The guide asks by the process's entity id; without one by host and process id. Four pivots ask for events of the
/// context, the last two for alerts.
/// </remarks>
public sealed class PivotQuery
{
    private static readonly string[] FileCodes = ["11", "15", "23", "26"];
    private static readonly string[] NetworkCodes = ["3", "22"];
    private static readonly string[] StartCodes = ["1", "4688"];

    private static readonly string[] ProcessCodes =
        [.. StartCodes, .. NetworkCodes, "5", "7", "8", "10", .. FileCodes, "25"];

    private readonly ProcessInstance _process;

    private PivotQuery(Alert alert, Pivot pivot)
    {
        Pivot = pivot;
        (Host, User, EntityId, Pid) = (alert.Host.Name, alert.Source.User, alert.Source.EntityId, alert.Source.Pid);
        _process = new ProcessInstance(Host, alert.Source);
        var around = IsOfAlerts ? RelatedActivity.Around : EvidenceKeys.Around;
        (From, To) = (alert.FirstSeenAt - around, alert.LastSeenAt + around);
        Codes = pivot switch
        {
            Pivot.SourceProcess => ProcessCodes,
            Pivot.ChildProcesses => StartCodes,
            Pivot.FileEvents => FileCodes,
            Pivot.NetworkAndDns => NetworkCodes,
            _ => [],
        };
        Keys = IsOfAlerts ? [] : [.. KeysOf(pivot is Pivot.ChildProcesses)];
    }

    /// <summary>Which one.</summary>
    public Pivot Pivot { get; }

    /// <summary>True if its rows are alerts, not events.</summary>
    public bool IsOfAlerts => Pivot is Pivot.UserAlerts or Pivot.HostAlerts;

    /// <summary>The name of the alert's host.</summary>
    public string Host { get; }

    /// <summary>The account that ran the source process; null if it is not known.</summary>
    public string? User { get; }

    /// <summary>Sysmon's GUID of the source process; null if it is not known.</summary>
    public string? EntityId { get; }

    /// <summary>The process id of the source process.</summary>
    public long? Pid { get; }

    /// <summary>
    /// By what to ask the context; none if it asks for alerts or the alert does not name the process.
    /// </summary>
    public IReadOnlyList<ContextKey> Keys { get; }

    /// <summary>The event ids that a row may have. A host that sends none of them has no telemetry for it.</summary>
    public IReadOnlyList<string> Codes { get; }

    /// <summary>Not earlier.</summary>
    public DateTimeOffset From { get; }

    /// <summary>Not later.</summary>
    public DateTimeOffset To { get; }

    /// <summary>The pivot of the alert.</summary>
    public static PivotQuery Of(Alert alert, Pivot pivot) => new(alert, pivot);

    /// <summary>True if an event is a row: of the kind that is asked for, of that process, within the times.</summary>
    public bool IsRow(ContextEvent e) => Codes.Contains(e.Code) && e.At >= From && e.At <= To
        && (Pivot is Pivot.ChildProcesses ? _process.Began(e) : _process.Did(e));

    /// <summary>The event ids among <see cref="Codes"/> that the host does not send.</summary>
    public IReadOnlyList<string> UnsentOf(HostTelemetry telemetry) =>
        [.. Codes.Where(code => !telemetry.Sends(code, From, To))];

    /// <summary>What it comes to with so many rows.</summary>
    public PivotAnswer AnswerOf(int rows, HostTelemetry telemetry) => rows > 0
        ? PivotAnswer.Rows
        : IsOfAlerts || UnsentOf(telemetry).Count < Codes.Count ? PivotAnswer.NoneSeen : PivotAnswer.NoTelemetry;

    private IEnumerable<ContextKey> KeysOf(bool asksForChildren)
    {
        var (byEntity, byPid) = asksForChildren
            ? (ContextKeyKind.Parent, ContextKeyKind.ParentId)
            : (ContextKeyKind.Process, ContextKeyKind.ProcessId);
        if (EntityId is { } entityId) yield return ContextKey.Of(byEntity, entityId);

        // Also with an entity id, for auditing's events have none.
        if (Pid is { } pid) yield return ContextKey.Of(byPid, Host, pid.ToString(CultureInfo.InvariantCulture));
    }
}
