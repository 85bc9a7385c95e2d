using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;
using DetectionApi.Persistence.Context;
using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

/// <summary>Segments of the context as a request leaves them.</summary>
internal static class SomeSegment
{
    private static readonly Detector Detector = new([Some.Active(316)], keepsContext: true);

    public static IReadOnlyList<ContextSegment> Of(DateTimeOffset receivedAt, params IEnumerable<SomeEvent> events) =>
        Of(receivedAt, events.Select(e => e.Utf8));

    public static IReadOnlyList<ContextSegment> Of(DateTimeOffset receivedAt, IEnumerable<byte[]> documents)
    {
        var (chunk, buffer, segments) = (new ContextChunk(), Detector.NewBuffer(), new List<ContextSegment>());
        foreach (var document in documents)
        {
            Assert.Null(Detector.Judge(document, Detector.RulesFor(null), buffer, receivedAt, chunk).Unreadable);
            if (chunk.IsFull) Pack();
        }

        if (chunk.Count > 0) Pack();
        return segments;

        void Pack()
        {
            segments.Add(ContextSegment.Of(chunk));
            chunk.Clear();
        }
    }

    /// <summary>One of many different events of a host.</summary>
    public static SomeEvent Event(int number, string host = SomeContext.Host) => SomeContext.Sysmon(11)
        .With("winlog.computer_name", host).With("winlog.record_id", 10_000 + number)
        .Data("UtcTime", $"{Some.Time.AddSeconds(number):yyyy-MM-dd HH:mm:ss.fff}")
        .Data("ProcessGuid", ProcessOf(number)).Data("TargetFilename", $@"C:\Temp\{number}.tmp");

    public static string ProcessOf(int number) => $"{{7a2c10f3-4e1e-69a5-3b02-{number:x12}}}";

    /// <summary>So many different events that do not compress well, as one segment of a good size.</summary>
    public static IEnumerable<SomeEvent> Large(int first, int count = 150) => Enumerable.Range(first, count)
        .Select(number => Event(number).Data("TargetFilename", Noise(number)));

    private static string Noise(int number)
    {
        var bytes = new byte[1500];
        new Random(number).NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }
}
