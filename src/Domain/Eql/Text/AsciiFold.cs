using System.Text;

namespace DetectionApi.Domain.Eql.Text;

/// <summary>Comparing UTF-8 without regard to the case of A to Z.</summary>
/// <remarks>
/// Other letters keep their case: <c>Ä</c> is not <c>ä</c>. Elasticsearch's automata for <c>:</c> and <c>like~</c> fold
/// ASCII only, and a rule must match here what it matches there.
/// </remarks>
internal static class AsciiFold
{
    public static bool Equal(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        if (a.Length != b.Length) return false;
        if (Ascii.EqualsIgnoreCase(a, b)) return true;

        // The fast comparison finds letters outside ASCII unequal, even to themselves.
        for (var i = 0; i < a.Length; i++)
            if (Lower(a[i]) != Lower(b[i])) return false;

        return true;
    }

    /// <summary>Where <paramref name="part"/> first occurs, or -1.</summary>
    public static int IndexOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part)
    {
        if (part.IsEmpty) return 0;

        var (lower, upper) = (Lower(part[0]), Upper(part[0]));
        for (var from = 0; from <= text.Length - part.Length; from++)
        {
            var next = text[from..(text.Length - part.Length + 1)].IndexOfAny(lower, upper);
            if (next < 0) return -1;
            from += next;
            if (Equal(text.Slice(from, part.Length), part)) return from;
        }

        return -1;
    }

    /// <summary>Where <paramref name="part"/> last occurs, or -1.</summary>
    public static int LastIndexOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part)
    {
        for (var from = text.Length - part.Length; from >= 0; from--)
            if (Equal(text.Slice(from, part.Length), part)) return from;

        return -1;
    }

    public static byte Lower(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;

    private static byte Upper(byte b) => b is >= (byte)'a' and <= (byte)'z' ? (byte)(b & ~0x20) : b;
}
