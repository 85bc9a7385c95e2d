using DetectionApi.Domain.Eql.Compilation;
using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.Eql;

/// <summary>A query bound to the slots of a <see cref="FieldSet"/>, ready to be asked for every event.</summary>
/// <remarks>Immutable, safe to use by several threads at once, and free of allocations.</remarks>
public sealed class EqlMatcher
{
    private readonly Clause _root;

    internal EqlMatcher(Clause root) => _root = root;

    /// <summary>Whether the query matches the event.</summary>
    /// <param name="e">An event that was read for the set of fields that this matcher was compiled for.</param>
    public bool Matches(in EventView e) => _root.Matches(e);
}
