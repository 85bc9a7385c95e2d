using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.Context;

/// <summary>What the context kept of one event.</summary>
public sealed class ContextEvent
{
    private readonly ILookup<string, string> _values;
    private readonly uint[] _keys;

    private ContextEvent(ContextRecord record)
    {
        _values = record.Values().ToLookup(
            value => ContextFields.All[value.Number], value => value.Value, StringComparer.Ordinal);
        Span<uint> place = stackalloc uint[ContextKeys.Max];
        _keys = place[..ContextKeys.HashesOf(record, place, out _)].ToArray();
        At = record.At;
        Host = this[ContextFields.Host] ?? throw ContextRecord.Damaged();
        Code = this["event.code"] ?? throw ContextRecord.Damaged();
        Key = record.Key ?? EventKey.OfRecord(
            Host, Folded("winlog.channel"), Folded("winlog.provider_name"),
            RecordId?.TrimStart('0') ?? throw ContextRecord.Damaged(), record.SaysTime ? At : null);
    }

    /// <summary>Which event it is.</summary>
    public EventKey Key { get; }

    /// <summary>The event time; when it was received, if the event says none.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The computer on which it happened, in lower case.</summary>
    public string Host { get; }

    /// <summary>The event id.</summary>
    public string Code { get; }

    /// <summary>The record's number in its log; null if the collector did not send it.</summary>
    public string? RecordId => this["winlog.record_id"];

    /// <summary>The first value of a field; null if the event has none.</summary>
    public string? this[string field] => _values[field].FirstOrDefault();

    /// <summary>The names of the fields that were kept of it.</summary>
    public IEnumerable<string> Fields => _values.Select(ofField => ofField.Key);

    /// <summary>All values of a field.</summary>
    public IEnumerable<string> All(string field) => _values[field];

    /// <summary>The hashes of its keys.</summary>
    public IReadOnlyList<uint> KeyHashes => _keys;

    /// <summary>
    /// The events among <paramref name="records"/> that have one of the keys and lie within the times.
    /// </summary>
    /// <param name="records">What a <see cref="ContextChunk"/> gathered.</param>
    /// <param name="keys">Any of them.</param>
    /// <param name="from">Not earlier.</param>
    /// <param name="to">Not later.</param>
    public static List<ContextEvent> Find(
        ReadOnlySpan<byte> records, ContextKeySet keys, DateTimeOffset from, DateTimeOffset to)
    {
        var found = new List<ContextEvent>();
        Span<ContextValue> values = stackalloc ContextValue[ContextFields.All.Count];
        Span<uint> place = stackalloc uint[ContextKeys.Max];
        for (; !records.IsEmpty; records = records[ContextRecord.LengthOf(records)..])
        {
            var record = new ContextRecord(records, values);
            if (record.At >= from && record.At <= to && keys.HasAnyOf(record, place))
                found.Add(new ContextEvent(record));
        }

        return found;
    }

    /// <summary>Adds to a chunk those of the records that have a key with one of the hashes.</summary>
    /// <param name="records">What a <see cref="ContextChunk"/> gathered.</param>
    /// <param name="hashes">The hashes.</param>
    /// <param name="chunk">Takes them in.</param>
    public static void Pick(ReadOnlySpan<byte> records, IReadOnlySet<uint> hashes, ContextChunk chunk)
    {
        Span<ContextValue> values = stackalloc ContextValue[ContextFields.All.Count];
        Span<uint> place = stackalloc uint[ContextKeys.Max];
        for (var length = 0; !records.IsEmpty; records = records[length..])
        {
            var record = new ContextRecord(records, values);
            length = record.Length;
            foreach (var hash in place[..ContextKeys.HashesOf(record, place, out _)])
            {
                if (!hashes.Contains(hash)) continue;
                chunk.Add(records[..length]);
                break;
            }
        }
    }

    private string Folded(string field) => (this[field] ?? "").ToLowerInvariant();
}
