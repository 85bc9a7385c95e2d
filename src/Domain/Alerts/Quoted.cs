using System.Globalization;
using System.Text;

namespace DetectionApi.Domain.Alerts;

/// <summary>Names that others chose, put into our sentences so that they cannot pass for a part of them.</summary>
public static class Quoted
{
    private const int LengthMax = 120;

    /// <summary>
    /// The name, in quotation marks if it holds a blank; cut at 120 characters; what cannot be seen, or turns the text
    /// around, as <c>\u202E</c>.
    /// </summary>
    public static string Of(string name)
    {
        var shown = Visible(name, LengthMax);
        return shown.AsSpan().ContainsAny(" ,;\"") ? $"\u201c{shown}\u201d" : shown;
    }

    /// <summary>
    /// The text cut at a length, with what cannot be seen, or turns the text around, as <c>\u202E</c>.
    /// </summary>
    public static string Visible(string text, int lengthMax)
    {
        var shown = new StringBuilder();
        foreach (var letter in text)
        {
            if (shown.Length >= lengthMax) return shown.Append('…').ToString();
            if (IsVisible(letter)) shown.Append(letter);
            else shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}");
        }

        return shown.ToString();
    }

    /// <summary>
    /// True unless it cannot be seen or turns the text around. Halves of surrogate pairs pass: together they are
    /// letters, too.
    /// </summary>
    public static bool IsVisible(char letter) => char.GetUnicodeCategory(letter) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator);
}
