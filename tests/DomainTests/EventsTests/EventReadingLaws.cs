using System.Text;
using System.Text.Json;
using DetectionApi.Domain.Events;
using DetectionApi.Support;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.DomainTests.EventsTests;

/// <summary>What holds for any document.</summary>
public sealed class EventReadingLaws
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(500);
    private static readonly string[] Fields = ["a", "b.a", "b.b", "b.c.a", "b.c.b", "a.c.\u00e4", "winlog.event_id"];

    private static readonly Gen<string> Values = Gen.Elements(
        "1", "-2.5", "true", "\"x\"", "\"\\\\\"", "\"\\ud800\"", "\"\\u0061\"", "[]", "[1,\"y\"]", "[[\"\\n\"],null]");

    // Some of the fields, each with one value; never a field within a value.
    private static readonly Gen<(string Field, string Value)[]> Events =
        from values in Gen.ArrayOf(Values, Fields.Length)
        from chosen in Gen.ArrayOf(Gen.Elements(true, false), Fields.Length)
        from order in Gen.Choose(0, 1000)
        select Some.Shuffled(Fields.Zip(values).Where((_, index) => chosen[index]), order);

    [Fact]
    public void An_event_reads_alike_nested_and_dotted() => Prop.ForAll(Events.ToArbitrary(), e =>
        ReadAll(Nested(e)) == ReadAll(Dotted(e))).Check(Often);

    [Fact]
    public void The_order_of_members_changes_nothing() => Prop.ForAll(Events.ToArbitrary(), e =>
        ReadAll(Dotted(e)) == ReadAll(Dotted([.. e.Reverse()]))).Check(Often);

    [Fact]
    public void What_is_read_is_what_the_base_library_reads() => Prop.ForAll(Events.ToArbitrary(), e =>
        e.All(member => Read.Field(Nested(e), member.Field) == Expected(member.Value))).Check(Often);

    [Fact]
    public void Any_bytes_are_an_event_or_refused_and_never_a_crash() => Prop.ForAll(
        Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b)).ToArbitrary(), bytes =>
        {
            Some.Judge(bytes);
            Some.Judge([.. "{\"a\":\""u8, .. bytes, .. "\"}"u8]);
        }).Check(Often);

    [Fact]
    public void Any_tokens_are_an_event_or_refused_and_never_a_crash()
    {
        var tokens = Gen.Elements(
            "{", "}", "[", "]", ":", ",", "\"a\"", "\"b.c\"", "1", "null", "\"\\ud83d\"", "\"winlog\":{",
            "\"event_data\":", "\"CallTrace\":", "\"\"", " ", "\n", "\"@timestamp\":", "\"2026-03-02 10:20:30.250\"");
        Prop.ForAll(Gen.ListOf(tokens).Select(string.Concat).ToArbitrary(), text =>
        {
            Some.Judge(Encoding.UTF8.GetBytes(text));
            Some.Judge(Encoding.UTF8.GetBytes("{" + text + "}"));
        }).Check(Often);
    }

    private static string ReadAll(string document)
    {
        var buffer = new EventBuffer(new FieldSet(Fields));
        Assert.True(buffer.TryRead(Encoding.UTF8.GetBytes(document), out var view, out var reason), reason);
        var all = new StringBuilder();
        for (var slot = 0; slot < Fields.Length; slot++) all.Append(Read.Values(view, slot)).Append('|');
        return all.ToString();
    }

    private static string Dotted((string Field, string Value)[] members) =>
        $"{{{string.Join(',', members.Select(m => $"\"{m.Field}\":{m.Value}"))}}}";

    // `a` and `a.c.ä` cannot both be nested: the one that is a value goes into an array beside the object.
    private static string Nested((string Field, string Value)[] members) => Nested("", members);

    private static string Nested(string prefix, (string Field, string Value)[] members)
    {
        var byFirst = members.GroupBy(m => m.Field[prefix.Length..].Split('.')[0]);
        return $"{{{string.Join(',', byFirst.Select(g => $"\"{g.Key}\":{ValueOf(prefix + g.Key, [.. g])}"))}}}";
    }

    private static string ValueOf(string name, (string Field, string Value)[] members)
    {
        var own = members.Where(m => m.Field == name).Select(m => m.Value);
        (string, string)[] below = [.. members.Where(m => m.Field != name)];
        string[] parts = [.. own, .. below.Length > 0 ? [Nested(name + ".", below)] : Array.Empty<string>()];
        return parts is [var single] ? single : $"[{string.Join(',', parts)}]";
    }

    private static string Expected(string value)
    {
        using var json = JsonDocument.Parse(value.Replace("\\ud800", "\\ufffd", StringComparison.Ordinal));
        return string.Join(' ', Leaves(json.RootElement));
    }

    private static IEnumerable<string> Leaves(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Leaves),
        JsonValueKind.Null => [],
        JsonValueKind.String => [$"\"{element.GetString()}\""],
        _ => [element.GetRawText()],
    };
}
