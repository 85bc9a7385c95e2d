using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Events;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Api.Alerts;

/// <summary>An alert under the names that Kibana's detection engine gives to its own.</summary>
/// <remarks>
/// Keys are whole, as in Kibana's alerts-as-data, and what is unknown is left out. Of the source event, what ECS names
/// and what the rule's guide highlights; the alert knows more of its process than the event did, and goes before it.
/// </remarks>
internal static class AlertDocument
{
    private const string Alert = "kibana.alert.";
    private const string OriginalEvent = Alert + "original_event.";
    private const string Suppression = Alert + "suppression.";
    private const string Workflow = Alert + "workflow_";

    private static readonly string[] OfEvent =
    [
        "action", "category", "code", "created", "dataset", "id", "ingested", "kind", "module", "outcome", "provider",
        "severity", "type",
    ];

    private static readonly EventFields Fields = new(
    [
        .. OfEvent.Select(name => "event." + name), "ecs.version", "tags", "message", "log.level", "agent.type",
        "agent.version", "data_stream.dataset", "data_stream.namespace", "data_stream.type", "host.hostname",
        "host.os.type", "process.thread.id", "winlog.event_data.SourceProcessGUID", "winlog.event_data.SourceImage",
        "winlog.event_data.TargetProcessGUID", "winlog.event_data.TargetImage", "winlog.event_data.GrantedAccess",
        "winlog.event_data.CallTrace",
    ]);

    /// <summary>The alert, with its earliest occurrence.</summary>
    public static SortedDictionary<string, object> Of(Alert alert, Occurrence? first)
    {
        var members = Frame(alert)
            .Concat(WorkflowOf(alert))
            .Concat(FoldOf(alert))
            .Concat(RuleDocument.Of(alert))
            .Concat(HostOf(alert))
            .Concat(ProcessDocument.Of(alert));
        var document = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, value) in members)
            if (value is not (null or "")) document[name] = value;

        foreach (var (name, value) in first is null ? [] : Fields.Read(first.Document))
        {
            document.TryAdd(name, value);
            if (name.StartsWith("event.", StringComparison.Ordinal))
                document[OriginalEvent + name["event.".Length..]] = value;
        }

        return document;
    }

    private static IEnumerable<(string, object?)> Frame(Alert alert) =>
    [
        ("@timestamp", alert.CreatedAt),
        ("event.kind", "signal"),
        ("kibana.space_ids", new[] { "default" }),
        (Alert + "uuid", alert.Id),
        (Alert + "reason", alert.Reason),
        (Alert + "severity", Words.Of(alert.Severity)),
        (Alert + "risk_score", alert.RiskScore),
        (Alert + "status", "active"),
        (Alert + "start", alert.FirstSeenAt),
        (Alert + "last_detected", alert.LastSeenAt),
        (Alert + "depth", 1),
        (Alert + "original_time", alert.FirstSeenAt),
        (Alert + "ancestors", new[]
        {
            new SortedDictionary<string, object>(StringComparer.Ordinal)
            {
                ["id"] = alert.FirstEventKey.ToString(), ["index"] = "", ["type"] = "event", ["depth"] = 0,
            },
        }),
    ];

    private static IEnumerable<(string, object?)> WorkflowOf(Alert alert) =>
    [
        (Workflow + "status", StatusOf(alert.Status)),
        (Workflow + "status_updated_at", StatusTimeOf(alert)),
        (Workflow + "reason", alert.ClosingReason is { } reason ? Words.Of(reason).Replace('-', '_') : null),
        (Workflow + "tags", alert.Tags.Count > 0 ? alert.Tags : null),
        (Workflow + "assignee_ids", alert.Assignee is { } assignee ? new[] { assignee } : null),
    ];

    // Kibana calls it suppression when further events go into an alert that is there; so do we fold them.
    private static IEnumerable<(string, object?)> FoldOf(Alert alert)
    {
        if (alert.OccurrenceCount < 2) return [];

        var process = alert.Source.EntityId is { } entityId
            ? (Field: "process.entity_id", Value: (object)entityId)
            : (Field: "process.pid", Value: alert.Source.Pid ?? (object)"");
        var terms = new (string Field, object Value)[]
        {
            ("host.name", alert.Host.Name), process, ("winlog.event_data.TargetImage", alert.Target.Image ?? ""),
        }.Where(term => term.Value is not "").ToList();
        return
        [
            (Suppression + "terms.field", terms.Select(term => term.Field).ToList()),
            (Suppression + "terms.value", terms.Select(term => term.Value).ToList()),
            (Suppression + "start", alert.FirstSeenAt),
            (Suppression + "end", alert.LastSeenAt),

            // Without the first, which is the alert itself.
            (Suppression + "docs_count", alert.OccurrenceCount - 1),
        ];
    }

    private static IEnumerable<(string, object?)> HostOf(Alert alert) =>
        [("host.name", alert.Host.Name), ("host.id", alert.Host.Id)];

    private static DateTimeOffset? StatusTimeOf(Alert alert) => alert.Status switch
    {
        AlertStatus.Open => alert.ReopenedAt,
        AlertStatus.Closed => alert.ClosedAt,
        _ => alert.AcknowledgedAt,
    };

    // Kibana no longer has a word of its own for work that goes on.
    private static string StatusOf(AlertStatus status) => Words.Of(
        status is AlertStatus.InProgress ? AlertStatus.Acknowledged : status);
}
