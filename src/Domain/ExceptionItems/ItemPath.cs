using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>Brings the spellings of a path together, those of items and those of events.</summary>
/// <remarks>
/// <para>
/// Both are folded by <see cref="WindowsPath.Fold"/>, and <c>C:\PROGRA~1</c> is <c>C:\Program Files</c>: Windows gives
/// that short name when it is installed. Any other short name depends on what was there before, so that it may as well
/// be the name of a folder that an attacker made; it stays as it is written.
/// </para>
/// <para>
/// Dots and blanks at the end of a name are left out of what people write in an item, never of what an event says:
/// <c>C:\Windows \System32</c> is a folder that anybody can make, and not Windows'.
/// </para>
/// </remarks>
public static class ItemPath
{
    private const string ShortName = @"c:\progra~1\";
    private const string LongName = @"c:\program files\";

    /// <summary>A path as an event spells it, folded.</summary>
    public static string Fold(string path)
    {
        var folded = WindowsPath.Fold(path);
        return folded.StartsWith(ShortName, StringComparison.Ordinal)
            ? string.Concat(LongName, folded.AsSpan(ShortName.Length))
            : folded;
    }

    /// <summary>A path as a person writes it, folded and tidied.</summary>
    public static string Tidy(string path) =>
        Fold(string.Join('\\', path.Trim().Replace('/', '\\').Split('\\').Select(TidyName)));

    // What leads elsewhere is no dot at the end of a name; it is refused.
    private static string TidyName(string name) => name is "." or ".." ? name : name.TrimEnd('.', ' ');
}
