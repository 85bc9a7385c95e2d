using DetectionApi.Domain.Context;
using DetectionApi.Support;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.DomainTests.ContextTests;

/// <summary>A disk may give back other bytes than were written; reading them ends in one kind of complaint.</summary>
public sealed class DamagedRecordTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(2000);

    private static readonly byte[] Written =
        [.. Kept.Chunk(SomeContext.Start().Utf8, SomeContext.Sysmon(5).Without("winlog.record_id").Utf8).Records];

    [Fact]
    public void Other_bytes_than_were_written_are_read_or_complained_about() => Prop.ForAll(
        Gen.Choose(0, Written.Length - 1).ToArbitrary(), Gen.Choose(0, 255).ToArbitrary(),
        Gen.Choose(0, Written.Length).ToArbitrary(),
        (place, value, length) =>
        {
            var bytes = Written.ToArray();
            bytes[place] = (byte)value;
            AssertReadOrComplainedAbout(bytes);
            AssertReadOrComplainedAbout(bytes[..length]);
        }).Check(Often);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 0x80)]
    [InlineData(11, 0x7f)]
    [InlineData(13, 0xff)]
    public void A_length_a_time_or_a_field_that_cannot_be_is_complained_about(int place, byte value)
    {
        var bytes = Written.ToArray();
        bytes[place] = value;
        if (place == 0) bytes[1] = 0;

        Assert.Throws<InvalidDataException>(() => new ContextChunk().Add(bytes));
    }

    private static void AssertReadOrComplainedAbout(byte[] bytes)
    {
        var keys = new ContextKeySet([ContextKey.Of(ContextKeyKind.Host, SomeContext.Host)]);
        var complaint = Record.Exception(
            () => ContextEvent.Find(bytes, keys, DateTimeOffset.MinValue, DateTimeOffset.MaxValue));
        Assert.True(complaint is null or InvalidDataException, $"{complaint}");
        complaint = Record.Exception(() => new ContextChunk().Add(bytes));
        Assert.True(complaint is null or InvalidDataException, $"{complaint}");
    }
}
