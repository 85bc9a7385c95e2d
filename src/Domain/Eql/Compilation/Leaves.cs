using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.Eql.Compilation;

/// <summary>Holds if the criterion holds for any value of one field, or for its being missing.</summary>
internal sealed class FieldLeaf(int slot, Criterion criterion) : Clause
{
    public override bool Matches(in EventView e)
    {
        if (!e.Has(slot)) return criterion.Holds(Value.Missing);
        foreach (var value in e.All(slot))
            if (criterion.Holds(Value.Of(value))) return true;

        return false;
    }
}

/// <summary>
/// Holds if the criterion holds for what is computed from any combination of the values of the fields that are read.
/// </summary>
internal sealed class ComputedLeaf(int[] slots, Operand operand, Criterion criterion) : Clause
{
    /// <summary>
    /// Of several fields no more combinations are asked: four fields of ten thousand values each are an attack.
    /// </summary>
    internal const int CombinationsMax = 65_536;

    public override bool Matches(in EventView e)
    {
        var scope = new Scope();
        var left = slots.Length > 1 ? CombinationsMax : int.MaxValue;
        return AnyFrom(0, e, ref scope, ref left);
    }

    private bool AnyFrom(int field, in EventView e, ref Scope scope, ref int left)
    {
        if (field == slots.Length) return left-- > 0 && Holds(ref scope);
        if (!e.Has(slots[field]))
        {
            scope.Set(field, default);
            return AnyFrom(field + 1, e, ref scope, ref left);
        }

        foreach (var value in e.All(slots[field]))
        {
            scope.Set(field, value);
            if (AnyFrom(field + 1, e, ref scope, ref left)) return true;
            if (left <= 0) return false;
        }

        return false;
    }

    private bool Holds(ref Scope scope)
    {
        scope.Scratch.Clear();
        return criterion.Holds(operand.Evaluate(ref scope));
    }
}

/// <summary>One value of each field that a leaf reads.</summary>
internal ref struct Scope
{
    private FieldValue _first;
    private FieldValue _second;
    private FieldValue _third;
    private FieldValue _fourth;

    public Scope() => Scratch = Scratch.OfThread;

    public Scratch Scratch { get; }

    public readonly FieldValue Get(int field) => field switch
    {
        0 => _first,
        1 => _second,
        2 => _third,
        _ => _fourth,
    };

    public void Set(int field, FieldValue value)
    {
        switch (field)
        {
            case 0: _first = value; break;
            case 1: _second = value; break;
            case 2: _third = value; break;
            default: _fourth = value; break;
        }
    }
}
