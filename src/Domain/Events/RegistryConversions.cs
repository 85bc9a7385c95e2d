using System.Text;

namespace DetectionApi.Domain.Events;

/// <summary>Takes apart what Sysmon says about the registry.</summary>
internal static class RegistryConversions
{
    private const int PartBits = 32;

    private static readonly (byte[] Long, byte[] Short)[] Hives =
    [
        ("HKEY_LOCAL_MACHINE"u8.ToArray(), "HKLM"u8.ToArray()),
        ("HKEY_USERS"u8.ToArray(), "HKU"u8.ToArray()),
        ("HKEY_CURRENT_USER"u8.ToArray(), "HKCU"u8.ToArray()),
        ("HKEY_CLASSES_ROOT"u8.ToArray(), "HKCR"u8.ToArray()),
        ("HKEY_CURRENT_CONFIG"u8.ToArray(), "HKCC"u8.ToArray()),
        ("HKEY_DYN_DATA"u8.ToArray(), "HKDD"u8.ToArray()),
        ("HKEY_PERFORMANCE_DATA"u8.ToArray(), "HKPD"u8.ToArray()),
    ];

    public static void Apply(EventView view, int slot, FieldConversion conversion)
    {
        switch (conversion)
        {
            case FieldConversion.RegistryHive:
                ToHive(view, slot);
                break;
            case FieldConversion.RegistryKey:
                Keep(view, slot, KeyStart(view.Text(slot)));
                break;
            case FieldConversion.RegistryValue:
                var path = view.Text(slot);
                Keep(view, slot, Math.Max(KeyStart(path), path.LastIndexOf((byte)'\\') + 1));
                break;
            case FieldConversion.RegistryDataType:
                view.Set(slot, FieldKind.Text, TypeOf(view.Text(slot), out _));
                break;
            case FieldConversion.RegistryDataText:
                TypeOf(view.Text(slot), out var number);
                if (number is { } n) NumberConversions.Set(view, slot, FieldKind.Text, n);
                break;
        }
    }

    private static void ToHive(EventView view, int slot)
    {
        if (HiveOf(view.Text(slot), out _) is { } hive) view.Set(slot, FieldKind.Text, hive);
        else view.Remove(slot);
    }

    // A path that begins with no hive, such as that of an application's own, is all key.
    private static int KeyStart(ReadOnlySpan<byte> path) =>
        HiveOf(path, out var length) is null ? 0 : Math.Min(length + 1, path.Length);

    private static byte[]? HiveOf(ReadOnlySpan<byte> path, out int length)
    {
        length = path.IndexOf((byte)'\\') is >= 0 and var end ? end : path.Length;
        foreach (var (longName, shortName) in Hives)
            if (Ascii.EqualsIgnoreCase(path[..length], shortName) || Ascii.EqualsIgnoreCase(path[..length], longName))
                return shortName;

        return null;
    }

    private static void Keep(EventView view, int slot, int start)
    {
        var length = view.Text(slot).Length - start;
        if (length == 0) view.Remove(slot);
        else view.Cut(slot, start, length);
    }

    // The names of the two numeric types are those of Elastic's pipelines, though Windows calls them REG_.
    private static ReadOnlySpan<byte> TypeOf(ReadOnlySpan<byte> details, out ulong? number)
    {
        number = null;
        if (details.SequenceEqual("Binary Data"u8)) return "REG_BINARY"u8;
        if (details is not [.., (byte)')']) return "REG_SZ"u8;

        if (details.StartsWith("DWORD ("u8) && TryParse(details["DWORD (".Length..^1], out var dword))
        {
            number = dword;
            return "SZ_DWORD"u8;
        }

        if (!details.StartsWith("QWORD ("u8)) return "REG_SZ"u8;

        var parts = details["QWORD (".Length..^1];
        var dash = parts.IndexOf((byte)'-');
        if (dash < 0 || !TryParse(parts[..dash], out var high) || !TryParse(parts[(dash + 1)..], out var low))
            return "REG_SZ"u8;

        number = (ulong)high << PartBits | low;
        return "SZ_QWORD"u8;
    }

    private static bool TryParse(ReadOnlySpan<byte> text, out uint part)
    {
        var isPart = NumberConversions.TryParseHex(text, out var number) && number <= uint.MaxValue;
        part = isPart ? (uint)number : 0;
        return isPart;
    }
}
