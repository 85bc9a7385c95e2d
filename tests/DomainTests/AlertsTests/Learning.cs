using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.DomainTests.ContextTests;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.AlertsTests;

/// <summary>Alerts that learn from the context as the store lets them.</summary>
internal static class Learning
{
    // How often one thing learned tells where to look for another one.
    private const int Rounds = 3;

    /// <summary>Sysmon's event 10 whose source is the process of <see cref="SomeContext"/>.</summary>
    public static SomeEvent Access() => Some.ProcessAccess()
        .With("winlog.event_data.SourceProcessGUID", SomeContext.Process).Without("winlog.event_data.SourceUser");

    /// <summary>The same by the process with that entity id.</summary>
    public static SomeEvent AccessBy(string entityId) =>
        Access().With("winlog.event_data.SourceProcessGUID", entityId);

    /// <summary>The entity id of a process that began in that second.</summary>
    public static string BegunAt(DateTimeOffset time)
    {
        var seconds = (uint)time.ToUnixTimeSeconds();
        return $"{{7a2c10f3-{seconds & 0xffff:x4}-{seconds >> 16:x4}-3b02-000000000e00}}";
    }

    /// <summary>The same without an entity id, as collectors send it that drop it.</summary>
    public static SomeEvent AccessWithoutEntity() => Access().Without("winlog.event_data.SourceProcessGUID");

    /// <summary>An alert of one occurrence that has learned nothing yet.</summary>
    public static Alert Begin(params IEnumerable<SomeEvent> documents)
    {
        var folder = new AlertFolder([], []);
        foreach (var document in documents) folder.Take(Some.Match(document), Some.Later);
        return Assert.Single(folder.Begun);
    }

    /// <summary>What the alert knows of its source once the events came, in parcels, one after another.</summary>
    public static SourceProcess SourceOf(Alert alert, params IEnumerable<SomeEvent[]> parcels)
    {
        var stored = new List<SomeEvent>();
        foreach (var parcel in parcels)
        {
            stored.AddRange(parcel);
            Learn(alert, stored);
        }

        return alert.Source;
    }

    public static SourceProcess SourceOf(SomeEvent access, params SomeEvent[] events) =>
        SourceOf(Begin(access), parcels: [events]);

    /// <summary>Lets the alert learn until it finds nothing new; returns how often it did.</summary>
    public static int Learn(Alert alert, IReadOnlyCollection<SomeEvent> stored)
    {
        var chunk = Kept.Chunk(stored.Select(e => e.Utf8));
        for (var round = 0; round < Rounds; round++)
            if (!alert.Learn(SourceFacts.Learn(alert, Found(alert, chunk)))) return round;

        throw new InvalidOperationException("An alert never stops learning.");
    }

    private static ILookup<uint, ContextEvent> Found(Alert alert, ContextChunk chunk) => Kept
        .Find(chunk, [.. SourceFacts.KeysOf(alert.Host.Name, alert.Source)])
        .SelectMany(e => e.KeyHashes.Select(hash => (hash, e))).ToLookup(pair => pair.hash, pair => pair.e);
}
