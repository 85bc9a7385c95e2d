using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace DetectionApi.Domain.Context;

/// <summary>
/// Notes which hosts send events of which ids on which days; what was noted before takes no more memory.
/// </summary>
internal sealed class TelemetryTally
{
    private const int HostsKept = 1024;

    private static readonly int HostNumber = ContextFields.NumberOf(ContextFields.Host);
    private static readonly int CodeNumber = ContextFields.NumberOf("event.code");
    private static readonly byte[][] Codes =
        [.. ContextFields.Codes.Select(code => Encoding.UTF8.GetBytes(code.ToString(CultureInfo.InvariantCulture)))];

    private readonly Dictionary<byte[], Days[]> _hosts = new(new SameBytes());

    /// <summary>Everything that was noted.</summary>
    public IEnumerable<SeenTelemetry> All =>
        from host in _hosts
        from code in Enumerable.Range(0, Codes.Length)
        from span in host.Value[code].All
        select new SeenTelemetry(
            Encoding.UTF8.GetString(host.Key), Encoding.UTF8.GetString(Codes[code]), span.First, span.Last);

    /// <summary>Notes one event.</summary>
    public void Add(ContextRecord record)
    {
        var code = IndexOf(record[CodeNumber]);
        if (code < 0) return;

        ref var days = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _hosts.GetAlternateLookup<ReadOnlySpan<byte>>(), record[HostNumber], out _);
        days ??= new Days[Codes.Length];
        days[code].Add(record.At);
    }

    /// <summary>Begins anew; the place for hosts stays, for the next events are mostly of the same ones.</summary>
    public void Clear()
    {
        if (_hosts.Count > HostsKept) _hosts.Clear();
        foreach (var days in _hosts.Values) Array.Clear(days);
    }

    private static int IndexOf(ReadOnlySpan<byte> code)
    {
        for (var i = 0; i < Codes.Length; i++)
            if (code.SequenceEqual(Codes[i])) return i;

        return -1;
    }

    private readonly record struct Span(int Day, DateTimeOffset First, DateTimeOffset Last)
    {
        public Span With(DateTimeOffset at) =>
            this with { First = at < First ? at : First, Last = at > Last ? at : Last };
    }

    // Nearly all that is noted together is of one day.
    private struct Days
    {
        private Span? _one;
        private List<Span>? _others;

        public readonly IEnumerable<Span> All => _one is { } one ? [one, .. _others ?? []] : [];

        public void Add(DateTimeOffset at)
        {
            var day = SeenTelemetry.DayOf(at);
            if ((_one ?? new Span(day, at, at)) is var one && one.Day == day) _one = one.With(at);
            else AddToOther(day, at);
        }

        // Apart, for the search allocates.
        private void AddToOther(int day, DateTimeOffset at)
        {
            _others ??= [];
            var known = _others.FindIndex(other => other.Day == day);
            if (known < 0) _others.Add(new Span(day, at, at));
            else _others[known] = _others[known].With(at);
        }
    }

    private sealed class SameBytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? one, byte[]? other) => one.AsSpan().SequenceEqual(other);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] bytes) => GetHashCode(bytes.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
