using DetectionApi.Domain.Eql.Compilation;
using DetectionApi.Domain.Eql.Syntax;
using DetectionApi.Domain.Eql.Text;

namespace DetectionApi.Domain.Eql.Parsing;

/// <summary>What parts of a query may stand together.</summary>
internal static class Rules
{
    /// <summary>So many fields may a leaf read: all combinations of their values are asked.</summary>
    internal const int FieldsMax = 4;

    /// <summary>A part that stands where something true or false must.</summary>
    public static Node Condition(Node node) => node.Type is EqlType.Boolean or EqlType.Any or EqlType.Null
        ? node is Call ? WithFewFields(node) : node
        : throw new EqlSyntaxException(node.At, $"expected a condition, but `{node}` is {NameOf(node)}");

    /// <summary>A part that stands where a number must.</summary>
    public static Node Number(Node node) => Takes(EqlType.Number, node)
        ? node
        : throw new EqlSyntaxException(node.At, $"expected a number, but `{node}` is {NameOf(node)}");

    public static void Check(Comparison c)
    {
        if (IsConditionAgainstBoolean(c.Left, c) || IsConditionAgainstBoolean(c.Right, c)) return;

        Value(c.Left);
        Value(c.Right);
        if (c.Left.ReadsFields && c.Right.ReadsFields)
            throw new EqlSyntaxException(c.Right.At, "fields cannot be compared with fields: expected a value");
        if (!Compares(c.Left, c.Right)) throw Mismatch(c.Left, c.Right);
        if (c.Operator is not ("==" or "!=")) Ordered(c.Left, c.Operator);
        if (c.Operator is not ("==" or "!=")) Ordered(c.Right, c.Operator);
        WithFewFields(c);
    }

    public static void Check(Membership m)
    {
        Value(m.Subject);
        foreach (var value in m.Values)
        {
            Value(value);
            if (value.ReadsFields)
                throw new EqlSyntaxException(value.At, "fields cannot be compared with fields: expected a value");
            if (!Compares(m.Subject, value)) throw Mismatch(m.Subject, value);
            if (m.IgnoreCase && !Takes(EqlType.Text, value))
                throw new EqlSyntaxException(value.At, $"`in~` compares text, but `{value}` is {NameOf(value)}");
        }

        WithFewFields(m);
    }

    public static void Check(PatternMatch m)
    {
        Value(m.Subject);
        if (!Takes(EqlType.Text, m.Subject))
            throw new EqlSyntaxException(
                m.At, $"`{m.Operator}` compares text, but `{m.Subject}` is {NameOf(m.Subject)}");
        if (m.Operator.StartsWith("regex", StringComparison.Ordinal))
            foreach (var pattern in m.Patterns) LuceneRegex.Compile(pattern, m.Operator is "regex~");
        else
            foreach (var pattern in m.Patterns) Wild(pattern);

        WithFewFields(m);
    }

    public static void Check(Call call)
    {
        var (function, given) = (call.Function, call.Arguments.Count);
        if (given < function.Fewest || given > function.Most)
            throw new EqlSyntaxException(
                call.At, $"`{function.Name}` takes {CountOf(function)}, but got {given}: `{function.Signature}`");

        for (var i = 0; i < given; i++) Check(call, call.Arguments[i], function.ParameterOf(i));
    }

    private static void Check(Call call, Node argument, Parameter parameter)
    {
        Value(argument);
        if (!Takes(parameter.Type, argument))
            throw new EqlSyntaxException(
                argument.At,
                $"`{call.Function.Name}` takes {NameOf(parameter.Type)} as {parameter.Name}, "
                + $"but `{argument}` is {NameOf(argument)}");
        if (parameter.IsLiteral && argument is not (TextLiteral or NumberLiteral or NullLiteral))
            throw new EqlSyntaxException(
                argument.At, $"`{call.Function.Name}` takes a {parameter.Name} that is written out, not `{argument}`");
        if (parameter.Name is "block" && argument is TextLiteral block && !CidrBlock.TryParse(block.Value, out _))
            throw new EqlSyntaxException(argument.At, $"`{argument}` is no block of addresses such as \"10.0.0.0/8\"");
        if (parameter.Name is "pattern" && argument is TextLiteral pattern) Wild(pattern);
        if (parameter.Name is "base" && argument is NumberLiteral { Value: var radix } && radix.Whole is < 2 or > 36)
            throw new EqlSyntaxException(
                argument.At, $"a base is a whole number from 2 to 36, and `{argument}` is not");
    }

    // Elasticsearch reads `f(x) == true` as `f(x)` and `f(x) == false` as `not f(x)`.
    private static bool IsConditionAgainstBoolean(Node side, Comparison c) =>
        side is Syntax.Condition && c.Operator is "==" or "!="
            && (c.Left is BooleanLiteral || c.Right is BooleanLiteral);

    private static void Value(Node node)
    {
        if (node is Syntax.Condition)
            throw new EqlSyntaxException(node.At, $"expected a value, but `{node}` is a condition");
    }

    private static void Wild(TextLiteral pattern)
    {
        if (Wildcard.IsTooCostly(pattern.Value))
            throw new EqlSyntaxException(
                pattern.At,
                $"between two `*` there may be {WildcardPart.MixedLengthMax} characters if a `?` is among them");
    }

    private static void Ordered(Node node, string @operator)
    {
        if (node.Type is EqlType.Boolean)
            throw new EqlSyntaxException(
                node.At, $"`{@operator}` compares numbers or texts, but `{node}` is {NameOf(node)}");
    }

    private static Node WithFewFields(Node leaf)
    {
        var fields = leaf.Descendants.OfType<Field>().DistinctBy(f => f.Name).ToList();
        return fields.Count <= FieldsMax
            ? leaf
            : throw new EqlSyntaxException(
                fields[FieldsMax].At, $"one comparison may read {FieldsMax} fields, and this is one more");
    }

    private static bool Takes(EqlType type, Node node) =>
        node is not Syntax.Condition
        && (type is EqlType.Any || node.Type is EqlType.Any or EqlType.Null || node.Type == type);

    private static bool Compares(Node left, Node right) => left.Type is EqlType.Any or EqlType.Null
        || right.Type is EqlType.Any or EqlType.Null || left.Type == right.Type;

    private static EqlSyntaxException Mismatch(Node left, Node right) => new(
        right.At, $"`{left}` is {NameOf(left)}, and `{right}` is {NameOf(right)}: they are never equal");

    private static string CountOf(Function function) => (function.Fewest, function.Most) switch
    {
        (1, 1) => "one argument",
        (var fewest, int.MaxValue) => $"{fewest} or more arguments",
        var (fewest, most) when fewest == most => $"{fewest} arguments",
        var (fewest, most) => $"{fewest} to {most} arguments",
    };

    private static string NameOf(Node node) => node is Syntax.Condition ? "a condition" : NameOf(node.Type);

    private static string NameOf(EqlType type) => type switch
    {
        EqlType.Text => "text",
        EqlType.Number => "a number",
        EqlType.Boolean => "true or false",
        EqlType.Null => "null",
        _ => "a value",
    };
}
