namespace DetectionApi.Domain.Events;

/// <summary>One step on the way to a field: the members of a JSON object that lead to a wanted field.</summary>
internal sealed class FieldNode(byte[] name)
{
    /// <summary>No field ends here.</summary>
    public const int NoSlot = -1;

    private readonly List<FieldNode> _children = [];
    private FieldNode?[] _table = [];

    /// <summary>The field that ends here, or <see cref="NoSlot"/>.</summary>
    public int Slot { get; private set; } = NoSlot;

    /// <summary>0 for the canonical name of the field; of two names in one document the lower number wins.</summary>
    public int Precedence { get; private set; }

    /// <summary>True if some wanted field lies below.</summary>
    public bool HasChildren => _children.Count > 0;

    /// <summary>The child of that name, made if need be.</summary>
    public FieldNode GetOrAdd(byte[] childName)
    {
        var child = _children.Find(c => c.IsNamed(childName));
        if (child is null) _children.Add(child = new FieldNode(childName));
        return child;
    }

    /// <summary>Ends a field here, unless one ends here already.</summary>
    public void Claim(int slot, int precedence)
    {
        if (Slot == NoSlot) (Slot, Precedence) = (slot, precedence);
    }

    /// <summary>Prepares <see cref="Find"/>, for this node and all below.</summary>
    public void Freeze()
    {
        if (!HasChildren) return;

        // Half empty at most, so that the name of an unwanted field usually meets an empty place at once.
        _table = new FieldNode?[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)_children.Count * 2)];
        foreach (var child in _children)
        {
            var at = PlaceOf(child.Name);
            while (_table[at] is not null) at = (at + 1) & (_table.Length - 1);
            _table[at] = child;
            child.Freeze();
        }
    }

    /// <summary>The child of that name, or null.</summary>
    public FieldNode? Find(ReadOnlySpan<byte> childName)
    {
        if (_table.Length == 0 || childName.IsEmpty) return null;

        for (var at = PlaceOf(childName); _table[at] is { } child; at = (at + 1) & (_table.Length - 1))
            if (child.IsNamed(childName)) return child;

        return null;
    }

    private byte[] Name => name;

    private bool IsNamed(ReadOnlySpan<byte> other) => other.SequenceEqual(name);

    private int PlaceOf(ReadOnlySpan<byte> childName) =>
        (childName.Length * 31 + childName[0] * 7 + childName[^1] * 17) & (_table.Length - 1);
}
