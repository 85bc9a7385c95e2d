using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace DetectionApi.Domain.Context;

/// <summary>
/// Notes which hosts send events of which ids; a host and an id that were noted before take no memory.
/// </summary>
internal sealed class TelemetryTally
{
    private const int HostsKept = 1024;

    private static readonly int HostNumber = ContextFields.NumberOf(ContextFields.Host);
    private static readonly int CodeNumber = ContextFields.NumberOf("event.code");
    private static readonly byte[][] Codes =
        [.. ContextFields.Codes.Select(code => Encoding.UTF8.GetBytes(code.ToString(CultureInfo.InvariantCulture)))];

    private readonly Dictionary<byte[], Span[]> _hosts = new(new SameBytes());

    /// <summary>Everything that was noted.</summary>
    public IEnumerable<SeenTelemetry> All =>
        from host in _hosts
        from code in Enumerable.Range(0, Codes.Length)
        let span = host.Value[code]
        where span.IsSeen
        select new SeenTelemetry(
            Encoding.UTF8.GetString(host.Key), Encoding.UTF8.GetString(Codes[code]), span.First, span.Last);

    /// <summary>Notes one event.</summary>
    public void Add(ContextRecord record)
    {
        var code = IndexOf(record[CodeNumber]);
        if (code < 0) return;

        ref var spans = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _hosts.GetAlternateLookup<ReadOnlySpan<byte>>(), record[HostNumber], out _);
        spans ??= new Span[Codes.Length];
        spans[code].Add(record.At);
    }

    /// <summary>Begins anew; the place for hosts stays, for the next events are mostly of the same ones.</summary>
    public void Clear()
    {
        if (_hosts.Count > HostsKept) _hosts.Clear();
        foreach (var spans in _hosts.Values) Array.Clear(spans);
    }

    private static int IndexOf(ReadOnlySpan<byte> code)
    {
        for (var i = 0; i < Codes.Length; i++)
            if (code.SequenceEqual(Codes[i])) return i;

        return -1;
    }

    private struct Span
    {
        public DateTimeOffset First { get; private set; }

        public DateTimeOffset Last { get; private set; }

        public bool IsSeen { get; private set; }

        public void Add(DateTimeOffset at)
        {
            if (!IsSeen || at < First) First = at;
            if (!IsSeen || at > Last) Last = at;
            IsSeen = true;
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
