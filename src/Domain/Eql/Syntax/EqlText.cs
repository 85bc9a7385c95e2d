using System.Globalization;
using System.Text;

namespace DetectionApi.Domain.Eql.Syntax;

/// <summary>How names and text are spelled in EQL.</summary>
internal static class EqlText
{
    /// <summary>Words that are no names unless they are quoted.</summary>
    public static readonly IReadOnlySet<string> Keywords = new HashSet<string>
    {
        "and", "any", "by", "false", "in", "join", "like", "maxspan", "not", "null", "of", "or", "regex", "sample",
        "sequence", "true", "until", "where", "with",
    };

    public static bool StartsName(char c) => char.IsAsciiLetter(c) || c is '_' or '@';

    public static bool ContinuesName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_';

    public static bool IsPlainName(string name) =>
        name.Length > 0 && StartsName(name[0]) && name.Skip(1).All(ContinuesName) && !Keywords.Contains(name);

    public static string FieldName(string name) => name.Split('.').All(IsPlainName)
        ? name
        : $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text) Append(quoted, c);
        return quoted.Append('"').ToString();
    }

    private static void Append(StringBuilder quoted, char c)
    {
        if (Escape(c) is { } letter) quoted.Append('\\').Append(letter);
        else if (char.IsControl(c)) quoted.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)c:x4}}}");
        else quoted.Append(c);
    }

    private static char? Escape(char c) => c switch
    {
        '"' or '\\' => c,
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        '\b' => 'b',
        '\f' => 'f',
        _ => null,
    };
}
