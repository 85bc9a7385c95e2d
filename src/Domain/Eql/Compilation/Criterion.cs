using System.Text.RegularExpressions;
using DetectionApi.Domain.Eql.Text;
using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.Eql.Compilation;

/// <summary>What a leaf asks of a value. All but <see cref="IsMissing"/> are false of a missing one.</summary>
internal abstract class Criterion
{
    public abstract bool Holds(in Value value);
}

/// <summary>The event does not say, or says null.</summary>
internal sealed class IsMissing : Criterion
{
    public override bool Holds(in Value value) => value.Kind is FieldKind.Missing;
}

/// <summary>Holds of nothing: what the types rule out already.</summary>
internal sealed class Never : Criterion
{
    public override bool Holds(in Value value) => false;
}

/// <summary>The same truth value.</summary>
internal sealed class IsBoolean(bool expected) : Criterion
{
    public override bool Holds(in Value value) => value.TryGetBoolean(out var truth) && truth == expected;
}

/// <summary>The very same bytes.</summary>
internal sealed class IsText(byte[] expected) : Criterion
{
    public override bool Holds(in Value value) => value.TryGetText(out var text) && text.SequenceEqual(expected);
}

/// <summary>The same text but for the case of its ASCII letters.</summary>
internal sealed class IsTextInAnyCase(byte[] expected) : Criterion
{
    public override bool Holds(in Value value) => value.TryGetText(out var text) && AsciiFold.Equal(text, expected);
}

/// <summary>Text compares by its bytes, as Elasticsearch's keywords do.</summary>
internal sealed class ComparesToText(Order order, byte[] other) : Criterion
{
    public override bool Holds(in Value value) =>
        value.TryGetText(out var text) && order.Admits(text.SequenceCompareTo(other));
}

/// <summary>Numbers compare by what they are worth, however they are written.</summary>
internal sealed class ComparesToNumber(Order order, Number other) : Criterion
{
    public override bool Holds(in Value value) =>
        value.TryGetNumber(out var number) && order.Admits(number.CompareTo(other));
}

/// <summary>One of the patterns fits the whole text.</summary>
internal sealed class FitsAnyWildcard(Wildcard[] patterns) : Criterion
{
    public override bool Holds(in Value value) => value.TryGetText(out var text) && Fits(text);

    private bool Fits(ReadOnlySpan<byte> text)
    {
        foreach (var pattern in patterns)
            if (pattern.Matches(text)) return true;

        return false;
    }
}

/// <summary>One of the expressions fits the whole text.</summary>
internal sealed class FitsAnyRegex(Regex[] patterns) : Criterion
{
    public override bool Holds(in Value value)
    {
        if (!value.TryGetText(out var text)) return false;

        var characters = Scratch.OfThread.Decode(text);
        foreach (var pattern in patterns)
            if (pattern.IsMatch(characters)) return true;

        return false;
    }
}

/// <summary>One of the criteria holds.</summary>
internal sealed class HoldsAny(Criterion[] criteria) : Criterion
{
    public override bool Holds(in Value value)
    {
        foreach (var criterion in criteria)
            if (criterion.Holds(value)) return true;

        return false;
    }
}

/// <summary>Which outcomes of a comparison satisfy an operator.</summary>
internal readonly record struct Order(bool Less, bool Equal, bool Greater)
{
    public static Order Of(string @operator) => @operator switch
    {
        "<" => new(true, false, false),
        "<=" => new(true, true, false),
        ">" => new(false, false, true),
        ">=" => new(false, true, true),
        _ => new(false, true, false),
    };

    /// <summary>The same question with its sides exchanged.</summary>
    public Order Flipped => new(Greater, Equal, Less);

    public bool Admits(int comparison) => comparison < 0 ? Less : comparison == 0 ? Equal : Greater;
}
