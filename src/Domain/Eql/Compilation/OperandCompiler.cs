using System.Diagnostics;
using System.Text;
using DetectionApi.Domain.Eql.Syntax;
using DetectionApi.Domain.Eql.Text;

namespace DetectionApi.Domain.Eql.Compilation;

/// <summary>Prepares the values of one leaf, and notes which fields they read.</summary>
internal sealed class OperandCompiler
{
    private static readonly Operand Nothing = new MissingOperand();
    private readonly List<string> _fields = [];

    /// <summary>The fields, in the order of their places in a <see cref="Scope"/>.</summary>
    public IReadOnlyList<string> Fields => _fields;

    public Operand Compile(Node node) => node switch
    {
        Field field => new FieldOperand(IndexOf(field.Name)),
        TextLiteral text => new TextOperand(Encoding.UTF8.GetBytes(text.Value)),
        NumberLiteral number => new NumberOperand(number.Value),
        BooleanLiteral boolean => new BooleanOperand(boolean.Value),
        NullLiteral => Nothing,
        Negative negative => new NegativeOperand(Compile(negative.Inner)),
        Arithmetic a => new ArithmeticOperand(Compile(a.Left), a.Operator, Compile(a.Right)),
        Call call => Function(call, [.. call.Arguments.Select(Compile)]),
        _ => throw new UnreachableException(node.GetType().Name),
    };

    private static Operand Function(Call call, Operand[] given) => call.Function.Name switch
    {
        "add" => new ArithmeticOperand(given[0], '+', given[1]),
        "subtract" => new ArithmeticOperand(given[0], '-', given[1]),
        "multiply" => new ArithmeticOperand(given[0], '*', given[1]),
        "divide" => new ArithmeticOperand(given[0], '/', given[1]),
        "modulo" => new ArithmeticOperand(given[0], '%', given[1]),
        "length" => new Length(given[0]),
        "startsWith" => new StartsWith(given[0], given[1], call.IgnoreCase),
        "endsWith" => new EndsWith(given[0], given[1], call.IgnoreCase),
        "stringContains" => new StringContains(given[0], given[1], call.IgnoreCase),
        "indexOf" => new IndexOf(given[0], given[1], Optional(given, 2, new NumberOperand(new(0))), call.IgnoreCase),
        "substring" => new Substring(given[0], given[1], Optional(given, 2, Nothing)),
        "between" => new Between(
            given[0], given[1], given[2], Optional(given, 3, new BooleanOperand(false)), call.IgnoreCase),
        "concat" => new Concat(given),
        "string" => new AsString(given[0]),
        "number" => new AsNumber(given[0], Radix(call)),
        "cidrMatch" => Blocks(call) is { } blocks ? new CidrMatch(given[0], blocks) : Nothing,
        "wildcard" => Wildcards(call) is { } wildcards ? new FitsWildcard(given[0], wildcards) : Nothing,
        var name => throw new UnreachableException(name),
    };

    private static Operand Optional(Operand[] given, int index, Operand otherwise) =>
        index < given.Length ? given[index] : otherwise;

    private static int? Radix(Call call) =>
        call.Arguments.ElementAtOrDefault(1) is NumberLiteral number ? (int)number.Value.Whole : null;

    private static CidrBlock[]? Blocks(Call call) => Texts(call)?
        .Select(t => CidrBlock.TryParse(t, out var block) ? block : throw new UnreachableException(t)).ToArray();

    private static Wildcard[]? Wildcards(Call call) =>
        Texts(call)?.Select(t => new Wildcard(t, call.IgnoreCase)).ToArray();

    // With a null among them, the whole function is null.
    private static IEnumerable<string>? Texts(Call call)
    {
        var literals = call.Arguments.Skip(1).ToList();
        return literals.TrueForAll(a => a is TextLiteral) ? literals.Cast<TextLiteral>().Select(t => t.Value) : null;
    }

    private int IndexOf(string field)
    {
        if (!_fields.Contains(field)) _fields.Add(field);
        return _fields.IndexOf(field);
    }
}
