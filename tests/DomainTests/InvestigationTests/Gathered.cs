using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;
using DetectionApi.Domain.Investigation;
using DetectionApi.DomainTests.ContextTests;

namespace DetectionApi.DomainTests.InvestigationTests;

/// <summary>Evidence as a store gathers it.</summary>
internal static class Gathered
{
    /// <summary>What of the documents an investigation of the alert asks for, in its two steps.</summary>
    public static IReadOnlyList<ContextEvent> EventsFor(Alert alert, IEnumerable<byte[]> documents)
    {
        var chunk = Kept.Chunk(documents);
        var first = Find(chunk, EvidenceKeys.Of(alert)).ToList();
        return [.. first, .. Find(chunk, EvidenceKeys.Following(alert, first))];
    }

    /// <summary>Which events the host sent.</summary>
    public static HostTelemetry TelemetryOf(string host, IEnumerable<byte[]> documents) => new(
    [
        .. from e in Kept.All(Kept.Chunk(documents), host)
           group e.At by (e.Code, e.At.UtcDateTime.Date) into times
           select new TelemetrySeen(times.Key.Code, times.Min(), times.Max()),
    ]);

    private static IEnumerable<ContextEvent> Find(ContextChunk chunk, IReadOnlyList<EvidenceQuery> queries) =>
        queries.SelectMany(query => ContextEvent.Find(
            chunk.Records, new ContextKeySet(query.Keys), query.From, query.To));
}
