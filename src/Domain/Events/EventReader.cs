using System.Text.Json;

namespace DetectionApi.Domain.Events;

/// <summary>One pass over a document, keeping the values of the wanted fields.</summary>
/// <remarks>
/// Of two values that reach one field on different ways, nested wins over dotted and the canonical name over another
/// one; of two on the same way, the later. All values of an array are kept, those inside an array of objects, too.
/// </remarks>
internal ref struct EventReader
{
    /// <summary>How deep JSON may be nested, as in <see cref="Utf8JsonReader"/>'s own default.</summary>
    private const int DepthMax = 64;

    private const int MessageLengthMax = 200;

    // Longer names exist, but not among the wanted ones.
    private const int NameBytesMax = 256;

    private readonly ReadOnlySpan<byte> _document;
    private readonly EventBuffer _buffer;
    private JsonScanner _json;

    public EventReader(ReadOnlySpan<byte> document, EventBuffer buffer)
    {
        _document = document;
        _buffer = buffer;
        _json = new JsonScanner(document);
    }

    /// <exception cref="JsonException">The document is not exactly one JSON object.</exception>
    public void Read()
    {
        if (_json.Peek() != '{') JsonScanner.Fail();
        ReadObject(_buffer.Fields.Root, dotted: false, append: false, DepthMax);
        _json.ExpectEnd();
    }

    /// <summary>Why <paramref name="document"/> could not be read, as one sentence.</summary>
    public static string Describe(JsonException e, ReadOnlySpan<byte> document)
    {
        // What is wrong with the JSON the library tells better.
        if (e.LineNumber is null) e = Complaint(document);
        var message = e.Message.AsSpan();
        if (message.IndexOf(" LineNumber:") is >= 0 and var end) message = message[..end];
        if (message.Contains("maximum configured depth", StringComparison.Ordinal))
            return $"nested deeper than {DepthMax} (at byte {PositionOf(e, document)})";

        // It may quote the document, however long that is.
        if (message.Length > MessageLengthMax) message = $"{message[..MessageLengthMax]}…";
        return $"not a JSON object: {message.TrimEnd('.')} (at byte {PositionOf(e, document)})";
    }

    private static JsonException Complaint(ReadOnlySpan<byte> document)
    {
        try
        {
            var json = new Utf8JsonReader(document, new JsonReaderOptions { MaxDepth = DepthMax });
            json.Read();
            if (json.TokenType is JsonTokenType.StartObject)
                while (json.Read()) continue;
        }
        catch (JsonException e)
        {
            return e;
        }

        return new JsonException("an event is a JSON object, and this is none", null, 0, 0);
    }

    // The reader counts bytes from the start of a line; whoever looks for the place counts from that of the document.
    private static long PositionOf(JsonException e, ReadOnlySpan<byte> document)
    {
        var start = 0;
        for (var line = e.LineNumber ?? 0; line > 0; line--) start += document[start..].IndexOf((byte)'\n') + 1;
        return start + (e.BytePositionInLine ?? 0);
    }

    private void ReadObject(FieldNode node, bool dotted, bool append, int depth)
    {
        if (depth == 0) JsonScanner.Fail();
        _json.Expect((byte)'{');
        if (_json.Take((byte)'}')) return;
        do
        {
            var name = _json.ReadName(out var isEscaped);
            var child = isEscaped ? FindEscaped(node, name, out var isDotted) : Find(node, name, out isDotted);
            if (child is null) _json.SkipValue(depth - 1);
            else ReadMember(child, dotted || isDotted, append, depth - 1);
        }
        while (_json.Take((byte)','));

        _json.Expect((byte)'}');
    }

    private void ReadArray(FieldNode node, bool wanted, byte precedence, bool dotted, int depth)
    {
        if (depth == 0) JsonScanner.Fail();
        _json.Expect((byte)'[');
        if (_json.Take((byte)']')) return;
        do ReadValue(node, wanted, precedence, dotted, append: true, depth - 1);
        while (_json.Take((byte)','));

        _json.Expect((byte)']');
    }

    private static FieldNode? FindEscaped(FieldNode node, ReadOnlySpan<byte> name, out bool dotted)
    {
        dotted = false;
        if (name.Length > NameBytesMax) return null;
        Span<byte> unescaped = stackalloc byte[NameBytesMax];
        return Find(node, unescaped[..JsonText.Unescape(name, unescaped)], out dotted);
    }

    private static FieldNode? Find(FieldNode node, scoped ReadOnlySpan<byte> name, out bool dotted)
    {
        dotted = false;
        if (node.Find(name) is { } whole) return whole;

        FieldNode? step = node;
        for (var dot = name.IndexOf((byte)'.'); dot >= 0 && step is not null; dot = name.IndexOf((byte)'.'))
        {
            dotted = true;
            step = step.Find(name[..dot]);
            name = name[(dot + 1)..];
        }

        return dotted ? step?.Find(name) : null;
    }

    private void ReadMember(FieldNode node, bool dotted, bool append, int depth)
    {
        var precedence = (byte)(node.Precedence * 2 + (dotted ? 1 : 0));
        if (node.Slot == FieldNode.NoSlot || !Admits(node.Slot, precedence))
        {
            ReadValue(node, wanted: false, precedence, dotted, append, depth);
            return;
        }

        ref var head = ref _buffer.Head(node.Slot);
        var before = head;
        if (precedence < before.Precedence || !append) head = default;
        ReadValue(node, wanted: true, precedence, dotted, append, depth);

        // `null` and an empty array say nothing, so they take nothing away either.
        if (head.Kind is FieldKind.Missing) head = before;
    }

    private void ReadValue(FieldNode node, bool wanted, byte precedence, bool dotted, bool append, int depth)
    {
        switch (_json.Peek())
        {
            case (byte)'{' when node.HasChildren:
                ReadObject(node, dotted, append, depth);
                break;
            case (byte)'[' when wanted || node.HasChildren:
                ReadArray(node, wanted, precedence, dotted, depth);
                break;
            case (byte)'"' when wanted:
                AddText(node.Slot, precedence);
                break;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9') when wanted:
                Add(node.Slot, precedence, FieldKind.Number, _json.ReadNumber());
                break;
            case (byte)'t' or (byte)'f' when wanted:
                Add(node.Slot, precedence, FieldKind.Boolean, _json.ReadWord());
                break;
            default:
                _json.SkipValue(depth);
                break;
        }
    }

    private readonly bool Admits(int slot, byte precedence)
    {
        ref var head = ref _buffer.Head(slot);
        return head.Kind is FieldKind.Missing || precedence <= head.Precedence;
    }

    private void AddText(int slot, byte precedence)
    {
        var text = _json.ReadText(out var isEscaped);

        // Behind it stands its quotation mark.
        Add(slot, precedence, FieldKind.Text, text, _json.Position - 1 - text.Length, isEscaped);
    }

    private readonly void Add(int slot, byte precedence, FieldKind kind, ReadOnlySpan<byte> value) =>
        Add(slot, precedence, kind, value, _json.Position - value.Length, isEscaped: false);

    private readonly void Add(
        int slot, byte precedence, FieldKind kind, ReadOnlySpan<byte> value, int start, bool isEscaped)
    {
        var view = new EventView(_document, _buffer);
        if (view.Has(slot)) _buffer.AdmitMore();
        view.Append(slot, new FieldEntry
        {
            Precedence = precedence,
            Kind = kind,
            Length = value.Length,
            Start = start,
            Escaped = isEscaped,
        });
    }
}
