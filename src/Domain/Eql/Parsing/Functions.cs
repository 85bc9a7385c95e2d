using DetectionApi.Domain.Eql.Syntax;

namespace DetectionApi.Domain.Eql.Parsing;

/// <summary>What a function takes in one place.</summary>
/// <param name="Name">As the reference calls it.</param>
/// <param name="Type">What it takes; null is always taken, too.</param>
/// <param name="IsOptional">Only the last ones are.</param>
/// <param name="IsLiteral">It must be written out: what it says is prepared before any event is seen.</param>
internal sealed record Parameter(string Name, EqlType Type, bool IsOptional = false, bool IsLiteral = false);

/// <summary>A function as queries may call it.</summary>
/// <param name="Name">Found in any case, as in Elasticsearch.</param>
/// <param name="Returns">What it makes.</param>
/// <param name="HasTilde">Has a form that ignores case.</param>
/// <param name="Repeats">The last parameter may come more than once.</param>
/// <param name="Parameters">In order.</param>
internal sealed record Function(
    string Name, EqlType Returns, bool HasTilde, bool Repeats, params IReadOnlyList<Parameter> Parameters)
{
    public int Fewest => Parameters.Count(p => !p.IsOptional);

    public int Most => Repeats ? int.MaxValue : Parameters.Count;

    public Parameter ParameterOf(int argument) => Parameters[Math.Min(argument, Parameters.Count - 1)];

    public string Signature
    {
        get
        {
            var parts = Parameters.Select(p => p.IsOptional ? $"[{p.Name}]" : p.Name);
            return $"{Name}({string.Join(", ", Repeats ? parts.Append("…") : parts)})";
        }
    }
}

/// <summary>The functions of Elasticsearch's reference.</summary>
internal static class Functions
{
    private static readonly Parameter Source = new("source", EqlType.Text);
    private static readonly Parameter Substring = new("substring", EqlType.Text);

    public static readonly IReadOnlyList<Function> All =
    [
        Arithmetic("add", "addend"),
        new("between", EqlType.Text, true, false,
            Source, new("left", EqlType.Text), new("right", EqlType.Text), new("greedy", EqlType.Boolean, true)),
        new("cidrMatch", EqlType.Boolean, false, true, Source, new("block", EqlType.Text, IsLiteral: true)),
        new("concat", EqlType.Text, false, true, new Parameter("value", EqlType.Any)),
        Arithmetic("divide", "divisor"),
        new("endsWith", EqlType.Boolean, true, false, Source, Substring),
        new("indexOf", EqlType.Number, true, false, Source, Substring, new("start", EqlType.Number, true)),
        new("length", EqlType.Number, false, false, Source),
        Arithmetic("modulo", "divisor"),
        Arithmetic("multiply", "factor"),
        new("number", EqlType.Number, false, false, Source, new("base", EqlType.Number, true, true)),
        new("startsWith", EqlType.Boolean, true, false, Source, Substring),
        new("string", EqlType.Text, false, false, new Parameter("value", EqlType.Any)),
        new("stringContains", EqlType.Boolean, true, false, Source, Substring),
        new("substring", EqlType.Text, false, false,
            Source, new("start", EqlType.Number), new("end", EqlType.Number, true)),
        Arithmetic("subtract", "subtrahend"),
        new("wildcard", EqlType.Boolean, true, true, Source, new("pattern", EqlType.Text, IsLiteral: true)),
    ];

    public static Function? Find(string name) =>
        All.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static Function Arithmetic(string name, string second) =>
        new(name, EqlType.Number, false, false, new("number", EqlType.Number), new(second, EqlType.Number));
}
