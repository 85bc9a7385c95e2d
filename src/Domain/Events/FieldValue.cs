using System.Buffers.Text;
using System.Text;

namespace DetectionApi.Domain.Events;

/// <summary>One value of one field: its kind and its UTF-8, unescaped.</summary>
/// <param name="kind">Never <see cref="FieldKind.Missing"/> for a value met in an enumeration.</param>
/// <param name="bytes">UTF-8. It is borrowed from the event and dies with it.</param>
public readonly ref struct FieldValue(FieldKind kind, ReadOnlySpan<byte> bytes)
{
    /// <summary>The kind of JSON value.</summary>
    public FieldKind Kind => kind;

    /// <summary>
    /// Text without quotes and escapes, a number as the document spelled it, or <c>true</c> and <c>false</c>. Bytes
    /// that were no UTF-8 are kept as they came.
    /// </summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>The value as a number; false for text, even if it looks like one, as in Elasticsearch's EQL.</summary>
    public bool TryGetNumber(out double number)
    {
        number = 0;
        return Kind is FieldKind.Number
            && Utf8Parser.TryParse(Bytes, out number, out var consumed)
            && consumed == Bytes.Length;
    }

    /// <summary>Copies the value into a string; bytes that are no UTF-8 become U+FFFD.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Bytes);
}
