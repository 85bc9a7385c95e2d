namespace DetectionApi.Domain.Eql.Syntax;

/// <summary>Something that is true or false of an event, even of one without the field.</summary>
internal abstract record Condition(int At, int Height) : Node(At, Height)
{
    public sealed override EqlType Type => EqlType.Boolean;

    public sealed override string Bracketed => $"({this})";
}

/// <summary><c>and</c> between conditions.</summary>
internal sealed record And(int At, IReadOnlyList<Node> Parts) : Condition(At, HeightOver(Parts))
{
    public override IEnumerable<Node> Children => Parts;

    public override string ToString() => string.Join(" and ", Parts.Select(Or.Part));
}

/// <summary><c>or</c> between conditions.</summary>
internal sealed record Or(int At, IReadOnlyList<Node> Parts) : Condition(At, HeightOver(Parts))
{
    public override IEnumerable<Node> Children => Parts;

    public override string ToString() => string.Join(" or ", Parts.Select(Part));

    internal static string Part(Node part) => part is And or Or ? part.Bracketed : part.ToString();
}

/// <summary><c>not</c> before a condition.</summary>
internal sealed record Not(int At, Node Inner) : Condition(At, Inner.Height + 1)
{
    public override IEnumerable<Node> Children => [Inner];

    public override string ToString() => $"not {Or.Part(Inner)}";
}

/// <summary><c>==</c>, <c>!=</c>, <c>&lt;</c> and the rest.</summary>
internal sealed record Comparison(int At, Node Left, string Operator, Node Right)
    : Condition(At, HeightOver([Left, Right]))
{
    public override IEnumerable<Node> Children => [Left, Right];

    public override string ToString() => $"{Side(Left)} {Operator} {Side(Right)}";

    private static string Side(Node node) => node is Condition ? node.Bracketed : node.ToString();
}

/// <summary><c>in</c> and <c>in~</c>. Their <c>not in</c> is a <see cref="Not"/> around.</summary>
internal sealed record Membership(int At, Node Subject, bool IgnoreCase, IReadOnlyList<Node> Values)
    : Condition(At, HeightOver([Subject, .. Values]))
{
    public override IEnumerable<Node> Children => [Subject, .. Values];

    public override string ToString() =>
        $"{Subject.Bracketed} {(IgnoreCase ? "in~" : "in")} ({string.Join(", ", Values.Select(v => v.Bracketed))})";
}

/// <summary><c>:</c>, <c>like</c>, <c>regex</c> and the forms with <c>~</c>: equal to any of the patterns.</summary>
internal sealed record PatternMatch(int At, Node Subject, string Operator, IReadOnlyList<TextLiteral> Patterns)
    : Condition(At, Subject.Height + 1)
{
    public override IEnumerable<Node> Children => [Subject, .. Patterns];

    public override string ToString() => Patterns is [var only]
        ? $"{Subject.Bracketed} {Operator} {only}"
        : $"{Subject.Bracketed} {Operator} ({string.Join(", ", Patterns)})";
}
