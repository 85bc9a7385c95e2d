using DetectionApi.Domain.Eql.Text;
using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.Eql.Compilation;

// What these do with empty text, and with null, is what Elasticsearch's function reference says they do.

/// <summary>How many characters a text has.</summary>
internal sealed class Length(Operand source) : Operand
{
    public override Value Evaluate(ref Scope scope) => source.Evaluate(ref scope).TryGetText(out var text)
        ? Value.Of(new Number(Utf8Text.Length(text)))
        : Value.Missing;
}

/// <summary>Whether a text begins with another.</summary>
internal sealed class StartsWith(Operand source, Operand part, bool ignoreCase) : Operand
{
    public override Value Evaluate(ref Scope scope) =>
        source.Evaluate(ref scope).TryGetText(out var text) && part.Evaluate(ref scope).TryGetText(out var start)
            ? Value.Of(text.Length >= start.Length && Same(text[..start.Length], start))
            : Value.Missing;

    private bool Same(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) =>
        ignoreCase ? AsciiFold.Equal(a, b) : a.SequenceEqual(b);
}

/// <summary>Whether a text ends with another.</summary>
internal sealed class EndsWith(Operand source, Operand part, bool ignoreCase) : Operand
{
    public override Value Evaluate(ref Scope scope) =>
        source.Evaluate(ref scope).TryGetText(out var text) && part.Evaluate(ref scope).TryGetText(out var end)
            ? Value.Of(text.Length >= end.Length && Same(text[^end.Length..], end))
            : Value.Missing;

    private bool Same(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) =>
        ignoreCase ? AsciiFold.Equal(a, b) : a.SequenceEqual(b);
}

/// <summary>Empty text contains nothing and is contained in nothing.</summary>
internal sealed class StringContains(Operand source, Operand part, bool ignoreCase) : Operand
{
    public override Value Evaluate(ref Scope scope) =>
        source.Evaluate(ref scope).TryGetText(out var text) && part.Evaluate(ref scope).TryGetText(out var sought)
            ? Value.Of(!sought.IsEmpty && TextSearch.IndexOf(text, sought, ignoreCase) >= 0)
            : Value.Missing;
}

/// <summary>Missing if the text does not occur.</summary>
internal sealed class IndexOf(Operand source, Operand part, Operand start, bool ignoreCase) : Operand
{
    public override Value Evaluate(ref Scope scope)
    {
        if (!source.Evaluate(ref scope).TryGetText(out var text)
            || !part.Evaluate(ref scope).TryGetText(out var sought)
            || !start.Evaluate(ref scope).TryGetWhole(out var first)
            || first > Utf8Text.Length(text))
            return Value.Missing;

        var from = Utf8Text.OffsetOf(text, first);
        var found = TextSearch.IndexOf(text[from..], sought, ignoreCase);
        return found < 0 ? Value.Missing : Value.Of(new Number(Utf8Text.Length(text[..(from + found)])));
    }
}

/// <summary>Positions count from the end if they are negative; without an end, the rest.</summary>
internal sealed class Substring(Operand source, Operand start, Operand end) : Operand
{
    public override Value Evaluate(ref Scope scope)
    {
        if (!source.Evaluate(ref scope).TryGetText(out var text)
            || !start.Evaluate(ref scope).TryGetWhole(out var first))
            return Value.Missing;

        var length = Utf8Text.Length(text);
        var last = end.Evaluate(ref scope).TryGetWhole(out var given) ? given : length;
        var from = Utf8Text.OffsetOf(text, FromEnd(first, length));
        var to = Utf8Text.OffsetOf(text, FromEnd(last, length));
        return Value.Of(from < to ? text[from..to] : default);
    }

    private static long FromEnd(long position, int length) => position < 0 ? position + length : position;
}

/// <summary>
/// What stands between the first <c>left</c> and the next <c>right</c>, or the last one if it is greedy; empty if one
/// of them is not there. An empty <c>left</c> or <c>right</c> bounds nothing: then it is the whole text.
/// </summary>
internal sealed class Between(Operand source, Operand left, Operand right, Operand greedy, bool ignoreCase) : Operand
{
    public override Value Evaluate(ref Scope scope) =>
        source.Evaluate(ref scope).TryGetText(out var text)
        && left.Evaluate(ref scope).TryGetText(out var before)
        && right.Evaluate(ref scope).TryGetText(out var after)
        && greedy.Evaluate(ref scope).TryGetBoolean(out var isGreedy)
            ? Value.Of(Cut(text, before, after, isGreedy))
            : Value.Missing;

    private ReadOnlySpan<byte> Cut(
        ReadOnlySpan<byte> text, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, bool isGreedy)
    {
        if (before.IsEmpty || after.IsEmpty) return text;

        var found = TextSearch.IndexOf(text, before, ignoreCase);
        if (found < 0) return default;

        var rest = text[(found + before.Length)..];
        var length = isGreedy
            ? TextSearch.LastIndexOf(rest, after, ignoreCase)
            : TextSearch.IndexOf(rest, after, ignoreCase);
        return length < 0 ? default : rest[..length];
    }
}

/// <summary>All values as text, one after another; missing if one of them is.</summary>
internal sealed class Concat(Operand[] parts) : Operand
{
    public override Value Evaluate(ref Scope scope)
    {
        var start = scope.Scratch.Used;
        var end = start;
        foreach (var part in parts)
        {
            var value = part.Evaluate(ref scope);
            if (value.Kind is FieldKind.Missing || !scope.Scratch.TryWrite(end, value.Format(scope.Scratch)))
                return Value.Missing;

            end = scope.Scratch.Used;
        }

        return Value.Of(scope.Scratch.From(start));
    }
}

/// <summary>A value as text.</summary>
internal sealed class AsString(Operand inner) : Operand
{
    public override Value Evaluate(ref Scope scope)
    {
        var value = inner.Evaluate(ref scope);
        return value.Kind is FieldKind.Missing ? Value.Missing : Value.Of(value.Format(scope.Scratch));
    }
}
