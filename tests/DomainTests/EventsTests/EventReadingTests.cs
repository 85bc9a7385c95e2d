using System.Diagnostics;
using System.Text;
using DetectionApi.Domain.Events;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.EventsTests;

public sealed class EventReadingTests
{
    public static TheoryData<int, string, string, string> Readings()
    {
        var data = new TheoryData<int, string, string, string>();
        foreach (var (line, question, answer) in CaseFile.Read("event-reading.cases"))
        {
            var at = question.IndexOf(" of ", StringComparison.Ordinal);
            data.Add(line, question[..at], question[(at + 4)..], answer.Replace('⏎', '\n'));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Readings))]
    public void A_field_is_found_with_all_its_values(int line, string field, string document, string expected)
    {
        var found = Read.Field(document, field);

        Assert.True(found == expected, $"line {line}: {found}");
    }

    [Theory]
    [MemberData(nameof(Readings))]
    public void Blanks_and_line_breaks_between_the_tokens_change_nothing(
        int line, string field, string document, string expected)
    {
        var spaced = document.Replace(": ", "\r\n\t:\n ", StringComparison.Ordinal);

        Assert.True(Read.Field(spaced, field) == expected, $"line {line}");
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void A_document_may_nest_64_deep_and_no_deeper(int depth, bool isRead)
    {
        var objects = Encoding.UTF8.GetBytes(
            string.Concat(Enumerable.Repeat("""{"a":""", depth)) + "1" + new string('}', depth));
        var arrays = Encoding.UTF8.GetBytes(
            """{"a":""" + new string('[', depth - 1) + new string(']', depth - 1) + "}");

        Assert.Equal(isRead, Read.Refusal(objects) is null);
        Assert.Equal(isRead, Read.Refusal(arrays) is null);
    }

    [Fact]
    public void A_document_that_nests_too_deep_is_refused_at_the_byte_where_it_does()
    {
        var objects = string.Concat(Enumerable.Repeat("""{"x":""", 65));
        var document = Encoding.UTF8.GetBytes(objects + "1" + new string('}', 65));

        Assert.Matches(@"64.*\(at byte 32\d\)$", Read.Refusal(document));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("{} {}")]
    [InlineData("{}x")]
    [InlineData("{,}")]
    [InlineData("{\"a\": 01}")]
    [InlineData("{\"a\": nan}")]
    [InlineData("{\"a\": \"\\x\"}")]
    [InlineData("{\"a\": \"\\ud8\"}")]
    [InlineData("{\"a\": \"\t\"}")]
    [InlineData("{'a': 1}")]
    [InlineData("{\"a\": 1,}")]
    [InlineData("{} // nothing")]
    [InlineData("\ufeff{}")]
    public void What_is_not_exactly_one_JSON_object_is_refused(string document) =>
        Assert.Matches(@"^not a JSON object: .+ \(at byte \d+\)$", Read.Refusal(Encoding.UTF8.GetBytes(document)));

    [Theory]
    [InlineData("{\"a\": x}", 6)]
    [InlineData("{\n \"a\": 1,\n \"b\": x\n}", 17)]
    [InlineData("\n\n\nx", 3)]
    [InlineData("{\"ä\": x}", 7)]
    public void The_reason_names_the_byte_in_the_whole_document(string document, int position) =>
        Assert.EndsWith($"(at byte {position})", Read.Refusal(Encoding.UTF8.GetBytes(document)));

    [Fact]
    public void Blanks_around_the_object_are_allowed() => Assert.Equal("1", Read.Field(" \r\n{\"a\":1}\t\n", "a"));

    [Fact]
    public void A_document_cut_off_at_any_byte_is_refused_and_never_a_crash()
    {
        var document = Some.ProcessAccess().With("labels.x", "\ud83d\ude00 \\ \u0001").Utf8;
        for (var length = 0; length < document.Length; length++) Assert.NotNull(Read.Refusal(document[..length]));

        Assert.Null(Read.Refusal(document));
    }

    [Fact]
    public void A_document_with_any_byte_replaced_is_read_or_refused_and_never_a_crash()
    {
        var document = Some.ProcessAccess().Utf8;
        var detector = Some.Detector();
        var (rules, buffer) = (detector.RulesFor(Some.Index), detector.NewBuffer());
        foreach (var other in "\0\"\\{[0-\xff"u8.ToArray())
            for (var at = 0; at < document.Length; at++)
            {
                var (before, _) = (document[at], document[at] = other);
                detector.Judge(document, rules, buffer);
                document[at] = before;
            }

        Assert.Single(detector.Judge(document, rules, buffer).Matches);
    }

    [Fact]
    public void An_event_with_more_values_than_any_event_has_is_refused_in_a_time_in_proportion()
    {
        var fields = new FieldSet(["a", "b.c"]);
        var buffer = new EventBuffer(fields);
        var values = string.Join(',', Enumerable.Repeat("1", 1_000_000));
        var objects = string.Join(',', Enumerable.Repeat("""{"c":"\\"}""", 1_000_000));
        var document = Encoding.UTF8.GetBytes($$"""{"a":[{{values}}],"b":[{{objects}}]}""");

        var watch = Stopwatch.StartNew();
        Assert.False(buffer.TryRead(document, out _, out var reason));
        Assert.Contains("more than 65536 values", reason, StringComparison.Ordinal);

        Assert.True(buffer.TryRead(Values(60_000), out var view, out _));
        var count = 0;
        foreach (var _ in view.All(0)) count++;
        Assert.Equal(60_000, count);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private static byte[] Values(int count) =>
        Encoding.UTF8.GetBytes($$"""{"a":[{{string.Join(',', Enumerable.Repeat("1", count))}}]}""");

    [Fact]
    public void A_buffer_keeps_nothing_of_the_event_before()
    {
        var buffer = new EventBuffer(new FieldSet(["a", "b", "c"]));
        Assert.True(buffer.TryRead("""{"a":["\u0041",2,3],"b":"x","c":[true,false]}"""u8, out _, out _));
        Assert.False(buffer.TryRead("""{"a":["\u0042",5],"b":"y","c":"""u8, out _, out _));
        Assert.True(buffer.TryRead("""{"b":["\u0043","z"]}"""u8, out var view, out _));

        Assert.Equal("", Read.Values(view, 0));
        Assert.Equal("\"C\" \"z\"", Read.Values(view, 1));
        Assert.False(view.Has(2));
        Assert.Equal(FieldKind.Missing, view.First(2).Kind);
        Assert.True(view.Text(2).IsEmpty);
        Assert.Null(view.Copy(2));
    }

    [Fact]
    public void A_buffer_reads_on_after_a_monstrous_document()
    {
        var buffer = new EventBuffer(new FieldSet(["a"]));
        var values = string.Join(',', Enumerable.Repeat(1, 50_000));
        var monster = Encoding.UTF8.GetBytes($$"""{"a":["{{new string('x', 5_000_000)}}\n",{{values}}]}""");
        Assert.True(buffer.TryRead(monster, out _, out _));
        Assert.True(buffer.TryRead("""{"a":["\n",7]}"""u8, out var view, out _));

        Assert.Equal("\"\n\" 7", Read.Values(view, 0));
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_kept_as_they_came()
    {
        byte[] document = [.. "{\"a\":\"x"u8, 0xff, 0x80, .. "\\\\\"}"u8];
        var buffer = new EventBuffer(new FieldSet(["a"]));

        Assert.True(buffer.TryRead(document, out var view, out _));
        Assert.Equal([(byte)'x', 0xff, 0x80, (byte)'\\'], view.Text(0).ToArray());
        Assert.Equal("x\ufffd\ufffd\\", view.Copy(0));
        Assert.Equal(document, view.Document.ToArray());
    }

    [Theory]
    [InlineData("1", 1d)]
    [InlineData("-2.5e3", -2500d)]
    [InlineData("\"1\"", null)]
    [InlineData("true", null)]
    [InlineData("null", null)]
    public void Only_a_JSON_number_is_a_number(string value, double? expected)
    {
        var buffer = new EventBuffer(new FieldSet(["a"]));
        Assert.True(buffer.TryRead(Encoding.UTF8.GetBytes($"{{\"a\":{value}}}"), out var view, out _));

        Assert.Equal(expected, view.First(0).TryGetNumber(out var number) ? number : null);
    }
}
