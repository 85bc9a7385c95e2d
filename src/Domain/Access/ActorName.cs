using System.Globalization;
using System.Text;

namespace DetectionApi.Domain.Access;

/// <summary>Under which name somebody acts: one person has one, however it is written.</summary>
public static class ActorName
{
    /// <summary>The name of whoever does not say who he is, while nobody needs a key.</summary>
    public const string Local = "local";

    /// <summary>The name under which only the service itself acts.</summary>
    public const string System = "system";

    /// <summary>How many characters of a name count.</summary>
    public const int LengthMax = 128;

    /// <summary>
    /// The name, cut at 128 characters, without characters that nobody sees and without dots and blanks at its ends, so
    /// that nobody is two; null if nothing is left.
    /// </summary>
    public static string? Of(string? text)
    {
        var name = string.Concat((text ?? "").EnumerateRunes().Where(IsSeen)).Trim();
        if (name.Length > LengthMax) name = name[..LengthMax];
        while (name.Length > 0 && (name[^1] == '.' || char.IsWhiteSpace(name[^1]))) name = name[..^1];
        return name.Length == 0 ? null : name;
    }

    /// <summary>Whether nobody but the service may be called so.</summary>
    public static bool IsReserved(string name) => System.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool IsSeen(Rune letter) =>
        Rune.GetUnicodeCategory(letter) is not (UnicodeCategory.Control or UnicodeCategory.Format);
}
