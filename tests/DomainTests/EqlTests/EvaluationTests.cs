using System.Text;
using DetectionApi.Domain.Eql;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.EqlTests;

public sealed class EvaluationTests
{
    public static TheoryData<int, string, string, string> Evaluations()
    {
        var data = new TheoryData<int, string, string, string>();
        var document = "{}";
        foreach (var (line, question, answer) in CaseFile.Read("eql-evaluation.cases"))
        {
            if (question is "given") document = answer;
            else data.Add(line, document, question, answer);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Evaluations))]
    public void A_condition_is_answered(int line, string document, string condition, string expected)
    {
        Assert.True(EqlQuery.TryParse($"any where {condition}", out var query, out var error) || expected is "error",
            $"line {line}: {error}");

        var answer = query is null ? "error" : Some.Matches(query, document) ? "match" : "no match";

        Assert.True(answer == expected, $"line {line}: {answer}");
    }

    [Theory]
    [MemberData(nameof(Evaluations))]
    public void What_was_understood_of_a_condition_gives_the_same_answer(
        int line, string document, string condition, string expected)
    {
        if (!EqlQuery.TryParse($"any where {condition}", out var query, out _)) return;

        var printed = EqlQuery.Parse(query.ToString());

        Assert.True(Some.Matches(printed, document) == (expected is "match"), $"line {line}: {printed}");
    }

    [Theory]
    [InlineData("""{"event": {"category": "process"}}""", true)]
    [InlineData("""{"event.category": ["network", "process"]}""", true)]
    [InlineData("""{"event": {"category": "Process"}}""", false)]
    [InlineData("""{"event": {"category": "network"}}""", false)]
    [InlineData("{}", false)]
    public void The_category_decides_to_the_letter(string document, bool expected) =>
        Assert.Equal(expected, Some.Matches(EqlQuery.Parse("process where true"), document));

    [Fact]
    public void Values_are_compared_whole_however_long()
    {
        var trace = string.Concat(Enumerable.Repeat(@"C:\\WINDOWS\\System32\\KERNELBASE.dll+2c13e|", 800));
        var document = $$"""{"trace": "UNKNOWN(00000000)|{{trace}}end"}""";

        Assert.True(document.Length > 30_000);
        Assert.True(Some.Matches(EqlQuery.Parse("any where trace : \"unknown(*)|*kernelbase.dll*|END\""), document));
        Assert.True(Some.Matches(EqlQuery.Parse("any where length(trace) > 29000"), document));
        Assert.True(Some.Matches(EqlQuery.Parse("any where trace regex \".*end\""), document));
        Assert.False(Some.Matches(EqlQuery.Parse("any where trace : \"unknown(*)|*kernelbase.dll*|END?\""), document));
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_matched_as_they_came()
    {
        byte[] document = [.. "{\"a\": \"x"u8, 0xFF, 0x80, .. "y\"}"u8];

        Assert.True(Some.Matches(EqlQuery.Parse("any where a : \"X?Y\""), document));
        Assert.True(Some.Matches(EqlQuery.Parse("any where a : \"*y\" and length(a) >= 3"), document));
        Assert.True(Some.Matches(EqlQuery.Parse("any where a regex \"x.+y\""), document));
    }

    [Fact]
    public void Combinations_of_very_many_values_are_cut_off_and_not_a_way_to_stop_the_service()
    {
        var values = string.Join(',', Enumerable.Range(0, 3000).Select(i => $"\"{i}\""));
        var document = $$"""{"a": [{{values}}], "b": [{{values}}], "c": [{{values}}], "d": [{{values}}]}""";

        Assert.True(Some.Matches(EqlQuery.Parse("any where concat(a, b, c, d) == \"00010\""), document));
        Assert.False(Some.Matches(EqlQuery.Parse("any where concat(a, b, c, d) == \"x\""), document));
    }

    [Fact]
    public void A_text_that_would_grow_beyond_all_bounds_is_missing()
    {
        var document = $$"""{"a": "{{new string('x', 1_000_000)}}"}""";
        var query = EqlQuery.Parse($"any where concat({string.Join(", ", Enumerable.Repeat("a", 20))}) == null");

        Assert.True(Some.Matches(query, document));
    }

    [Fact]
    public void A_matcher_wants_all_fields_of_its_query() =>
        Assert.Throws<ArgumentException>(() => EqlQuery.Parse("any where a == 1").Compile(new(["b"])));

    [Fact]
    public void A_matcher_runs_on_a_set_that_holds_more_fields_than_it_reads()
    {
        var query = EqlQuery.Parse("any where concat(b, c) == \"23\"");
        var fields = new Domain.Events.FieldSet(["a", "b", "x", "c"]);
        var buffer = new Domain.Events.EventBuffer(fields);

        Assert.True(buffer.TryRead(Encoding.UTF8.GetBytes("""{"a": "1", "b": "2", "c": "3"}"""), out var e, out _));
        Assert.True(query.Compile(fields).Matches(e));
    }
}
