using DetectionApi.Domain.Investigation;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.InvestigationTests;

/// <summary>With whom did it communicate after the access?</summary>
public sealed class CommunicationTests
{
    [Theory]
    [InlineData("93.184.216.34", AddressKind.Public)]
    [InlineData("::ffff:93.184.216.34", AddressKind.Public)]
    [InlineData("2606:2800:220:1::1", AddressKind.Public)]
    [InlineData("11.0.0.1", AddressKind.Public)]
    [InlineData("172.32.0.1", AddressKind.Public)]
    [InlineData("172.15.255.255", AddressKind.Public)]
    [InlineData("100.128.0.1", AddressKind.Public)]
    [InlineData("10.255.255.255", AddressKind.Private)]
    [InlineData("172.16.0.1", AddressKind.Private)]
    [InlineData("172.31.255.255", AddressKind.Private)]
    [InlineData("192.168.0.1", AddressKind.Private)]
    [InlineData("169.254.1.1", AddressKind.Private)]
    [InlineData("100.64.0.1", AddressKind.Private)]
    [InlineData("::ffff:10.1.2.3", AddressKind.Private)]
    [InlineData("fd00::1", AddressKind.Private)]
    [InlineData("fe80::1%12", AddressKind.Private)]
    [InlineData("127.0.0.1", AddressKind.Nowhere)]
    [InlineData("::1", AddressKind.Nowhere)]
    [InlineData("::", AddressKind.Nowhere)]
    [InlineData("0.0.0.0", AddressKind.Nowhere)]
    [InlineData("224.0.0.252", AddressKind.Nowhere)]
    [InlineData("255.255.255.255", AddressKind.Nowhere)]
    [InlineData("ff02::1:3", AddressKind.Nowhere)]
    [InlineData("nonsense", AddressKind.Nowhere)]
    [InlineData("", AddressKind.Nowhere)]
    public void Addresses_lead_somewhere(string address, object kind) =>
        Assert.Equal((AddressKind)kind, AddressRanges.KindOf(address));

    // Of an access to what an attacker wants.
    [Theory]
    [InlineData(SomeCase.Public, true, Answer.Escalate)]
    [InlineData(SomeCase.Public, false, Answer.Escalate)]
    [InlineData("2606:2800:220:1::1", true, Answer.Escalate)]
    [InlineData(SomeCase.Private, true, Answer.Unresolved)]
    [InlineData(SomeCase.Private, false, Answer.Unresolved)]
    [InlineData("127.0.0.1", true, Answer.Lower)]
    [InlineData("239.255.255.250", true, Answer.Lower)]
    public void With_whom_it_connected_counts(string address, bool initiated, Answer answer)
    {
        var finding = new SomeCase().With(SomeCase.Connected(address, initiated))[Question.Communication];

        Assert.Equal(answer, finding.Answer);
        if (answer is not Answer.Lower) Assert.Contains(address, finding.Because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5, "::ffff:93.184.216.34;", Answer.Escalate, "addresses: “93.184.216.34 port 443 (update.example)”")]
    [InlineData(-600, "93.184.216.34;", Answer.Escalate, "addresses: “93.184.216.34 port 443 (update.example)”")]
    [InlineData(0.5, "93.184.216.35;", Answer.Escalate, "asked no name for: “93.184.216.34 port 443”")]
    public void A_question_of_the_process_names_the_address(
        double secondsAfter, string answers, Answer answer, string said)
    {
        var finding = new SomeCase()
            .With(SomeCase.Asked("update.example", answers, secondsAfter), SomeCase.Connected(SomeCase.Public))
            [Question.Communication];

        Assert.Equal(answer, finding.Answer);
        Assert.Contains(said, finding.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void The_question_of_another_process_does_not() => Assert.Contains(
        "asked no name for",
        new SomeCase().With(
            SomeCase.Asked("update.example", "93.184.216.34;").Data("ProcessGuid", SomeContext.Other),
            SomeCase.Connected(SomeCase.Public))[Question.Communication].Because, StringComparison.Ordinal);

    [Theory]
    [InlineData(true, SomeCase.Public, Answer.Unresolved)]
    [InlineData(false, SomeCase.Public, Answer.Escalate)]
    [InlineData(true, SomeCase.Private, Answer.Lower)]
    [InlineData(false, SomeCase.Private, Answer.Unresolved)]
    public void Where_nothing_was_to_be_taken_an_address_without_a_question_is_worse(
        bool isAsked, string address, Answer answer)
    {
        var some = NothingToTake().With(SomeCase.Connected(address));
        if (isAsked) some = some.With(SomeCase.Asked("name.example", $"{address};", -5));

        Assert.Equal(answer, some[Question.Communication].Answer);
    }

    [Fact]
    public void Where_the_host_sends_no_questions_nobody_can_say_that_it_did_not_ask()
    {
        var finding = NothingToTake().With(SomeCase.Connected(SomeCase.Public)).WithoutTelemetry("22")
            [Question.Communication];

        Assert.Equal(Answer.Unresolved, finding.Answer);
        Assert.DoesNotContain("asked no name", finding.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_it_asked_for_leaves_it_open() => Assert.Equal(
        Answer.Unresolved,
        NothingToTake().With(SomeCase.Asked("name.example", "10.1.1.1;"))[Question.Communication].Answer);

    [Theory]
    [InlineData("3", "with which addresses it connected", "NetworkConnect")]
    [InlineData("22", "which names it asked for", "DnsQuery")]
    public void What_is_missing_leaves_it_open_and_says_what_to_set(string code, string what, string setting)
    {
        var finding = new SomeCase().WithoutTelemetry(code)[Question.Communication];

        Assert.Equal(Answer.Unresolved, finding.Answer);
        var missing = Assert.Single(finding.Missing);
        Assert.Equal((what, $"Sysmon: <{setting} onmatch=\"exclude\"/>"), (missing.What, missing.Setting));
    }

    [Fact]
    public void What_came_before_the_access_or_of_another_process_does_not_count() => Assert.Equal(
        Answer.Lower,
        new SomeCase().With(
            SomeCase.Connected(SomeCase.Public).At(Some.Time.AddSeconds(-60)),
            SomeCase.Connected(SomeCase.Public).Data("ProcessGuid", SomeContext.Other))[Question.Communication].Answer);

    [Fact]
    public void Nothing_seen_where_it_would_have_been_seen_lowers_it() => Assert.Contains(
        "not seen to connect or to ask for a name until 2026-03-02 11:20:30.250Z,",
        new SomeCase()[Question.Communication].Because, StringComparison.Ordinal);

    private static SomeCase NothingToTake() => new()
    {
        Access = new SomeCase().Access.Data("TargetImage", @"C:\Windows\System32\notepad.exe")
            .Data("CallTrace", Some.Unbacked),
    };
}
