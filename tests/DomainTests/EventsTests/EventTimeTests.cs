using System.Globalization;
using System.Text;
using DetectionApi.Domain.Events;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.DomainTests.EventsTests;

public sealed class EventTimeTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(500);

    public static TheoryData<int, string, string> Times() => Cases.Of("event-times.cases");

    [Theory]
    [MemberData(nameof(Times))]
    public void A_time_is_read_to_the_millisecond(int line, string text, string expected)
    {
        var found = EventTime.TryParse(Encoding.UTF8.GetBytes(text), out var time)
            ? time.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)
            : "none";

        Assert.True(found == expected && time.Offset == TimeSpan.Zero, $"line {line}: {found}");
    }

    [Fact]
    public void Every_time_reads_back_in_whatever_zone_it_is_written() => Prop.ForAll(
        Gen.Choose(0, 8_000 * 365).ToArbitrary(), Gen.Choose(0, 86_399_999).ToArbitrary(),
        Gen.Choose(-12 * 60, 14 * 60).ToArbitrary(), (day, millisecond, offset) =>
        {
            var time = DateTimeOffset.UnixEpoch.AddDays(day + 1).AddMilliseconds(millisecond);
            var written = time.ToOffset(TimeSpan.FromMinutes(offset))
                .ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture);
            return EventTime.TryParse(Encoding.UTF8.GetBytes(written), out var read) && read == time;
        }).Check(Often);

    [Fact]
    public void Any_byte_of_a_time_replaced_is_a_time_or_none_and_never_a_crash()
    {
        var text = "2019-06-21T07:35:37.101+02:00"u8.ToArray();
        for (var at = 0; at < text.Length; at++)
            for (var other = 0; other < 256; other++)
            {
                var (before, _) = (text[at], text[at] = (byte)other);
                if (EventTime.TryParse(text, out var time)) Assert.InRange(time.Year, 1970, 9998);
                text[at] = before;
            }
    }
}
