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
    private Utf8JsonReader _json;

    public EventReader(ReadOnlySpan<byte> document, EventBuffer buffer)
    {
        _document = document;
        _buffer = buffer;
        _json = new Utf8JsonReader(document, new JsonReaderOptions { MaxDepth = DepthMax });
    }

    /// <exception cref="JsonException">The document is not exactly one JSON object.</exception>
    public void Read()
    {
        _json.Read();
        if (_json.TokenType is not JsonTokenType.StartObject)
            throw new JsonException("an event is a JSON object, and this is none", null, 0, 0);

        ReadObject(_buffer.Fields.Root, dotted: false, append: false);
        _json.Read();
    }

    /// <summary>The reader's complaint about <paramref name="document"/> as one sentence.</summary>
    public static string Describe(JsonException e, ReadOnlySpan<byte> document)
    {
        var message = e.Message.AsSpan();
        if (message.IndexOf(" LineNumber:") is >= 0 and var end) message = message[..end];
        if (message.Contains("maximum configured depth", StringComparison.Ordinal))
            return $"nested deeper than {DepthMax} (at byte {PositionOf(e, document)})";

        // It may quote the document, however long that is.
        if (message.Length > MessageLengthMax) message = $"{message[..MessageLengthMax]}…";
        return $"not a JSON object: {message.TrimEnd('.')} (at byte {PositionOf(e, document)})";
    }

    // The reader counts bytes from the start of a line; whoever looks for the place counts from that of the document.
    private static long PositionOf(JsonException e, ReadOnlySpan<byte> document)
    {
        var start = 0;
        for (var line = e.LineNumber ?? 0; line > 0; line--) start += document[start..].IndexOf((byte)'\n') + 1;
        return start + (e.BytePositionInLine ?? 0);
    }

    // Recursion is bounded: the reader refuses documents that nest deeper than DepthMax.
    private void ReadObject(FieldNode node, bool dotted, bool append)
    {
        while (_json.Read() && _json.TokenType is not JsonTokenType.EndObject)
        {
            var child = FindMember(node, out var nameIsDotted);
            _json.Read();
            if (child is null) _json.Skip();
            else ReadMember(child, dotted || nameIsDotted, append);
        }
    }

    private readonly FieldNode? FindMember(FieldNode node, out bool dotted)
    {
        dotted = false;
        var name = _json.ValueSpan;
        if (_json.ValueIsEscaped)
        {
            if (name.Length > NameBytesMax) return null;
            Span<byte> unescaped = stackalloc byte[NameBytesMax];
            return FindMember(node, unescaped[..JsonText.Unescape(name, unescaped)], out dotted);
        }

        return FindMember(node, name, out dotted);
    }

    private static FieldNode? FindMember(FieldNode node, scoped ReadOnlySpan<byte> name, out bool dotted)
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

    private void ReadMember(FieldNode node, bool dotted, bool append)
    {
        var precedence = (byte)(node.Precedence * 2 + (dotted ? 1 : 0));
        if (node.Slot == FieldNode.NoSlot || !Admits(node.Slot, precedence))
        {
            ReadValue(node, wanted: false, precedence, dotted, append);
            return;
        }

        ref var head = ref _buffer.Head(node.Slot);
        var before = head;
        if (precedence < before.Precedence || !append) head = default;
        ReadValue(node, wanted: true, precedence, dotted, append);

        // `null` and an empty array say nothing, so they take nothing away either.
        if (head.Kind is FieldKind.Missing) head = before;
    }

    private void ReadValue(FieldNode node, bool wanted, byte precedence, bool dotted, bool append)
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.StartObject when node.HasChildren:
                ReadObject(node, dotted, append);
                break;
            case JsonTokenType.StartArray when wanted || node.HasChildren:
                while (_json.Read() && _json.TokenType is not JsonTokenType.EndArray)
                    ReadValue(node, wanted, precedence, dotted, append: true);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                _json.Skip();
                break;
            case JsonTokenType.Null:
                break;
            default:
                if (wanted) Add(node.Slot, precedence);
                break;
        }
    }

    private readonly bool Admits(int slot, byte precedence)
    {
        ref var head = ref _buffer.Head(slot);
        return head.Kind is FieldKind.Missing || precedence <= head.Precedence;
    }

    private readonly void Add(int slot, byte precedence)
    {
        var entry = new FieldEntry { Precedence = precedence, Kind = KindOf(_json.TokenType) };
        if (_json.ValueIsEscaped)
        {
            entry.Length = JsonText.Unescape(_json.ValueSpan, _buffer.Reserve(_json.ValueSpan.Length));
            entry.Start = _buffer.Keep(entry.Length);
            entry.Copied = true;
        }
        else
        {
            // Text begins after its quotation mark.
            entry.Start = (int)_json.TokenStartIndex + (entry.Kind is FieldKind.Text ? 1 : 0);
            entry.Length = _json.ValueSpan.Length;
        }

        new EventView(_document, _buffer).Append(slot, entry);
    }

    private static FieldKind KindOf(JsonTokenType token) => token switch
    {
        JsonTokenType.String => FieldKind.Text,
        JsonTokenType.Number => FieldKind.Number,
        _ => FieldKind.Boolean,
    };
}
