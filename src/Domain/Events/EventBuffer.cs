using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace DetectionApi.Domain.Events;

/// <summary>
/// The memory in which events are read, one after another. Reused, so that reading allocates nothing.
/// </summary>
/// <remarks>
/// Only the last event read is valid. Not safe for use by several threads at once: each has its own. What a document
/// spells without escapes stays in the document; only what must be unescaped or converted is copied here.
/// </remarks>
public sealed class EventBuffer
{
    private const int ScratchBytesAtStart = 4096;

    // One monstrous document must not cost the memory of its size for as long as the service runs.
    private const int ScratchBytesKept = 1024 * 1024;
    private const int MoreKept = 4096;

    // Beyond what a field with one value needs. A document of a few bytes, compressed, can hold millions.
    private const int ValuesMax = 65_536;

    private readonly FieldEntry[] _heads;
    private FieldEntry[] _more = [];
    private int _moreCount;
    private byte[] _scratch = new byte[ScratchBytesAtStart];
    private int _scratchUsed;

    /// <summary>A buffer for events that are read for <paramref name="fields"/>.</summary>
    public EventBuffer(FieldSet fields)
    {
        Fields = fields;

        // One more than there are fields: the spare slot.
        _heads = new FieldEntry[fields.Count + 1];
    }

    /// <summary>The fields that are read.</summary>
    public FieldSet Fields { get; }

    /// <summary>Reads one event.</summary>
    /// <param name="document">UTF-8 of one JSON object, nested at most 64 deep. The view refers to it.</param>
    /// <param name="view">The event, valid until the next read.</param>
    /// <param name="reason">Why the document is none, with the byte at which that shows.</param>
    /// <returns>False if <paramref name="document"/> is not exactly one JSON object.</returns>
    public bool TryRead(ReadOnlySpan<byte> document, out EventView view, [NotNullWhen(false)] out string? reason)
    {
        Clear();
        view = new EventView(document, this);
        reason = null;
        try
        {
            new EventReader(document, this).Read();
            return true;
        }
        catch (JsonException e)
        {
            reason = EventReader.Describe(e, document);
            return false;
        }
    }

    /// <summary>
    /// Gives back the memory that only an extraordinary event needs. The last event read is no longer valid.
    /// </summary>
    public void Trim()
    {
        if (_more.Length > MoreKept) _more = [];
        if (_scratch.Length > ScratchBytesKept) _scratch = new byte[ScratchBytesAtStart];
    }

    private void Clear()
    {
        Array.Clear(_heads);
        Trim();
        _moreCount = _scratchUsed = 0;
    }

    internal ref FieldEntry Head(int slot) => ref _heads[slot];

    internal ref FieldEntry More(int index) => ref _more[index];

    /// <summary>
    /// False once as many values were made of the document's as it may have itself: nobody gives a program so many
    /// arguments, and of a command line of blanks millions would be made.
    /// </summary>
    internal bool HasRoom => _moreCount < 2 * ValuesMax;

    /// <summary>
    /// Makes sure that the document may have one more value; what is made of the values does not count here.
    /// </summary>
    /// <exception cref="JsonException">The document holds more values than any event does.</exception>
    internal void AdmitMore()
    {
        if (_moreCount == ValuesMax) throw new JsonException($"more than {ValuesMax} values", null, 0, 0);
    }

    /// <summary>Makes place for one more value of a field and returns its index; references to entries die.</summary>
    internal int AddMore()
    {
        if (_moreCount == _more.Length) Array.Resize(ref _more, Math.Max(16, _more.Length * 2));
        _more[_moreCount] = default;
        return _moreCount++;
    }

    /// <summary>Place for <paramref name="length"/> bytes; <see cref="Keep"/> says how many were written.</summary>
    internal Span<byte> Reserve(int length)
    {
        if (_scratch.Length - _scratchUsed < length)
            Array.Resize(ref _scratch, Math.Max(_scratch.Length * 2, _scratchUsed + length));

        return _scratch.AsSpan(_scratchUsed, length);
    }

    /// <summary>Keeps the first bytes of the last reservation and returns where they start.</summary>
    internal int Keep(int length)
    {
        var start = _scratchUsed;
        _scratchUsed += length;
        return start;
    }

    internal ReadOnlySpan<byte> Scratch(int start, int length) => _scratch.AsSpan(start, length);
}
