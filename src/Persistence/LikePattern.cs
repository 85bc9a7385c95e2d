using System.Text;

namespace DetectionApi.Persistence;

/// <summary>
/// Turns <c>*</c> and <c>?</c> into the wildcards of SQL's <c>LIKE</c>, and takes all others literally.
/// </summary>
internal static class LikePattern
{
    public const string Escape = @"\";

    public static string Of(string wildcard)
    {
        var pattern = new StringBuilder(wildcard.Length);
        foreach (var letter in wildcard)
        {
            if (letter is '%' or '_' or '\\') pattern.Append('\\');
            pattern.Append(letter switch { '*' => '%', '?' => '_', _ => letter });
        }

        return pattern.ToString();
    }
}
