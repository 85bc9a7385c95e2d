using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;
using DetectionApi.Domain.Investigation;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Alerts;
using DetectionApi.Persistence.Context;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Investigation;

/// <summary>What is known about an alert, and what it comes to.</summary>
/// <param name="Evidence">What was looked at.</param>
/// <param name="Investigation">What it comes to.</param>
internal sealed record JudgedEvidence(AlertEvidence Evidence, AlertInvestigation Investigation);

/// <summary>Gathers the evidence about an alert and has it judged.</summary>
internal sealed class Investigator(
    ContextStore context, AlertStore alerts, RelatedActivityStore related, InvestigationStore store,
    IOptions<InvestigationOptions> options, TimeProvider time, ILogger<Investigator> log)
{
    private readonly InvestigationLists _lists = options.Value.InForce;

    /// <summary>Looks at the evidence as it is now. Nothing is kept.</summary>
    public async Task<AlertInvestigation> InvestigateAsync(Alert alert, CancellationToken cancellationToken) =>
        (await JudgeAsync(alert, cancellationToken)).Investigation;

    /// <summary>Looks at the evidence and keeps what it comes to.</summary>
    /// <returns>The revision of the alert afterwards; null if there is no such alert any more.</returns>
    public async Task<int?> InvestigateAndKeepAsync(Alert alert, CancellationToken cancellationToken)
    {
        var (evidence, found) = await JudgeAsync(alert, cancellationToken);

        // Whoever makes so much noise that not all of it is looked at gains nothing by it.
        return (evidence.IsCut || evidence.Related.IsCut) && found.Recommendation > alert.Recommendation
            ? alert.Revision
            : await store.SaveAsync(alert.Id, found, cancellationToken);
    }

    /// <summary>
    /// True if nothing that happened in the hours after the alert can come any more: the host has sent what is later.
    /// </summary>
    public bool HasSettled(Alert alert) => TelemetryOf(alert).HasPassed(EvidenceKeys.SettledAt(alert));

    /// <summary>
    /// What is known about an alert if a change is one on which that stays as it is; else null.
    /// </summary>
    /// <remarks>
    /// Also if it cannot be looked at just now, say because the context is damaged: nobody must be kept from acting.
    /// </remarks>
    public async Task<AlertInvestigation?> SnapshotForAsync(
        Alert alert, AlertChange change, CancellationToken cancellationToken) =>
        IsTakenNotice(change) ? await TryInvestigateAsync(alert, cancellationToken) : null;

    /// <summary>Looks at the evidence as it is now; null if that is not possible, which is logged.</summary>
    public async Task<AlertInvestigation?> TryInvestigateAsync(Alert alert, CancellationToken cancellationToken) =>
        (await TryJudgeAsync(alert, cancellationToken))?.Investigation;

    /// <summary>As <see cref="TryInvestigateAsync"/>, with what was looked at.</summary>
    public async Task<JudgedEvidence?> TryJudgeAsync(Alert alert, CancellationToken cancellationToken)
    {
        try
        {
            return await JudgeAsync(alert, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.AlertNotInvestigated(alert.Id, e.Message);
            return null;
        }
    }

    /// <summary>
    /// What is known about the alerts if a change is one on which that stays as it is. Of alerts that are not closed by
    /// it, what was found last will do.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, AlertInvestigation>> SnapshotsForAsync(
        IReadOnlyCollection<string> alertIds, AlertChange change, CancellationToken cancellationToken)
    {
        var snapshots = new Dictionary<string, AlertInvestigation>();
        if (!IsTakenNotice(change)) return snapshots;

        var isClosing = change.Status is AlertStatus.Closed;
        foreach (var alert in await store.AlertsAsync(alertIds, onlyUninvestigated: !isClosing, cancellationToken))
            if (await TryInvestigateAsync(alert, cancellationToken) is { } snapshot) snapshots.Add(alert.Id, snapshot);
        return snapshots;
    }

    /// <summary>Everything that the investigation of an alert looks at.</summary>
    private async Task<AlertEvidence> GatherAsync(Alert alert, CancellationToken cancellationToken)
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

    private async Task<JudgedEvidence> JudgeAsync(Alert alert, CancellationToken cancellationToken)
    {
        var evidence = await GatherAsync(alert, cancellationToken);
        return new JudgedEvidence(evidence, AlertInvestigator.Investigate(evidence, _lists, time.GetUtcNow()));
    }

    private static bool IsTakenNotice(AlertChange change) => change.Status is not (null or AlertStatus.Open);

    private List<ContextEvent> Find(
        IReadOnlyList<EvidenceQuery> queries, out bool isCut, CancellationToken cancellationToken)
    {
        isCut = false;
        var events = new List<ContextEvent>();
        foreach (var query in queries)
        {
            var found = context.Find(
                query.Keys, query.From, query.To, e => EvidenceKinds.Of(e, _lists), EvidenceKinds.EventsMax,
                cancellationToken);
            isCut |= found.IsCut;
            events.AddRange(found.Events);
        }

        return events;
    }
}
