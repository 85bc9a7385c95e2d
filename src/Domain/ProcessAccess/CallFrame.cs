using System.Globalization;

namespace DetectionApi.Domain.ProcessAccess;

/// <summary>What a return address in a call trace lies in.</summary>
public enum CallFrameKind
{
    /// <summary>A file that is mapped into the process.</summary>
    Module,

    /// <summary>Memory that no file backs: Sysmon writes <c>UNKNOWN(address)</c>.</summary>
    Unbacked,

    /// <summary>Text that is no frame.</summary>
    Malformed,
}

/// <summary>One return address of a call trace.</summary>
/// <param name="Kind">What it lies in.</param>
/// <param name="Module">The path of the file as Sysmon wrote it; empty unless the kind is a module.</param>
/// <param name="Address">The offset within the module, or the address in unbacked memory; 0 if malformed.</param>
/// <param name="IsWow64">True if Sysmon marked it as 32-bit code on 64-bit Windows.</param>
public sealed record CallFrame(CallFrameKind Kind, string Module, ulong Address, bool IsWow64)
{
    private const string Wow64Suffix = "(wow64)";
    private const string UnbackedPrefix = "UNKNOWN(";
    private const int OffsetDigitsMax = 8;
    private const int AddressDigitsMax = 16;

    /// <summary>
    /// Reads <c>module+offset</c> or <c>UNKNOWN(address)</c>, either with <c>(wow64)</c> behind. Never fails: an event
    /// must not be lost for a frame that nobody has seen before.
    /// </summary>
    public static CallFrame Parse(ReadOnlySpan<char> text)
    {
        var isWow64 = text.EndsWith(Wow64Suffix, StringComparison.OrdinalIgnoreCase);
        if (isWow64) text = text[..^Wow64Suffix.Length];

        if (text.StartsWith(UnbackedPrefix, StringComparison.OrdinalIgnoreCase) && text[^1] == ')')
            return TryHex(text[UnbackedPrefix.Length..^1], AddressDigitsMax, out var address)
                ? new CallFrame(CallFrameKind.Unbacked, "", address, isWow64)
                : Malformed(isWow64);

        // A path may contain `+`; the offset cannot.
        var plus = text.LastIndexOf('+');
        return plus > 0 && TryHex(text[(plus + 1)..], OffsetDigitsMax, out var offset)
            ? new CallFrame(CallFrameKind.Module, text[..plus].ToString(), offset, isWow64)
            : Malformed(isWow64);
    }

    private static CallFrame Malformed(bool isWow64) => new(CallFrameKind.Malformed, "", 0, isWow64);

    private static bool TryHex(ReadOnlySpan<char> digits, int digitsMax, out ulong value)
    {
        value = 0;

        // The base library forgives zero characters behind a number.
        return digits.Length <= digitsMax && !digits.Contains('\0')
            && ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
