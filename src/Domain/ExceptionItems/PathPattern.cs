using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>Which paths an item means: a Windows path, in which <c>*</c> and <c>?</c> stand for what differs.</summary>
/// <remarks>
/// <c>*</c> is any text and <c>?</c> any one character, both within one name only: neither stands for a backslash, so
/// that <c>C:\Program Files\Vendor\*\agent.exe</c> means one folder, not whatever lies below Vendor; nor for a colon,
/// behind which stands a stream that somebody hid beside a file or a folder. Case is ignored.
/// </remarks>
public sealed class PathPattern
{
    /// <summary>No name of a file or a folder is longer, whatever a hostile machine says.</summary>
    private const int NameLengthMax = 255;

    private static readonly char[] Wildcards = ['*', '?'];
    private static readonly char[] Borders = ['\\', ':'];

    private PathPattern(string text)
    {
        Text = text;
        FileName = WindowsPath.NameOf(text);
        IsExact = !HasWildcard(text);
    }

    /// <summary>The pattern, tidied and folded.</summary>
    public string Text { get; }

    /// <summary>What stands behind the last backslash.</summary>
    public string FileName { get; }

    /// <summary>True if it means one path only.</summary>
    public bool IsExact { get; }

    /// <summary>True if the name of the file is one only, wherever it may lie.</summary>
    public bool HasExactFileName => !HasWildcard(FileName);

    /// <summary>The pattern that a person wrote.</summary>
    public static PathPattern Of(string text) => new(ItemPath.Tidy(text));

    /// <summary>True if a part of a path stands for more than itself.</summary>
    public static bool HasWildcard(string text) => text.IndexOfAny(Wildcards) >= 0;

    /// <summary>True if it means that path.</summary>
    /// <param name="path">A path, folded by <see cref="ItemPath.Fold"/>.</param>
    public bool Matches(string path) => IsExact
        ? Text == path
        : Fits(path, static (wanted, letter) => wanted == letter || (wanted == '?' && !Borders.Contains(letter)));

    /// <summary>True if every path that <paramref name="other"/> means is one that this means, too.</summary>
    /// <remarks>It may be false of patterns that are contained in a roundabout way, never true of others.</remarks>
    public bool Contains(PathPattern other) => Fits(
        other.Text,
        static (wanted, letter) => wanted == letter || (wanted == '?' && letter != '*' && !Borders.Contains(letter)));

    /// <inheritdoc/>
    public override string ToString() => Text;

    private bool Fits(string text, Func<char, char, bool> isLike)
    {
        var (p, t) = (0, 0);
        var (star, first, retry) = (-1, 0, 0);
        while (t < text.Length)
        {
            if (p < Text.Length && Text[p] == '*')
            {
                (star, first, retry) = (p++, t, t);
            }
            else if (p < Text.Length && isLike(Text[p], text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0 && retry - first < NameLengthMax && !Borders.Contains(text[retry]))
            {
                // The last star takes one more; an earlier one never has to.
                (p, t) = (star + 1, ++retry);
            }
            else
            {
                return false;
            }
        }

        return Text.AsSpan(p).TrimStart('*').IsEmpty;
    }
}
