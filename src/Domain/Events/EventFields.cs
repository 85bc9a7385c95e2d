using System.Buffers.Text;

namespace DetectionApi.Domain.Events;

/// <summary>Reads some fields of a stored event, normalised, for whoever shows them.</summary>
/// <param name="fields">The fields.</param>
/// <remarks>Immutable and safe to share. For judging events in numbers there is <see cref="Normaliser"/>.</remarks>
public sealed class EventFields(IReadOnlyList<string> fields)
{
    private readonly Normaliser _normaliser = new(fields);

    /// <summary>
    /// The fields that the event has, in the order asked for: text, <c>long</c>, <c>double</c> or <c>bool</c>, and a
    /// list of them where there are several.
    /// </summary>
    /// <param name="document">The event. What is none has no fields.</param>
    public IReadOnlyList<(string Field, object Value)> Read(ReadOnlySpan<byte> document)
    {
        if (!new EventBuffer(_normaliser.Fields).TryRead(document, out var view, out _)) return [];

        _normaliser.Apply(view);
        var read = new List<(string, object)>();
        foreach (var field in fields)
        {
            var values = new List<object>();
            foreach (var value in view.All(_normaliser.Fields.SlotOf(field))) values.Add(ValueOf(value));
            if (values.Count > 0) read.Add((field, values is [var only] ? only : values));
        }

        return read;
    }

    private static object ValueOf(FieldValue value) => value.Kind switch
    {
        FieldKind.Boolean => value.Bytes.SequenceEqual("true"u8),
        FieldKind.Number when Utf8Parser.TryParse(value.Bytes, out long whole, out var read)
            && read == value.Bytes.Length => whole,
        FieldKind.Number when value.TryGetNumber(out var number) && double.IsFinite(number) => number,
        _ => value.ToString(),
    };
}
