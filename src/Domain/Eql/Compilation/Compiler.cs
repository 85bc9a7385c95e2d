using System.Text;
using DetectionApi.Domain.Eql.Syntax;
using DetectionApi.Domain.Eql.Text;
using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.Eql.Compilation;

/// <summary>Turns a query into clauses, once, so that an event costs only what the query asks.</summary>
internal sealed class Compiler(FieldSet fields)
{
    public Clause Compile(Query query)
    {
        var condition = Condition(query.Where);
        return query.Category is { } category
            ? new All([FieldLeaf(EqlQuery.CategoryField, new IsText(Encoding.UTF8.GetBytes(category))), condition])
            : condition;
    }

    private Clause Condition(Node node) => node switch
    {
        And and => new All([.. and.Parts.Select(Condition)]),
        Or or => new Any([.. or.Parts.Select(Condition)]),
        Not not => new Negation(Condition(not.Inner)),
        Comparison comparison => Comparison(comparison),
        Membership membership => Leaf(membership.Subject, new HoldsAny([.. membership.Values.Select(
            v => Equality(v, membership.IgnoreCase))])),
        PatternMatch match => Leaf(match.Subject, Patterns(match)),
        _ => Leaf(node, new IsBoolean(true)),
    };

    private Clause Comparison(Comparison c)
    {
        if (c.Operator is "!=") return new Negation(Comparison(c with { Operator = "==" }));

        // Elasticsearch makes a negation of `== false`, so it is true of a function whose field is missing.
        if (c.Operator is "==" && IsAnswer(c.Left) && c.Right is BooleanLiteral expected)
            return expected.Value ? Condition(c.Left) : new Negation(Condition(c.Left));
        if (c.Operator is "==" && c.Left is BooleanLiteral && IsAnswer(c.Right))
            return Comparison(c with { Left = c.Right, Right = c.Left });

        var order = Order.Of(c.Operator);
        return c.Right.ReadsFields
            ? Leaf(c.Right, Ordering(order.Flipped, c.Left))
            : Leaf(c.Left, Ordering(order, c.Right));
    }

    private static bool IsAnswer(Node node) => node is Syntax.Condition or Call { Type: EqlType.Boolean };

    private Clause Leaf(Node subject, Criterion criterion)
    {
        if (subject is Field field) return FieldLeaf(field.Name, criterion);

        var operands = new OperandCompiler();
        var operand = operands.Compile(subject);
        return new ComputedLeaf([.. operands.Fields.Select(fields.SlotOf)], operand, criterion);
    }

    private FieldLeaf FieldLeaf(string field, Criterion criterion) => new(fields.SlotOf(field), criterion);

    private static Criterion Ordering(Order order, Node constant)
    {
        if (order == Order.Of("=="))
            return constant is NullLiteral ? new IsMissing() : Equality(constant, ignoreCase: false);

        var scope = new Scope();
        var value = Constant(constant, ref scope);
        if (value.TryGetNumber(out var number)) return new ComparesToNumber(order, number);
        return value.TryGetText(out var text) ? new ComparesToText(order, text.ToArray()) : new Never();
    }

    private static Criterion Equality(Node constant, bool ignoreCase)
    {
        var scope = new Scope();
        var value = Constant(constant, ref scope);
        if (value.TryGetNumber(out var number)) return new ComparesToNumber(Order.Of("=="), number);
        if (value.TryGetBoolean(out var truth)) return new IsBoolean(truth);
        if (!value.TryGetText(out var text)) return new Never();
        return ignoreCase ? new IsTextInAnyCase(text.ToArray()) : new IsText(text.ToArray());
    }

    private static Value Constant(Node node, ref Scope scope)
    {
        scope.Scratch.Clear();
        return new OperandCompiler().Compile(node).Evaluate(ref scope);
    }

    private static Criterion Patterns(PatternMatch match) => match.Operator switch
    {
        "regex" or "regex~" => new FitsAnyRegex(
            [.. match.Patterns.Select(p => LuceneRegex.Compile(p, match.Operator is "regex~"))]),
        _ => new FitsAnyWildcard(
            [.. match.Patterns.Select(p => new Wildcard(p.Value, ignoreCase: match.Operator is not "like"))]),
    };
}
