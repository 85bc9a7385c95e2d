using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace DetectionApi.Api.Http;

/// <summary>The place in a list behind which its next part begins, as text that clients pass back unread.</summary>
internal static class Cursor
{
    private const char Separator = ' ';

    public static string Of(params IEnumerable<string> parts) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(Separator, parts)));

    /// <summary>The parts, if it is a cursor with that many of them; else an empty list.</summary>
    public static IReadOnlyList<string> Parts(string cursor, int count)
    {
        if (!Base64Url.IsValid(cursor)) return [];

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split(Separator);
        return parts.Length == count ? parts : [];
    }

    public static string Of(DateTimeOffset time) => Of(time.ToUnixTimeMilliseconds());

    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static bool TryRead(string part, out DateTimeOffset time)
    {
        var isInRange = TryRead(part, out long milliseconds)
            && milliseconds >= 0 && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
        time = isInRange ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : default;
        return isInRange;
    }

    public static bool TryRead(string part, out long number) =>
        long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
