using System.Buffers;
using System.Text;

namespace DetectionApi.Domain.Events;

/// <summary>Picks one hash from Sysmon's list, such as <c>SHA1=…,MD5=…,SHA256=…,IMPHASH=…</c>.</summary>
internal static class HashConversions
{
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    public static void Pick(EventView view, int slot, ReadOnlySpan<byte> algorithm)
    {
        var list = view.Text(slot);
        foreach (var range in list.Split((byte)','))
        {
            var part = list[range];
            var equals = part.IndexOf((byte)'=');
            if (equals < 0 || !Ascii.EqualsIgnoreCase(part[..equals].Trim((byte)' '), algorithm)) continue;
            if (!IsHash(part[(equals + 1)..])) continue;

            view.Cut(slot, range.Start.GetOffset(list.Length) + equals + 1, part.Length - equals - 1);
            FieldConversions.ToLower(view, slot);
            return;
        }

        view.Remove(slot);
    }

    // A file without imports has an import hash of zeros.
    private static bool IsHash(ReadOnlySpan<byte> text) =>
        !text.ContainsAnyExcept(Digits) && text.ContainsAnyExcept((byte)'0');
}
