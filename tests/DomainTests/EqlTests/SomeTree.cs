using DetectionApi.Domain.Eql.Parsing;
using DetectionApi.Domain.Eql.Syntax;
using DetectionApi.Domain.Eql.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.DomainTests.EqlTests;

/// <summary>Makes conditions that are well formed, of every kind of node.</summary>
internal static class SomeTree
{
    public static readonly Gen<Node> Fields = Gen.Elements<Node>(
        new Field(0, "a", false), new Field(0, "b.c", true), new Field(0, "d-e", false), new Field(0, "f", false),
        new Field(0, "missing", false), new Field(0, "x.not.`y", true));

    private static readonly Gen<TextLiteral> Texts = Gen.Elements(
        "", "x", "Xy", "*", "x?", "\"\\", "line\nbreak\t\u0001", "😀", "10.0.0.1").Select(t => new TextLiteral(0, t));

    private static readonly Gen<Node> Numbers = Gen.OneOf(
        ArbMap.Default.GeneratorFor<int>().Select(i => new Number(i)),
        ArbMap.Default.GeneratorFor<NormalFloat>().Select(f => new Number(f.Item)),
        Gen.Elements(new Number(long.MaxValue), new Number(long.MinValue + 1), new Number(1e300), new Number(5.0)))
        .Select(Node (n) => new NumberLiteral(0, n));

    private static readonly Gen<Node> Booleans = Gen.Elements(true, false).Select(Node (b) => new BooleanLiteral(0, b));

    private static readonly Gen<Node> Null = Gen.Constant<Node>(new NullLiteral(0));

    public static readonly Gen<Node> Nodes = Gen.Sized(size => Condition(Math.Min(size, 4)));

    public static readonly Gen<string> Conditions = Nodes.Select(n => n.ToString());

    /// <summary>The tree without positions, every level spelled out.</summary>
    public static string ShapeOf(Node node) => $"{node.GetType().Name}[{Own(node)}]"
        + $"({string.Join(", ", node.Children.Select(ShapeOf))})";

    private static string Own(Node node) => node switch
    {
        Field f => $"{f.Name} {f.IsOptional}",
        TextLiteral t => t.Value,
        NumberLiteral n => $"{n.Value.IsWhole} {n.Value.Whole} {n.Value.Real:R}",
        BooleanLiteral b => $"{b.Value}",
        Comparison c => c.Operator,
        Membership m => $"{m.IgnoreCase}",
        PatternMatch p => p.Operator,
        Call c => $"{c.Function.Name} {c.IgnoreCase}",
        Arithmetic a => $"{a.Operator}",
        _ => "",
    };

    private static Gen<Node> Condition(int depth) => depth == 0
        ? Leaf()
        : Gen.OneOf(
            Leaf(),
            Condition(depth - 1).Select(Node (c) => new Not(0, c)),
            Condition(depth - 1).Two().Select(Node (t) => new And(0, [t.Item1, t.Item2])),
            Condition(depth - 1).Three().Select(Node (t) => new Or(0, [t.Item1, t.Item2, t.Item3])),
            Condition(depth - 1).Select(Node (c) => c is Condition
                ? new Comparison(0, c, "==", new BooleanLiteral(0, false))
                : c));

    private static Gen<Node> Leaf() => Gen.OneOf(
        Fields,
        Booleans,
        from field in TextValue(2)
        from @operator in Gen.Elements("==", "!=", "<", ">=")
        from text in Gen.OneOf(Texts.Select(Node (t) => t), Null)
        select (Node)new Comparison(0, field, @operator, text),
        from number in NumberValue(2)
        from @operator in Gen.Elements("==", "!=", "<=", ">")
        from other in Gen.OneOf(Numbers, Null)
        select (Node)new Comparison(0, other, @operator, number),
        from text in TextValue(1)
        from @operator in Gen.Elements(":", "like", "like~", "regex~")
        from patterns in Texts.NonEmptyListOf()
        where !@operator.StartsWith("regex", StringComparison.Ordinal)
            || patterns.All(p => p.Value is "x" or "Xy" or "")
        select (Node)new PatternMatch(0, text, @operator, [.. patterns]),
        from text in TextValue(1)
        from ignoreCase in Gen.Elements(true, false)
        from values in Texts.Select(Node (t) => t).NonEmptyListOf()
        select (Node)new Membership(0, text, ignoreCase, [.. values]),
        from text in TextValue(1)
        from part in Texts
        from ignoreCase in Gen.Elements(true, false)
        from name in Gen.Elements("startsWith", "endsWith", "stringContains", "wildcard")
        select (Node)new Call(0, Functions.Find(name)!, ignoreCase, [text, part]));

    private static Gen<Node> TextValue(int depth) => depth == 0
        ? Fields
        : Gen.OneOf(
            Fields,
            TextValue(depth - 1).Two().Select(Node (t) => Of("concat", t.Item1, t.Item2)),
            NumberValue(depth - 1).Select(Node (n) => Of("string", n)),
            from text in TextValue(depth - 1)
            from start in NumberValue(0)
            select (Node)Of("substring", text, new NumberLiteral(0, new(-2)), start));

    private static Gen<Node> NumberValue(int depth) => depth == 0
        ? Gen.OneOf(Fields, Numbers)
        : Gen.OneOf(
            Fields,
            TextValue(depth - 1).Select(Node (t) => Of("length", t)),
            NumberValue(depth - 1).Where(n => n is not NumberLiteral).Select(Node (n) => new Negative(0, n)),
            from left in NumberValue(depth - 1)
            from right in NumberValue(depth - 1)
            from @operator in Gen.Elements('+', '-', '*', '/', '%')
            select (Node)new Arithmetic(0, left, @operator, right));

    private static Call Of(string function, params Node[] arguments) =>
        new(0, Functions.Find(function)!, false, arguments);
}
