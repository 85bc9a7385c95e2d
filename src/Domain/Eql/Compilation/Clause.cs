using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.Eql.Compilation;

/// <summary>A condition bound to the slots of a set of fields.</summary>
internal abstract class Clause
{
    public abstract bool Matches(in EventView e);
}

/// <summary>True if every part is.</summary>
internal sealed class All(Clause[] parts) : Clause
{
    public override bool Matches(in EventView e)
    {
        foreach (var part in parts)
            if (!part.Matches(e)) return false;

        return true;
    }
}

/// <summary>True if a part is.</summary>
internal sealed class Any(Clause[] parts) : Clause
{
    public override bool Matches(in EventView e)
    {
        foreach (var part in parts)
            if (part.Matches(e)) return true;

        return false;
    }
}

/// <summary>Turns even a comparison around whose field is missing: this is not three-valued logic.</summary>
internal sealed class Negation(Clause inner) : Clause
{
    public override bool Matches(in EventView e) => !inner.Matches(e);
}
