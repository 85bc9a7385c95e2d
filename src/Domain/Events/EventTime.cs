using System.Buffers.Text;

namespace DetectionApi.Domain.Events;

/// <summary>Reads the times that events carry, to the millisecond.</summary>
public static class EventTime
{
    private const int DateAndTimeBytes = 19;
    private const int FractionDigitsMax = 9;

    // What lies outside is no time of an event but a sensor without a clock; and sums with it stay within the calendar.
    private const int YearMin = 1970;
    private const int YearMax = 9998;

    /// <summary>
    /// Reads <c>2019-06-21T07:35:37.1234567Z</c> with 0 to 9 digits of a second's fraction and <c>Z</c> or an offset,
    /// or Sysmon's <c>2019-06-21 07:35:37.101</c>, which is UTC.
    /// </summary>
    /// <remarks>A time with a <c>T</c> and no zone could be anybody's: it is refused rather than guessed.</remarks>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length < DateAndTimeBytes || !TryReadSeconds(text, out var seconds)) return false;

        var rest = text[DateAndTimeBytes..];
        var milliseconds = 0;
        if (rest is [(byte)'.' or (byte)',', .. var fraction]) rest = ReadFraction(fraction, out milliseconds);
        if (!TryReadOffset(rest, isUtc: text[10] == (byte)' ', out var offset)) return false;

        var ticks = seconds.Ticks + milliseconds * TimeSpan.TicksPerMillisecond - offset.Ticks;
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks) return false;

        time = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static bool TryReadSeconds(ReadOnlySpan<byte> text, out DateTime seconds)
    {
        seconds = default;
        if (text[4] != '-' || text[7] != '-' || text[10] is not ((byte)'T' or (byte)' ')
            || text[13] != ':' || text[16] != ':')
            return false;

        if (!TryReadNumber(text[..4], out var year) || !TryReadNumber(text[5..7], out var month)
            || !TryReadNumber(text[8..10], out var day) || !TryReadNumber(text[11..13], out var hour)
            || !TryReadNumber(text[14..16], out var minute) || !TryReadNumber(text[17..19], out var second))
            return false;

        if (year is < YearMin or > YearMax || month is < 1 or > 12
            || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        if (hour > 23 || minute > 59 || second > 59) return false;

        seconds = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc);
        return true;
    }

    private static ReadOnlySpan<byte> ReadFraction(ReadOnlySpan<byte> text, out int milliseconds)
    {
        milliseconds = 0;
        var digits = 0;
        var digitsMax = Math.Min(text.Length, FractionDigitsMax);
        for (; digits < digitsMax && char.IsAsciiDigit((char)text[digits]); digits++)
            if (digits < 3) milliseconds = milliseconds * 10 + text[digits] - '0';

        for (var missing = digits; missing < 3; missing++) milliseconds *= 10;
        return text[digits..];
    }

    private static bool TryReadOffset(ReadOnlySpan<byte> text, bool isUtc, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text.IsEmpty) return isUtc;
        if (text is [(byte)'Z' or (byte)'z']) return true;
        if (text is not [(byte)'+' or (byte)'-', _, _, .. var tail]) return false;

        if (tail is [(byte)':', .. var minute])
        {
            if (minute.IsEmpty) return false;
            tail = minute;
        }

        if (!TryReadNumber(text[1..3], out var hours) || hours > 14) return false;
        var minutes = 0;
        if (tail.Length is not (0 or 2) || (tail.Length == 2 && (!TryReadNumber(tail, out minutes) || minutes > 59)))
            return false;

        offset = new TimeSpan(hours, minutes, 0);
        if (text[0] == '-') offset = -offset;
        return true;
    }

    private static bool TryReadNumber(ReadOnlySpan<byte> digits, out int number) =>
        Utf8Parser.TryParse(digits, out number, out var consumed) && consumed == digits.Length
        && digits[0] is not ((byte)'-' or (byte)'+');
}
