using DetectionApi.Domain.Eql.Parsing;
using DetectionApi.Domain.Eql.Text;

namespace DetectionApi.Domain.Eql.Syntax;

/// <summary>A field of the event.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="Name">Without quotes.</param>
/// <param name="IsOptional">
/// Written <c>?name</c>. Elasticsearch refuses a query over fields that no index has; here every field is optional.
/// </param>
internal sealed record Field(int At, string Name, bool IsOptional) : Node(At, 1)
{
    public override EqlType Type => EqlType.Any;

    public override string ToString() => (IsOptional ? "?" : "") + EqlText.FieldName(Name);
}

/// <summary>Text in quotation marks.</summary>
internal sealed record TextLiteral(int At, string Value) : Node(At, 1)
{
    public override EqlType Type => EqlType.Text;

    public override string ToString() => EqlText.Quote(Value);
}

/// <summary>A number as written.</summary>
internal sealed record NumberLiteral(int At, Number Value) : Node(At, 1)
{
    public override EqlType Type => EqlType.Number;

    public override string ToString() => Value.ToString();
}

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed record BooleanLiteral(int At, bool Value) : Node(At, 1)
{
    public override EqlType Type => EqlType.Boolean;

    public override string ToString() => Value ? "true" : "false";
}

/// <summary><c>null</c>.</summary>
internal sealed record NullLiteral(int At) : Node(At, 1)
{
    public override EqlType Type => EqlType.Null;

    public override string ToString() => "null";
}

/// <summary>A function with its arguments.</summary>
internal sealed record Call(int At, Function Function, bool IgnoreCase, IReadOnlyList<Node> Arguments)
    : Node(At, HeightOver(Arguments))
{
    public override EqlType Type => Function.Returns;

    public override IEnumerable<Node> Children => Arguments;

    public override string ToString() =>
        $"{Function.Name}{(IgnoreCase ? "~" : "")}({string.Join(", ", Arguments)})";
}

/// <summary><c>+</c>, <c>-</c>, <c>*</c>, <c>/</c> and <c>%</c> between two values.</summary>
internal sealed record Arithmetic(int At, Node Left, char Operator, Node Right) : Node(At, HeightOver([Left, Right]))
{
    public override EqlType Type => EqlType.Number;

    public override IEnumerable<Node> Children => [Left, Right];

    public override string Bracketed => $"({this})";

    public override string ToString() => $"{Left.Bracketed} {Operator} {Right.Bracketed}";
}

/// <summary>A minus before something that is no number as written.</summary>
internal sealed record Negative(int At, Node Inner) : Node(At, Inner.Height + 1)
{
    public override EqlType Type => EqlType.Number;

    public override IEnumerable<Node> Children => [Inner];

    public override string ToString() => $"-{Inner.Bracketed}";
}
