using System.Text.Json;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>Keeps files out of the inventory that alerts speak against: exceptions may rest on what it says.</summary>
internal static class InventoryGuard
{
    /// <summary>
    /// Asks what hosts themselves say of files, by their hashes. No index has that: uploads are rare, and it is asked
    /// once for all of one.
    /// </summary>
    internal const string FirstHandSql = """
        SELECT a.id AS AlertId, a.source_sha256 AS Sha256, a.source_signer_state AS State,
            a.source_signer_subject AS Subject
        FROM alerts AS a
        WHERE a.source_signer_found_by IN ('event', 'own-image', 'same-file')
            AND a.source_sha256 IN (SELECT value FROM json_each({0}))
        """;

    /// <summary>Why entries are not taken, by their hashes; those that nothing speaks against are not there.</summary>
    public static async Task<IReadOnlyDictionary<string, InventoryRefusal>> RefusalsOfAsync(
        DetectionsDbContext db, IReadOnlyCollection<SignerEntry> entries, CancellationToken cancellationToken)
    {
        var subjects = entries.ToDictionary(entry => entry.Sha256, entry => entry.Subject);
        var refusals = new Dictionary<string, InventoryRefusal>();
        var alerts = db.Alerts.AsNoTracking();
        foreach (var (id, hash) in await FilesOfAsync(ExceptionGate.TruePositivesOf(alerts), cancellationToken))
            if (subjects.ContainsKey(hash))
                refusals.TryAdd(hash, new InventoryRefusal(
                    InventoryRefusalCode.FileOfTruePositive,
                    $"This file is the source of alert {id}, which was closed as a true positive."));
        foreach (var (id, hash) in await FilesOfAsync(ExceptionGate.AssignedOf(alerts), cancellationToken))
            if (subjects.ContainsKey(hash))
                refusals.TryAdd(hash, new InventoryRefusal(
                    InventoryRefusalCode.FileOfAssignedAlert,
                    $"Somebody works on alert {id}, whose source this file is; let that be finished first."));

        var said = db.Database.SqlQueryRaw<FirstHand>(FirstHandSql, JsonSerializer.Serialize(subjects.Keys));
        await foreach (var one in said.AsAsyncEnumerable().WithCancellation(cancellationToken))
            if (one.State != Words.Of(SignerState.Trusted)
                || !string.Equals(one.Subject, subjects[one.Sha256], StringComparison.OrdinalIgnoreCase))
                refusals.TryAdd(one.Sha256, new InventoryRefusal(
                    InventoryRefusalCode.ContradictsAlert,
                    $"The host of alert {one.AlertId} says otherwise of this file: {InWords(one)}."));

        return refusals;
    }

    private static async Task<IReadOnlyList<(string Id, string Sha256)>> FilesOfAsync(
        IQueryable<Alert> alerts, CancellationToken cancellationToken) =>
    [
        .. (await alerts.Select(alert => new { alert.Id, alert.Source.Sha256 }).ToListAsync(cancellationToken))
            .Where(alert => alert.Sha256 is not null).Select(alert => (alert.Id, alert.Sha256!)),
    ];

    private static string InWords(FirstHand said) =>
        said.Subject is null ? said.State : $"{said.Subject}, {said.State}";

    /// <summary>What a host says of a file.</summary>
    private sealed record FirstHand(string AlertId, string Sha256, string State, string? Subject);
}
