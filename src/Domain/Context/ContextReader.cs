using System.Buffers.Text;
using System.Text;
using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.Context;

/// <summary>Decides which events the context keeps, and copies what it keeps of them.</summary>
public sealed class ContextReader
{
    // Longer than Windows' longest path and command line; the call traces that occur are far shorter.
    private const int ValueBytesMax = 32 * 1024;

    private readonly Dictionary<int, Slot[]> _sysmon;
    private readonly Dictionary<int, Slot[]> _security;
    private readonly EnvelopeReader _envelope;
    private readonly int _code;
    private readonly int _timestamp;
    private readonly int _computer;
    private readonly int _hostName;
    private readonly int _channel;
    private readonly int _provider;
    private readonly int _recordId;
    private readonly int _executable;
    private readonly int _filePath;
    private readonly int _imageLoaded;

    /// <summary>A reader of events that are read for <paramref name="fields"/>.</summary>
    public ContextReader(FieldSet fields)
    {
        _sysmon = Slots(ContextFields.OfSysmon, fields);
        _security = Slots(ContextFields.OfSecurity, fields);
        _envelope = new EnvelopeReader(fields);
        _code = fields.SlotOf("event.code");
        _timestamp = fields.SlotOf("@timestamp");
        _computer = fields.SlotOf("winlog.computer_name");
        _hostName = fields.SlotOf("host.name");
        _channel = fields.SlotOf("winlog.channel");
        _provider = fields.SlotOf("winlog.provider_name");
        _recordId = fields.SlotOf("winlog.record_id");
        _executable = fields.SlotOf("process.executable");
        _filePath = fields.SlotOf("file.path");
        _imageLoaded = fields.SlotOf("winlog.event_data.ImageLoaded");
    }

    /// <summary>The fields that it asks every event for.</summary>
    public static IReadOnlyList<string> Judged { get; } =
        [.. EnvelopeReader.Fields, "process.executable", "winlog.event_data.ImageLoaded"];

    /// <summary>The fields that it asks those events for which it keeps.</summary>
    public static IReadOnlyList<string> Kept => ContextFields.All;

    /// <summary>True if the context keeps the event.</summary>
    /// <param name="view">An event whose judged fields are filled.</param>
    /// <param name="origin">The log that it is of.</param>
    public bool Keeps(EventView view, LogOrigin origin) => FieldsOf(view, origin, out var code) is not null
        && (origin is not LogOrigin.Sysmon || code != ImageLoaded || IsOwnImage(view));

    /// <summary>Copies what is kept of an event into a chunk.</summary>
    /// <param name="view">An event that is kept, and all of whose fields are filled.</param>
    /// <param name="origin">The log that it is of.</param>
    /// <param name="receivedAt">When it was received.</param>
    /// <param name="chunk">Takes the event in.</param>
    public void Copy(EventView view, LogOrigin origin, DateTimeOffset receivedAt, ContextChunk chunk)
    {
        var fields = FieldsOf(view, origin, out _)!;
        var host = view.Text(view.HasText(_computer) ? _computer : _hostName);
        var bytes = chunk.Reserve(SizeMax(view, fields, host));
        var saysTime = EventTime.TryParse(view.Text(_timestamp), out var at);
        EventKey? key = IsKeyKept(view) ? null : _envelope.Read(view).Key;
        var length = ContextRecord.WriteHead(bytes, saysTime ? at : receivedAt, saysTime, key);
        length += WriteHost(bytes[length..], host);
        foreach (var field in fields)
            foreach (var value in view.All(field.Place))
                if (!value.Bytes.IsEmpty)
                    length += ContextRecord.WriteValue(bytes[length..], field.Number, Cut(value.Bytes));

        ContextRecord.WriteLength(bytes, length);
        Span<ContextValue> values = stackalloc ContextValue[ContextFields.All.Count];
        chunk.Keep(new ContextRecord(bytes, values));
    }

    private const int ImageLoaded = 7;

    private static ReadOnlySpan<byte> Unknown => "unknown"u8;

    private Slot[]? FieldsOf(EventView view, LogOrigin origin, out int code)
    {
        var text = view.Text(_code);
        if (!Utf8Parser.TryParse(text, out code, out var consumed) || consumed != text.Length) return null;

        return origin switch
        {
            LogOrigin.Sysmon => _sysmon.GetValueOrDefault(code),
            LogOrigin.Security => _security.GetValueOrDefault(code),
            _ => null,
        };
    }

    // Of thousands of images the process's own tells who signed it; the others tell nothing that is asked.
    private bool IsOwnImage(EventView view) => view.HasText(_executable) && ContextKeys.IsSame(
        view.Text(view.HasText(_filePath) ? _filePath : _imageLoaded), view.Text(_executable));

    // True if the fields that are kept make up the event key: the record is numbered, and no value is left out or cut.
    private bool IsKeyKept(EventView view) => !view.Text(_recordId).TrimStart((byte)'0').IsEmpty
        && IsKept(view, _recordId) && IsKept(view, _channel) && IsKept(view, _provider);

    private static bool IsKept(EventView view, int slot) =>
        !view.Has(slot) || (view.HasOne(slot) && view.Text(slot).Length <= ValueBytesMax);

    private static int SizeMax(EventView view, Slot[] fields, ReadOnlySpan<byte> host)
    {
        const int PerValue = 6;
        var size = ContextRecord.HeadBytes + EventKey.Bytes + PerValue + Math.Max(host.Length * 3, Unknown.Length);
        foreach (var field in fields)
            foreach (var value in view.All(field.Place)) size += PerValue + Math.Min(value.Bytes.Length, ValueBytesMax);

        return size;
    }

    // In lower case as a host is known by everywhere; names with other letters than ASCII's are rare.
    private static int WriteHost(Span<byte> bytes, ReadOnlySpan<byte> host)
    {
        const int Number = 0;
        if (host.IsEmpty) return ContextRecord.WriteValue(bytes, Number, Unknown);
        if (!Ascii.IsValid(host))
            return ContextRecord.WriteValue(
                bytes, Number, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(host).ToLowerInvariant()));

        var length = ContextRecord.WriteValue(bytes, Number, host);
        Ascii.ToLowerInPlace(bytes[(length - host.Length)..length], out _);
        return length;
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> value)
    {
        if (value.Length <= ValueBytesMax) return value;
        var length = ValueBytesMax;
        while (length > 0 && (value[length] & 0xc0) == 0x80) length--;
        return value[..length];
    }

    private static Dictionary<int, Slot[]> Slots(IReadOnlyDictionary<int, string[]> table, FieldSet fields) =>
        table.ToDictionary(
            row => row.Key,
            row => row.Value.Select(f => new Slot(ContextFields.NumberOf(f), fields.SlotOf(f))).ToArray());

    private readonly record struct Slot(int Number, int Place);
}
