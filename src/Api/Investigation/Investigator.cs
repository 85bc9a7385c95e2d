using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;
using DetectionApi.Domain.Investigation;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Alerts;
using DetectionApi.Persistence.Context;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Investigation;

/// <summary>Gathers the evidence about an alert and has it judged.</summary>
internal sealed class Investigator(
    ContextStore context, AlertStore alerts, RelatedActivityStore related, InvestigationStore store,
    IOptions<InvestigationOptions> options, TimeProvider time)
{
    // A process that did more than that within hours is told by the part of it that came last.
    private const int EventsMax = 5_000;

    private readonly InvestigationLists _lists = options.Value.InForce;

    /// <summary>Looks at the evidence as it is now. Nothing is kept.</summary>
    public async Task<AlertInvestigation> InvestigateAsync(Alert alert, CancellationToken cancellationToken) =>
        AlertInvestigator.Investigate(await GatherAsync(alert, cancellationToken), _lists, time.GetUtcNow());

    /// <summary>Looks at the evidence and keeps what it comes to.</summary>
    /// <returns>The revision of the alert afterwards; null if there is no such alert any more.</returns>
    public async Task<int?> InvestigateAndKeepAsync(Alert alert, CancellationToken cancellationToken) =>
        await store.SaveAsync(alert.Id, await InvestigateAsync(alert, cancellationToken), cancellationToken);

    /// <summary>
    /// What is known about an alert if a change is one on which that stays as it is; else null.
    /// </summary>
    public async Task<AlertInvestigation?> SnapshotForAsync(
        Alert alert, AlertChange change, CancellationToken cancellationToken) =>
        IsTakenNotice(change) ? await InvestigateAsync(alert, cancellationToken) : null;

    /// <summary>Sees to it that there is something to stay as it is for each alert that such a change is for.</summary>
    public async Task PrepareAsync(
        IReadOnlyCollection<string> alertIds, AlertChange change, CancellationToken cancellationToken)
    {
        if (!IsTakenNotice(change)) return;

        foreach (var alert in await store.UninvestigatedAsync(alertIds, cancellationToken))
            await InvestigateAndKeepAsync(alert, cancellationToken);
    }

    /// <summary>Everything that the investigation of an alert looks at.</summary>
    public async Task<AlertEvidence> GatherAsync(Alert alert, CancellationToken cancellationToken)
    {
        var queries = EvidenceKeys.Of(alert);
        var events = Find(queries, out var isCut, cancellationToken);
        var following = Find(EvidenceKeys.Following(alert, events), out var isCutAgain, cancellationToken);
        var occurrences = await alerts.OccurrencesAsync(alert.Id, after: null, limit: 1, cancellationToken);
        return new AlertEvidence(
            alert, [.. events, .. following], TelemetryOf(alert), await related.FindAsync(alert, cancellationToken))
        {
            IsCut = isCut || isCutAgain,
            FirstRecordId = occurrences.Items is [var first, ..] ? first.RecordId : null,
        };
    }

    /// <summary>Which events the alert's host sent, and when.</summary>
    /// <remarks>All that came later: only that tells whether a host is behind with sending.</remarks>
    public HostTelemetry TelemetryOf(Alert alert) => new(
    [
        .. context.TelemetryOf(alert.Host.Name, EvidenceKeys.TelemetryFrom(alert), DateTimeOffset.MaxValue)
            .Select(s => new TelemetrySeen(s.Code, s.FirstAt, s.LastAt)),
    ]);

    private static bool IsTakenNotice(AlertChange change) => change.Status is not (null or AlertStatus.Open);

    private List<ContextEvent> Find(
        IReadOnlyList<EvidenceQuery> queries, out bool isCut, CancellationToken cancellationToken)
    {
        isCut = false;
        var events = new List<ContextEvent>();
        foreach (var query in queries)
        {
            var found = context.Find(query.Keys, query.From, query.To, EventsMax, cancellationToken);
            isCut |= found.Count == EventsMax;
            events.AddRange(found);
        }

        return events;
    }
}
