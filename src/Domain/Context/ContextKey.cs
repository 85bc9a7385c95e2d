using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace DetectionApi.Domain.Context;

/// <summary>One thing by which kept events are found, such as an entity id, or a host with a process id.</summary>
/// <remarks>
/// Compared ignoring the case of ASCII letters. The store keeps only <see cref="Hash"/>, to know where to look; whether
/// an event really has the key is told by its fields.
/// </remarks>
public sealed class ContextKey
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private ContextKey(ContextKeyKind kind, params byte[][] parts)
    {
        Kind = kind;
        Parts = parts;
        Hash = HashOf(kind, parts[0], parts.Length > 1 ? parts[1] : []);
    }

    /// <summary>What it names.</summary>
    public ContextKeyKind Kind { get; }

    /// <summary>32 bits of it: the same for the same key on every machine, and now and then for another one.</summary>
    public uint Hash { get; }

    internal byte[][] Parts { get; }

    /// <summary>A key of one part: entity id, host, hash or path.</summary>
    public static ContextKey Of(ContextKeyKind kind, string text) => new(kind, Encoding.UTF8.GetBytes(text));

    /// <summary>A key of two parts: host with process id or logon id, domain with user name.</summary>
    public static ContextKey Of(ContextKeyKind kind, string one, string other) =>
        new(kind, Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {string.Join(' ', Parts.Select(Encoding.UTF8.GetString))}";

    /// <summary>The hash of a key that has no object of its own.</summary>
    internal static uint HashOf(ContextKeyKind kind, ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var hash = Mixed((ulong)kind + 1, (ulong)one.Length);
        hash = Mixed(Append(Append(hash, one), other), (ulong)other.Length);
        return (uint)(hash >> 32);
    }

    private static ulong Append(ulong hash, ReadOnlySpan<byte> text)
    {
        for (; text.Length >= sizeof(ulong); text = text[sizeof(ulong)..])
            hash = Mixed(hash, Lower(BinaryPrimitives.ReadUInt64LittleEndian(text)));
        if (text.IsEmpty) return hash;

        var rest = 0ul;
        foreach (var letter in text) rest = (rest << 8) | letter;
        return Mixed(hash, Lower(rest));
    }

    private static ulong Mixed(ulong hash, ulong more)
    {
        hash = (hash ^ more) * Multiplier;
        return hash ^ BitOperations.RotateRight(hash, 29);
    }

    // Eight letters at once: a byte from A to Z, and no other, gets the bit that makes it small.
    private static ulong Lower(ulong letters)
    {
        const ulong Each = 0x0101010101010101;
        var low = letters & (0x7f * Each);
        var fromA = low + ((0x80 - 'A') * Each);
        var pastZ = low + ((0x7f - 'Z') * Each);
        var isCapital = ~letters & (fromA ^ pastZ) & (0x80 * Each);
        return letters | (isCapital >> 2);
    }
}
