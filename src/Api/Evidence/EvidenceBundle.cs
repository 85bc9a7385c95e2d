using System.Runtime.CompilerServices;
using DetectionApi.Api.Alerts;
using DetectionApi.Api.Investigation;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;
using DetectionApi.Domain.Investigation;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Alerts;
using DetectionApi.Persistence.Exceptions;
using DetectionApi.Persistence.Triage;

namespace DetectionApi.Api.Evidence;

/// <summary>Puts together everything that is known about an alert.</summary>
internal sealed class EvidenceBundle(
    AlertStore alerts, AlertNotes notes, InvestigationStore investigations, Investigator investigator,
    ExceptionStore exceptions)
{
    private const int RowsPerRead = 500;

    // Which event ids stand in which file.
    private static readonly (string File, string[] Codes)[] ContextFiles =
    [
        ("context/process-starts.json", ["1", "4688"]),
        ("context/authentication.json", ["4624"]),
        ("context/files.json", ["11", "15", "23", "26"]),
        ("context/network.json", ["3", "22"]),
        ("context/other.json", ["5", "7", "8", "10", "25"]),
    ];

    /// <summary>Writes the bundle of an alert into a stream that can be read, written and moved in.</summary>
    /// <remarks>While nothing about the alert changes it is the same, byte for byte.</remarks>
    public async Task WriteAsync(Alert alert, Stream stream, CancellationToken cancellationToken)
    {
        var found = await investigator.TryJudgeAsync(alert, cancellationToken);
        var kept = await FindingsAsync(alert, found?.Investigation, cancellationToken);

        // What they come to stands on the alert.
        alert = await alerts.FindAsync(alert.Id, cancellationToken) ?? alert;
        var entries = new List<EvidenceManifestEntry>();
        using (var archive = EvidenceArchive.New(stream))
        {
            await foreach (var file in FilesAsync(alert, kept, found, cancellationToken))
            {
                EvidenceArchive.Add(archive, file);
                entries.Add(EvidenceManifest.EntryOf(alert.Id, entries.LastOrDefault(), file));
            }

            EvidenceArchive.Add(archive, EvidenceManifest.Of(alert.Id, alert.Revision, entries).ToFile());
        }

        EvidenceArchive.Finish(stream);
    }

    private async IAsyncEnumerable<EvidenceFile> FilesAsync(
        Alert alert, KeptInvestigation kept, JudgedEvidence? found,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var investigation = InvestigationResponse.Of(kept, found?.Investigation);
        var context = Distinct(found?.Evidence.Events ?? []);
        var story = new EvidenceStory(
            AlertDetailResponse.Of(alert), investigation, context, NoteOf(found?.Evidence),
            await AllAsync(
                (after, limit) => notes.HistoryAsync(alert.Id, after, limit, cancellationToken), e => e.Number),
            await AllAsync((after, limit) => notes.CommentsAsync(alert.Id, after, limit, cancellationToken), c => c.Id),
            await AllAsync(
                (after, limit) => notes.ContainmentAsync(alert.Id, after, limit, cancellationToken), s => s.Id));

        yield return EvidenceReport.Of(story);
        yield return EvidenceJson.FileOf("alert.json", story.Alert);
        yield return EvidenceJson.FileOf("investigation.json", investigation);
        yield return EvidenceJson.FileOf("history.json", story.History);
        yield return EvidenceJson.FileOf("comments.json", story.Comments);
        yield return EvidenceJson.FileOf("containment.json", story.Containment);
        foreach (var (file, codes) in ContextFiles)
            yield return EvidenceJson.FileOf(
                file, context.Where(e => codes.Contains(e.Code)).Select(ContextEventResponse.Of));
        var (list, hid) = (new List<OccurrenceEntry>(), new HashSet<string>());
        await foreach (var occurrence in OccurrencesAsync(alert, cancellationToken))
        {
            var entry = OccurrenceEntry.Of(occurrence, list.Count + 1);
            list.Add(entry);
            if (occurrence.ExceptionId is { } item) hid.Add(item);
            yield return new EvidenceFile(entry.File, occurrence.Document);
        }

        yield return EvidenceJson.FileOf("occurrences.json", list);
        yield return EvidenceJson.FileOf(
            "exceptions.json", await EvidenceExceptions.OfAsync(alert, hid, exceptions, cancellationToken));
    }

    // As long as it comes to the same, the time when it did first stays.
    private async Task<KeptInvestigation> FindingsAsync(
        Alert alert, AlertInvestigation? now, CancellationToken cancellationToken)
    {
        var kept = await investigations.FindAsync(alert.Id, cancellationToken);
        if (kept?.FrozenAt is not null) return kept;

        if (kept is not null && (now is null || kept.Investigation.SaysTheSameAs(now))) return kept;

        // Without any findings there is no bundle: whatever is in the way says so.
        now ??= await investigator.InvestigateAsync(alert, cancellationToken);
        await investigations.SaveAsync(alert.Id, now, cancellationToken);
        return await investigations.FindAsync(alert.Id, cancellationToken) ?? new KeptInvestigation(now, null);
    }

    private async IAsyncEnumerable<Occurrence> OccurrencesAsync(
        Alert alert, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (DateTimeOffset, long)? after = null;
        Page<Occurrence> page;
        do
        {
            page = await alerts.OccurrencesAsync(alert.Id, after, RowsPerRead, cancellationToken);
            foreach (var occurrence in page.Items) yield return occurrence;
            if (page.Items is [.., var last]) after = (last.At, last.Id);
        }
        while (page.HasMore);
    }

    private static async Task<IReadOnlyList<T>> AllAsync<T>(
        Func<long, int, Task<Page<T>>> read, Func<T, long> numberOf)
    {
        var all = new List<T>();
        Page<T> page;
        do
        {
            page = await read(all is [.., var last] ? numberOf(last) : 0, RowsPerRead);
            all.AddRange(page.Items);
        }
        while (page.HasMore);

        return all;
    }

    private static string? NoteOf(AlertEvidence? evidence) => evidence switch
    {
        null => "The events around it could not be read when this was made.",
        { IsCut: true } => "There is more than this: of each kind of event the earliest are here.",
        _ => null,
    };

    private static IReadOnlyList<ContextEvent> Distinct(IEnumerable<ContextEvent> events) =>
        [.. events.DistinctBy(e => e.Key).OrderBy(e => e.At).ThenBy(e => e.Key.Value)];
}
