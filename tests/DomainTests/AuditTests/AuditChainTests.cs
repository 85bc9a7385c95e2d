using DetectionApi.Domain.Audit;

namespace DetectionApi.DomainTests.AuditTests;

/// <summary>The form of the hashes, which no later version may change.</summary>
public sealed class AuditChainTests
{
    private static readonly AuditLine Content = new()
    {
        At = DateTimeOffset.FromUnixTimeMilliseconds(1_772_439_330_123),
        Actor = "mira",
        KeyId = null,
        From = "127.0.0.1",
        RequestId = "0HN:1",
        Operation = "ChangeRule",
        Outcome = AuditOutcome.Changed,
        Subject = "rule-setting",
        SubjectId = "2dd4",
        Before = """{"isEnabled":true}""",
        After = """{"isEnabled":false}""",
    };

    [Fact]
    public void The_first_line_follows_nothing_and_has_this_hash()
    {
        var line = AuditChain.Append(AuditHead.None, Content);

        Assert.Equal(1, line.Seq);
        Assert.Equal(new byte[32], line.PreviousHash);
        Assert.Equal(
            "42d8f654a8276e2fa82e93221ae4e9a189c912ec5c1cdba60838ee84136b04f4", Convert.ToHexStringLower(line.Hash));
    }

    [Fact]
    public void A_refusal_behind_it_has_this_hash()
    {
        var first = AuditChain.Append(AuditHead.None, Content);
        var line = AuditChain.Append(AuditHead.Of(first), Content with
        {
            Outcome = AuditOutcome.Refused,
            Before = null,
            After = null,
            Status = 412,
            Reason = "changed-meanwhile",
            Count = 7,
        });

        Assert.Equal(2, line.Seq);
        Assert.Equal(first.Hash, line.PreviousHash);
        Assert.Equal(
            "d91a9ad7fefa3c0c35755d8b2277cd9d91ee1490906ae9d2c80d69c237da3084", Convert.ToHexStringLower(line.Hash));
    }

    [Fact]
    public void A_time_is_kept_to_the_millisecond_and_in_UTC()
    {
        var line = AuditChain.Append(
            AuditHead.None, Content with { At = Content.At.AddTicks(9_999).ToOffset(TimeSpan.FromHours(2)) });

        Assert.Equal((Content.At, TimeSpan.Zero), (line.At, line.At.Offset));
    }

    [Theory]
    [InlineData("0:")]
    [InlineData("x:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("-1:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("1:000000000000000000000000000000000000000000000000000000000000000g")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_end_of_a_log_is_not_taken_for_one(string? text) =>
        Assert.False(AuditHead.TryParse(text, out _));

    [Fact]
    public void The_end_of_a_log_can_be_noted_and_read_again()
    {
        var head = AuditHead.Of(AuditChain.Append(AuditHead.None, Content));

        Assert.True(AuditHead.TryParse(head.ToString().ToUpperInvariant(), out var read));
        Assert.Equal(head, read);
    }

    [Fact]
    public void A_fault_names_the_line_and_what_is_wrong_with_it()
    {
        var log = SomeLine.Chained(Content, Content, Content);

        Assert.Equal(
            "Line 2 is not as it was written: its hash is that of something else.",
            SomeLine.FaultOf([log[0], log[1] with { Actor = "jo" }, log[2]]));
        Assert.Equal(
            "Behind line 1 comes line 3: something between was removed or put in.",
            SomeLine.FaultOf([log[0], log[2]]));
        Assert.Equal(
            "The log ends with line 2, and line 3 was expected: its end was removed.",
            SomeLine.FaultOf(log[..2], AuditHead.Of(log[2])));
    }
}
