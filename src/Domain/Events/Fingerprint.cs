using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace DetectionApi.Domain.Events;

/// <summary>128 bits that stand for a list of texts.</summary>
/// <remarks>
/// The first half of a SHA-256. A weaker fingerprint would do against accidents; but what attackers write goes in here,
/// and whoever could make two lists collide could hide the second one behind the first.
/// </remarks>
public static class Fingerprint
{
    private const int Bytes = 16;

    /// <summary>The fingerprint of the texts in their order.</summary>
    public static UInt128 Of(IEnumerable<string> parts)
    {
        // Lengths before the parts, so that no two lists of parts run together to the same bytes.
        var text = string.Concat(parts.Select(part => $"{part.Length}:{part}"));
        return Of(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The fingerprint of the bytes.</summary>
    public static UInt128 Of(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(bytes).AsSpan(0, Bytes));
}
