using System.Globalization;
using System.Text;

namespace DetectionApi.Benchmarks.Corpus;

/// <summary>Writes the times of one batch, which begins on a whole minute.</summary>
internal ref struct BatchClock(DateTime from)
{
    private const int MinuteMilliseconds = 60_000;

    // As far as the minutes, and the colon behind them.
    private const int PrefixBytes = 17;

    private readonly byte[] _first = PrefixOf(from);
    private readonly byte[] _second = PrefixOf(from.AddMinutes(1));

    /// <summary>Writes a time to the millisecond.</summary>
    /// <param name="milliseconds">How long after the beginning; two minutes at most.</param>
    /// <param name="separator">What stands between day and hour.</param>
    /// <param name="place">Where it is written.</param>
    public readonly void Write(int milliseconds, byte separator, Span<byte> place)
    {
        var isFirst = milliseconds < MinuteMilliseconds;
        (isFirst ? _first : _second).CopyTo(place);
        if (!isFirst) milliseconds -= MinuteMilliseconds;
        var (seconds, fraction) = Math.DivRem(milliseconds, 1000);
        place[10] = separator;
        place[PrefixBytes] = Digit(seconds / 10);
        place[18] = Digit(seconds % 10);
        place[19] = (byte)'.';
        place[20] = Digit(fraction / 100);
        place[21] = Digit(fraction / 10 % 10);
        place[22] = Digit(fraction % 10);
    }

    private static byte Digit(int number) => (byte)('0' + number);

    private static byte[] PrefixOf(DateTime time) =>
        Encoding.UTF8.GetBytes(time.ToString("yyyy-MM-dd HH:mm:", CultureInfo.InvariantCulture));
}
