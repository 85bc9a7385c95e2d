using System.Text;

namespace DetectionApi.Domain.Events;

/// <summary>The fields that events are read for, each with a slot: its number in this set.</summary>
/// <remarks>
/// Names are paths with dots, such as <c>winlog.event_data.CallTrace</c>, and case-sensitive as in Elasticsearch. A
/// document may nest them, write them dotted, or mix both. Immutable, and safe to share between threads.
/// </remarks>
public sealed class FieldSet
{
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);

    /// <summary>A set of the given fields; a name given twice is one field.</summary>
    public FieldSet(IEnumerable<string> names)
    {
        foreach (var name in names) _slots.TryAdd(name, _slots.Count);

        // All canonical names first: what one shipper calls a field must never hide a field that is wanted by that
        // name.
        foreach (var (name, slot) in _slots) Insert(name, slot, precedence: 0);
        foreach (var (name, slot) in _slots)
            foreach (var (index, other) in FieldNames.Of(name).Index().Skip(1))
                Insert(other, slot, precedence: index);

        Root.Freeze();
    }

    /// <summary>How many fields there are; slots run from 0 to one less.</summary>
    public int Count => _slots.Count;

    /// <summary>The names, in the order of their slots.</summary>
    public IReadOnlyCollection<string> Names => _slots.Keys;

    internal FieldNode Root { get; } = new([]);

    /// <summary>The slot of a field that is in the set.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public int SlotOf(string name) => _slots.TryGetValue(name, out var slot)
        ? slot
        : throw new ArgumentException($"The field '{name}' is not in the set.", nameof(name));

    /// <summary>The slot of a field, if it is in the set.</summary>
    public bool TryGetSlot(string name, out int slot) => _slots.TryGetValue(name, out slot);

    private void Insert(string name, int slot, int precedence)
    {
        var node = Root;
        foreach (var segment in name.Split('.')) node = node.GetOrAdd(Encoding.UTF8.GetBytes(segment));
        node.Claim(slot, precedence);
    }
}
