namespace DetectionApi.Domain.Events;

/// <summary>Where one value of a field lies, and where the next one is described.</summary>
internal struct FieldEntry
{
    /// <summary>The first byte, in the document or in the buffer's own memory.</summary>
    public int Start;

    /// <summary>How many bytes.</summary>
    public int Length;

    /// <summary>1 + the index of the next value of the same field; 0 for the last one.</summary>
    public int Next;

    /// <summary>In a field's first entry, 1 + the index of its last value; 0 if it has only one.</summary>
    public int Last;

    /// <summary>How good the name was under which the value came; lower wins, equal replaces.</summary>
    public byte Precedence;

    /// <summary>The kind of value; a field without values is <see cref="FieldKind.Missing"/>.</summary>
    public FieldKind Kind;

    /// <summary>True if the bytes lie in the buffer, false if in the document.</summary>
    public bool Copied;

    /// <summary>
    /// True if the bytes are text whose escapes nobody has taken out yet: most of it is never looked at.
    /// </summary>
    public bool Escaped;
}
