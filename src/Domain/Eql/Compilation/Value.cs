using DetectionApi.Domain.Eql.Text;
using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.Eql.Compilation;

/// <summary>What a part of a query is worth for one event. The default is a missing value.</summary>
internal readonly ref struct Value
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly Number _number;

    private Value(FieldKind kind, ReadOnlySpan<byte> bytes, Number number)
    {
        Kind = kind;
        _bytes = bytes;
        _number = number;
    }

    public static Value Missing => default;

    public FieldKind Kind { get; }

    public static Value Of(FieldValue field) => field.Kind is not FieldKind.Number
        ? new(field.Kind, field.Bytes, default)
        : Number.TryParse(field.Bytes, out var number) ? Of(number) : Missing;

    public static Value Of(Number? number) => number is { } some ? new(FieldKind.Number, default, some) : Missing;

    public static Value Of(bool truth) => new(FieldKind.Boolean, truth ? "true"u8 : "false"u8, default);

    public static Value Of(ReadOnlySpan<byte> text) => new(FieldKind.Text, text, default);

    /// <summary>False for anything but text: a number is not its digits.</summary>
    public bool TryGetText(out ReadOnlySpan<byte> text)
    {
        text = _bytes;
        return Kind is FieldKind.Text;
    }

    public bool TryGetNumber(out Number number)
    {
        number = _number;
        return Kind is FieldKind.Number;
    }

    /// <summary>The number without its fraction, which only a position can have by mistake.</summary>
    public bool TryGetWhole(out long whole)
    {
        whole = _number.IsWhole ? _number.Whole : (long)_number.Real;
        return Kind is FieldKind.Number;
    }

    public bool TryGetBoolean(out bool truth)
    {
        truth = _bytes.Length == "true".Length;
        return Kind is FieldKind.Boolean;
    }

    /// <summary>The value as text, which is what <c>string</c> makes of it.</summary>
    public ReadOnlySpan<byte> Format(Scratch scratch) => Kind is FieldKind.Number ? scratch.Keep(_number) : _bytes;
}
