using DetectionApi.Domain.Eql.Text;

namespace DetectionApi.Domain.Eql.Compilation;

/// <summary>A part of a query that has a value for every event.</summary>
internal abstract class Operand
{
    public abstract Value Evaluate(ref Scope scope);
}

/// <summary>The value of a field.</summary>
/// <param name="index">Its place among the fields that the leaf reads.</param>
internal sealed class FieldOperand(int index) : Operand
{
    public override Value Evaluate(ref Scope scope) => Value.Of(scope.Get(index));
}

/// <summary>Text as the query has it.</summary>
internal sealed class TextOperand(byte[] text) : Operand
{
    public override Value Evaluate(ref Scope scope) => Value.Of(text.AsSpan());
}

/// <summary>A number as the query has it.</summary>
internal sealed class NumberOperand(Number number) : Operand
{
    public override Value Evaluate(ref Scope scope) => Value.Of(number);
}

/// <summary>A truth value as the query has it.</summary>
internal sealed class BooleanOperand(bool truth) : Operand
{
    public override Value Evaluate(ref Scope scope) => Value.Of(truth);
}

/// <summary>The <c>null</c> of the query.</summary>
internal sealed class MissingOperand : Operand
{
    public override Value Evaluate(ref Scope scope) => Value.Missing;
}

/// <summary>Two numbers made one; missing if either is no number.</summary>
internal sealed class ArithmeticOperand(Operand left, char operation, Operand right) : Operand
{
    public override Value Evaluate(ref Scope scope) =>
        left.Evaluate(ref scope).TryGetNumber(out var a) && right.Evaluate(ref scope).TryGetNumber(out var b)
            ? Value.Of(Number.Compute(a, operation, b))
            : Value.Missing;
}

/// <summary>A number with the other sign; missing if it is no number.</summary>
internal sealed class NegativeOperand(Operand inner) : Operand
{
    public override Value Evaluate(ref Scope scope) =>
        inner.Evaluate(ref scope).TryGetNumber(out var number) ? Value.Of(number.Negated()) : Value.Missing;
}
