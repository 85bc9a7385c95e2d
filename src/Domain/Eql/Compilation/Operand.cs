using DetectionApi.Domain.Eql.Text;

namespace DetectionApi.Domain.Eql.Compilation;

/// <summary>A part of a query that has a value for every event.</summary>
internal abstract class Operand
{
    public abstract Value Evaluate(ref Scope scope);
}

/// <param name="index">Its place among the fields that the leaf reads.</param>
internal sealed class FieldOperand(int index) : Operand
{
    public override Value Evaluate(ref Scope scope) => Value.Of(scope.Get(index));
}

internal sealed class TextOperand(byte[] text) : Operand
{
    public override Value Evaluate(ref Scope scope) => Value.Of(text.AsSpan());
}

internal sealed class NumberOperand(Number number) : Operand
{
    public override Value Evaluate(ref Scope scope) => Value.Of(number);
}

internal sealed class BooleanOperand(bool truth) : Operand
{
    public override Value Evaluate(ref Scope scope) => Value.Of(truth);
}

internal sealed class MissingOperand : Operand
{
    public override Value Evaluate(ref Scope scope) => Value.Missing;
}

internal sealed class ArithmeticOperand(Operand left, char operation, Operand right) : Operand
{
    public override Value Evaluate(ref Scope scope) =>
        left.Evaluate(ref scope).TryGetNumber(out var a) && right.Evaluate(ref scope).TryGetNumber(out var b)
            ? Value.Of(Number.Compute(a, operation, b))
            : Value.Missing;
}

internal sealed class NegativeOperand(Operand inner) : Operand
{
    public override Value Evaluate(ref Scope scope) =>
        inner.Evaluate(ref scope).TryGetNumber(out var number) ? Value.Of(number.Negated()) : Value.Missing;
}
