using System.Text;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;
using DetectionApi.Domain.Events;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.ContextTests;

/// <summary>Events on their way through the detector into the context, and back.</summary>
internal static class Kept
{
    public static readonly DateTimeOffset ReceivedAt = Some.Later;

    private static readonly Detector Detector = new([Some.Active(316)], keepsContext: true);
    private static readonly Normaliser Whole = new([.. EnvelopeReader.Fields, .. ContextFields.All]);

    /// <summary>What the context keeps of the documents.</summary>
    public static ContextChunk Chunk(params IEnumerable<byte[]> documents)
    {
        var (chunk, buffer) = (new ContextChunk(), Detector.NewBuffer());
        foreach (var document in documents)
            Assert.Null(Detector.Judge(document, Detector.RulesFor(null), buffer, ReceivedAt, chunk).Unreadable);

        return chunk;
    }

    /// <summary>The one event that the context keeps of a document; null if it keeps none.</summary>
    public static ContextEvent? Event(byte[] document)
    {
        var chunk = Chunk(document);
        return chunk.Count == 0 ? null : Assert.Single(All(chunk, EnvelopeOf(document).Host.Name));
    }

    public static ContextEvent Event(SomeEvent document) =>
        Event(document.Utf8) ?? throw new InvalidOperationException("The event is not kept.");

    public static bool Is(SomeEvent document) => Chunk(document.Utf8).Count == 1;

    public static List<ContextEvent> All(ContextChunk chunk, string host) =>
        Find(chunk, ContextKey.Of(ContextKeyKind.Host, host));

    public static List<ContextEvent> Find(ContextChunk chunk, params ContextKey[] keys) => ContextEvent.Find(
        chunk.Records, new ContextKeySet(keys), DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    /// <summary>The envelope as alerts have it.</summary>
    public static EventEnvelope EnvelopeOf(byte[] document) => Read(document, new EnvelopeReader(Whole.Fields).Read);

    /// <summary>All values that each field has, normalised in one go with everything wanted.</summary>
    public static Dictionary<string, string[]> FieldsOf(byte[] document) => Read(document, view =>
    {
        var fields = new Dictionary<string, string[]>();
        foreach (var field in ContextFields.All) fields.Add(field, ValuesOf(view, Whole.Fields.SlotOf(field)));
        return fields;
    });

    private delegate T Reading<out T>(EventView view);

    private static T Read<T>(byte[] document, Reading<T> read)
    {
        var buffer = new EventBuffer(Whole.Fields);
        Assert.True(buffer.TryRead(document, out var view, out var reason), reason);
        Whole.Apply(view);
        return read(view);
    }

    private static string[] ValuesOf(EventView view, int slot)
    {
        var values = new List<string>();
        foreach (var value in view.All(slot)) values.Add(Encoding.UTF8.GetString(value.Bytes));
        return [.. values];
    }
}
