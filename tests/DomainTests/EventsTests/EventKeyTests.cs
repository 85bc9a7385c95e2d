using System.Text;
using System.Text.Json;
using DetectionApi.Domain.Events;
using DetectionApi.Support;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.DomainTests.EventsTests;

public sealed class EventKeyTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(500);

    public static TheoryData<int, string, string> Hosts() => Cases.Of("hosts.cases");

    [Theory]
    [InlineData("winlog.event_data.CallTrace", "UNKNOWN(0000000000000001)")]
    [InlineData("message", "another language")]
    [InlineData("@timestamp", "2026-03-02T10:20:30.999Z")]
    [InlineData("winlog.computer_name", "ws-17.CORP.example")]
    [InlineData("winlog.record_id", "41017")]
    [InlineData("host.name", "collector")]
    [InlineData("event.created", "2026-03-03T00:00:00Z")]
    [InlineData("agent.ephemeral_id", "another")]
    public void A_record_is_known_again_whatever_else_the_document_says(string field, object value) =>
        Assert.Equal(KeyOf(Some.ProcessAccess()), KeyOf(Some.ProcessAccess().With(field, value)));

    [Theory]
    [InlineData("winlog.computer_name", "WS-18.corp.example")]
    [InlineData("winlog.channel", "ForwardedEvents")]
    [InlineData("winlog.provider_name", "SysWatch")]
    [InlineData("winlog.record_id", 41018)]
    [InlineData("winlog.event_data.UtcTime", "2026-03-02 10:20:30.251")]
    public void Another_origin_log_provider_number_or_time_is_another_record(string field, object value) =>
        Assert.NotEqual(KeyOf(Some.ProcessAccess()), KeyOf(Some.ProcessAccess().With(field, value)));

    [Fact]
    public void A_key_does_not_change_with_the_service() => Assert.Equal(
        "5e6f7298db6085c3c89449e9122b1c29", KeyOf(Some.ProcessAccess()).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(0)]
    [InlineData("0")]
    [InlineData("000")]
    public void Without_a_record_number_the_content_is_the_key(object? number)
    {
        var match = Some.Match(Some.ProcessAccess().With("winlog.record_id", number));
        var other = Some.ProcessAccess().With("winlog.record_id", number)
            .With("winlog.event_data.CallTrace", "UNKNOWN(0000000000000001)");

        Assert.Null(match.Envelope.RecordId);
        Assert.NotEqual(match.Envelope.Key, KeyOf(other));
    }

    [Theory]
    [InlineData("agent.ephemeral_id", "another")]
    [InlineData("agent", "another")]
    [InlineData("ecs.version", "9")]
    [InlineData("elastic_agent.id", "another")]
    [InlineData("data_stream.namespace", "another")]
    [InlineData("input.type", "another")]
    [InlineData("log.level", "another")]
    [InlineData("tags", new[] { "a", "b" })]
    [InlineData("@version", "2")]
    [InlineData("@metadata.beat", "another")]
    [InlineData("event.ingested", "2026-03-03T00:00:00Z")]
    [InlineData("event.created", "2026-03-03T00:00:00Z")]
    [InlineData("nothing", null)]
    [InlineData("empty", new string[0])]
    public void The_content_leaves_out_what_shippers_change_on_sending_again(string field, object? value)
    {
        var key = ContentKey(
            """{"agent":{"id":"1"},"event":{"code":"10","created":"x"},"log":{"level":"i"},"a":{"b":1}}""");
        var nested = new SomeEvent("""{"a":{"b":1},"event":{"code":"10"}}""").With(field, value).Json;
        var dotted = $$"""{"{{field}}":{{JsonSerializer.Serialize(value)}},"event.code":"10","a.b":1}""";

        Assert.Equal(key, ContentKey(nested));
        Assert.Equal(key, ContentKey(dotted));
    }

    [Theory]
    [InlineData("""{"a":{"b":2}}""")]
    [InlineData("""{"a":{"c":1}}""")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"a":{"b":1},"c":1}""")]
    [InlineData("""{"a":{"b":1,"agent":1}}""")]
    [InlineData("""{"a":{"b":[1,1]}}""")]
    [InlineData("""{"a":{"b":1},"agents":1}""")]
    [InlineData("""{"a":{"b":1},"event":{"action":"x"}}""")]
    [InlineData("{}")]
    public void Other_content_has_another_key(string other) =>
        Assert.NotEqual(ContentKey("""{"a":{"b":1}}"""), ContentKey(other));

    [Theory]
    [InlineData("""{"x":"ä","a":{"b":1}}""")]
    [InlineData("""{"a":{"b":1},"x":"\u00e4"}""")]
    [InlineData("{ \"a.b\" : 1 ,\n \"x\" : \"ä\" }")]
    [InlineData("""{"a":{"b":1,"c":null},"x":["ä"],"y":[],"z":{}}""")]
    [InlineData("""{"\u0061":{"b":1},"x":"ä"}""")]
    public void How_the_JSON_is_laid_out_changes_no_key(string same) =>
        Assert.Equal(ContentKey("""{"a":{"b":1},"x":"ä"}"""), ContentKey(same));

    [Fact]
    public void The_order_of_members_changes_no_key() => Prop.ForAll(
        Gen.ListOf(Gen.Elements("a", "b", "a.b", "agent.id", "log", "é", "z"))
            .Select(names => names.Distinct().ToArray()).ToArbitrary(),
        Gen.Choose(0, 1000).ToArbitrary(), (names, seed) =>
        {
            var members = names.Select((name, i) => $"\"{name}\":{i}").ToArray();
            return ContentKey($"{{{string.Join(',', members)}}}")
                == ContentKey($"{{{string.Join(',', Some.Shuffled(members, seed))}}}");
        }).Check(Often);

    [Fact]
    public void Half_a_surrogate_pair_has_a_key_and_keys_are_128_bits()
    {
        var key = ContentKey(
            """{"a":"\ud83d","\ude00":1}""");

        Assert.Equal(EventKey.Bytes, key.ToBytes().Length);
        Assert.Matches("^[0-9a-f]{32}$", key.ToString());
        Assert.Equal(key, EventKey.FromBytes(key.ToBytes()));
        Assert.Equal(key.ToString(), Convert.ToHexStringLower(key.ToBytes()));
        Assert.Equal(new string('0', 31) + "1", new EventKey(1).ToString());
    }

    [Fact]
    public void Parts_never_run_together()
    {
        string[][] lists =
            [[], [""], ["", ""], ["ab"], ["a", "b"], ["b", "a"], ["a", "", "b"], ["1:a"], ["1", "a"], ["1:a1:b"]];

        Assert.Equal(lists.Length, lists.Select(Fingerprint.Of).Distinct().Count());
    }

    [Fact]
    public void Lists_with_different_parts_have_different_fingerprints()
    {
        var lists = Gen.ListOf(Gen.Elements("", ":", "1:", "a", "1:a", "0:"));
        Prop.ForAll(lists.ToArbitrary(), lists.ToArbitrary(), (one, other) =>
            one.SequenceEqual(other) == (Fingerprint.Of(one) == Fingerprint.Of(other))).Check(Often);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public void A_host_is_the_origin_and_never_the_collector(int line, string question, string expected)
    {
        var parts = question.Split('|').Select(p => p.Trim() is { Length: > 0 } text ? text : null).ToArray();
        var document = Some.ProcessAccess().With("winlog.computer_name", parts[0]).With("host.name", parts[1])
            .With("host.id", parts[2]).With("tags", parts[3]);
        var host = Some.Match(document).Envelope.Host;

        Assert.True($"{host.Name} {host.Id ?? "-"}" == expected, $"line {line}: {host}");
    }

    private static EventKey KeyOf(SomeEvent document) => Some.Match(document).Envelope.Key;

    private static EventKey ContentKey(string document) => EventKey.OfContent(Encoding.UTF8.GetBytes(document));
}
