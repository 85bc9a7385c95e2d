using System.Text;

namespace DetectionApi.Hostile.Making;

/// <summary>Spoils bytes without regard to what they mean.</summary>
internal static class ByteMutation
{
    private static readonly byte[][] Inserts =
    [
        [0], [0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80], [0x80], [0xef, 0xbb, 0xbf], [0xff, 0xfe],
        [0x1f, 0x8b],
        "\r"u8.ToArray(), "\n"u8.ToArray(), "\n\n"u8.ToArray(), "\""u8.ToArray(), "\\"u8.ToArray(), "{"u8.ToArray(),
        "]"u8.ToArray(), ","u8.ToArray(), "{}"u8.ToArray(),
    ];

    /// <summary>The bytes, mostly as they are, else with a change or several.</summary>
    public static byte[] Some(byte[] bytes, Dice dice)
    {
        if (!dice.Chance(25)) return bytes;
        for (var changes = dice.Between(1, 3); changes > 0; changes--) bytes = Change(bytes, dice);
        return bytes;
    }

    public static byte[] Change(byte[] bytes, Dice dice)
    {
        var at = dice.Roll(bytes.Length + 1);
        var to = Math.Min(bytes.Length, at + dice.Between(1, 64));
        return dice.Roll(9) switch
        {
            0 => bytes[..at],
            1 => bytes[at..],
            2 => [.. bytes[..at], .. bytes[to..]],
            3 => [.. bytes[..to], .. bytes[at..to], .. bytes[to..]],
            4 => [.. bytes, .. bytes],
            5 => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("\n", "\r\n", StringComparison.Ordinal)),
            6 => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(bytes)),
            7 when at < bytes.Length => [.. bytes[..at], (byte)(bytes[at] ^ (1 << dice.Roll(8))), .. bytes[(at + 1)..]],
            _ => [.. bytes[..at], .. dice.Pick(Inserts), .. bytes[at..]],
        };
    }
}
