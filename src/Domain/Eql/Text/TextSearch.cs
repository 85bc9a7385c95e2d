using System.Buffers;

namespace DetectionApi.Domain.Eql.Text;

/// <summary>Looks for a text within another, by bytes or without regard to the case of A to Z.</summary>
/// <remarks>
/// Both texts may come from machines that are hostile, so the cost is bounded by the sum of their lengths: a short part
/// is compared at every place, which is at most so many bytes each time; a long one is looked for as Knuth, Morris and
/// Pratt do, who never look at a byte of the text again.
/// </remarks>
internal static class TextSearch
{
    private const int ShortBytes = 64;

    /// <summary>Where <paramref name="part"/> first occurs, or -1.</summary>
    public static int IndexOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part, bool ignoreCase)
    {
        if (part.Length > text.Length) return -1;
        if (part.Length > ShortBytes) return Find(new Letters(text, ignoreCase, false), new(part, ignoreCase, false));
        return ignoreCase ? AsciiFold.IndexOf(text, part) : text.IndexOf(part);
    }

    /// <summary>Where <paramref name="part"/> last occurs, or -1.</summary>
    public static int LastIndexOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part, bool ignoreCase)
    {
        if (part.Length > text.Length) return -1;
        if (part.Length <= ShortBytes)
            return ignoreCase ? AsciiFold.LastIndexOf(text, part) : text.LastIndexOf(part);

        // From behind, where it is the first.
        var found = Find(new Letters(text, ignoreCase, true), new(part, ignoreCase, true));
        return found < 0 ? -1 : text.Length - found - part.Length;
    }

    private static int Find(Letters text, Letters part)
    {
        var borders = ArrayPool<int>.Shared.Rent(part.Length);
        try
        {
            FillBorders(part, borders);
            for (int at = 0, fitting = 0; at < text.Length; at++)
            {
                while (fitting > 0 && text[at] != part[fitting]) fitting = borders[fitting - 1];
                if (text[at] == part[fitting]) fitting++;
                if (fitting == part.Length) return at + 1 - fitting;
            }

            return -1;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(borders);
        }
    }

    // For every beginning of the part: how much of its end is a beginning, too, so that the search goes on from there.
    private static void FillBorders(Letters part, int[] borders)
    {
        borders[0] = 0;
        for (int at = 1, fitting = 0; at < part.Length; at++)
        {
            while (fitting > 0 && part[at] != part[fitting]) fitting = borders[fitting - 1];
            if (part[at] == part[fitting]) fitting++;
            borders[at] = fitting;
        }
    }

    private readonly ref struct Letters(ReadOnlySpan<byte> bytes, bool ignoreCase, bool fromBehind)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;

        public int Length => _bytes.Length;

        public byte this[int at]
        {
            get
            {
                var letter = _bytes[fromBehind ? _bytes.Length - 1 - at : at];
                return ignoreCase ? AsciiFold.Lower(letter) : letter;
            }
        }
    }
}
