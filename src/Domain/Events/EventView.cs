using System.Text;

namespace DetectionApi.Domain.Events;

/// <summary>One event: the values of the wanted fields of one document.</summary>
/// <remarks>It borrows the document and the <see cref="EventBuffer"/>; nothing of it outlives them.</remarks>
public readonly ref struct EventView
{
    private readonly ReadOnlySpan<byte> _document;
    private readonly EventBuffer _buffer;

    internal EventView(ReadOnlySpan<byte> document, EventBuffer buffer)
    {
        _document = document;
        _buffer = buffer;
    }

    /// <summary>The document as it came.</summary>
    public ReadOnlySpan<byte> Document => _document;

    /// <summary>True if the field has at least one value.</summary>
    public bool Has(int slot) => _buffer.Head(slot).Kind is not FieldKind.Missing;

    /// <summary>The kind of the field's first value.</summary>
    internal FieldKind KindOf(int slot) => _buffer.Head(slot).Kind;

    /// <summary>True if the field has exactly one value.</summary>
    internal bool HasOne(int slot) => Has(slot) && _buffer.Head(slot).Next == 0;

    /// <summary>True if the field's first value is not empty.</summary>
    internal bool HasText(int slot) => _buffer.Head(slot).Length > 0;

    /// <summary>
    /// True if the field's first value may be empty or a dash, as Windows writes for nothing; false if it is longer.
    /// </summary>
    internal bool MayBeNothing(int slot) => _buffer.Head(slot).Length <= "\\u002d".Length;

    /// <summary>The field's first value; of kind <see cref="FieldKind.Missing"/> and empty if it has none.</summary>
    public FieldValue First(int slot) => ValueOf(ref _buffer.Head(slot));

    /// <summary>The bytes of the field's first value; empty if it has none.</summary>
    public ReadOnlySpan<byte> Text(int slot) => First(slot).Bytes;

    /// <summary>The field's first value as a string, for what is kept; null if it has none or an empty one.</summary>
    public string? Copy(int slot) => Text(slot) is { IsEmpty: false } text ? Encoding.UTF8.GetString(text) : null;

    /// <summary>All values of the field, in the document's order.</summary>
    public Values All(int slot) => new(this, slot);

    /// <summary>A slot of no field, for values on their way into one.</summary>
    internal int SpareSlot => _buffer.Fields.Count;

    /// <summary>Adds a value to those that the field has.</summary>
    internal void Append(int slot, FieldEntry entry)
    {
        entry.Next = entry.Last = 0;
        if (!Has(slot))
        {
            _buffer.Head(slot) = entry;
            return;
        }

        if (!_buffer.HasRoom) return;
        var added = _buffer.AddMore() + 1;
        _buffer.More(added - 1) = entry;
        ref var head = ref _buffer.Head(slot);
        if (head.Last == 0) head.Next = added;
        else _buffer.More(head.Last - 1).Next = added;
        head.Last = added;
    }

    /// <summary>Adds a value that does not stand in the document.</summary>
    internal void AppendCopy(int slot, FieldKind kind, scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        AppendReserved(slot, kind, bytes.Length);
    }

    /// <summary>Place for a value that does not stand in the document; others may follow in the same place.</summary>
    internal Span<byte> Reserve(int length) => _buffer.Reserve(length);

    /// <summary>Adds the next bytes that were written into the place reserved.</summary>
    internal void AppendReserved(int slot, FieldKind kind, int length) => Append(slot, new FieldEntry
    {
        Kind = kind,
        Start = _buffer.Keep(length),
        Length = length,
        Copied = true,
    });

    /// <summary>Gives the field one value, in place of those it has.</summary>
    internal void Set(int slot, FieldKind kind, scoped ReadOnlySpan<byte> bytes)
    {
        Remove(slot);
        AppendCopy(slot, kind, bytes);
    }

    /// <summary>The field's values, to be put back by <see cref="Restore"/>.</summary>
    internal FieldEntry Save(int slot) => _buffer.Head(slot);

    /// <summary>Puts back what <see cref="Save"/> gave.</summary>
    internal void Restore(int slot, FieldEntry saved) => _buffer.Head(slot) = saved;

    /// <summary>Takes all values from the field.</summary>
    internal void Remove(int slot) => _buffer.Head(slot) = default;

    /// <summary>
    /// Gives <paramref name="target"/> the first value of <paramref name="source"/>, without copying bytes.
    /// </summary>
    internal void Share(int source, int target) => _buffer.Head(target) =
        _buffer.Head(source) with { Next = 0, Last = 0 };

    /// <summary>
    /// Calls the field's only value by another kind: digits are a number or text, as the field wants.
    /// </summary>
    internal void Retype(int slot, FieldKind kind) => _buffer.Head(slot).Kind = kind;

    /// <summary>Calls those of the field's values text that are numbers.</summary>
    internal void NumbersToText(int slot)
    {
        for (var values = All(slot); values.MoveNext();)
            if (values.Entry.Kind is FieldKind.Number) values.Entry.Kind = FieldKind.Text;
    }

    /// <summary>Shortens the field's first value to some of its bytes.</summary>
    internal void Cut(int slot, int start, int length)
    {
        ref var head = ref _buffer.Head(slot);
        (head.Start, head.Length) = (head.Start + start, length);
    }

    /// <summary>True if one of the field's values is <paramref name="bytes"/>.</summary>
    internal bool Contains(int slot, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in All(slot))
            if (value.Bytes.SequenceEqual(bytes)) return true;

        return false;
    }

    /// <summary>Adds the values of <paramref name="source"/> that <paramref name="target"/> lacks.</summary>
    internal void AddAll(int source, int target)
    {
        for (var values = All(source); values.MoveNext();)
            if (!Contains(target, values.Current.Bytes)) Append(target, values.Entry);
    }

    private FieldValue ValueOf(ref FieldEntry entry)
    {
        if (entry.Escaped) Unescape(ref entry);
        return new(entry.Kind, entry.Copied
            ? _buffer.Scratch(entry.Start, entry.Length)
            : _document.Slice(entry.Start, entry.Length));
    }

    private void Unescape(ref FieldEntry entry)
    {
        entry.Length = JsonText.Unescape(
            _document.Slice(entry.Start, entry.Length), _buffer.Reserve(entry.Length));
        entry.Start = _buffer.Keep(entry.Length);
        (entry.Copied, entry.Escaped) = (true, false);
    }

    /// <summary>An enumeration of a field's values, for <c>foreach</c>.</summary>
    public ref struct Values
    {
        private readonly EventView _view;
        private readonly int _slot;
        private int _at = BeforeFirst;

        private const int BeforeFirst = -1;
        private const int AtHead = 0;

        internal Values(EventView view, int slot)
        {
            _view = view;
            _slot = slot;
        }

        /// <summary>The value at hand.</summary>
        public readonly FieldValue Current => _view.ValueOf(ref Entry);

        /// <summary>Itself.</summary>
        public readonly Values GetEnumerator() => this;

        /// <summary>Goes to the next value; false after the last.</summary>
        public bool MoveNext()
        {
            if (_at == BeforeFirst)
            {
                _at = AtHead;
                return _view.Has(_slot);
            }

            _at = Entry.Next;
            return _at != AtHead;
        }

        internal readonly ref FieldEntry Entry =>
            ref _at == AtHead ? ref _view._buffer.Head(_slot) : ref _view._buffer.More(_at - 1);
    }
}
