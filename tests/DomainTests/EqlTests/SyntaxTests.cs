using DetectionApi.Domain.Eql;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.EqlTests;

public sealed class SyntaxTests
{
    public static TheoryData<int, string, string> Understood() => Cases("eql-syntax.cases");

    public static TheoryData<int, string, string> Errors() => Cases("eql-errors.cases");

    [Theory]
    [MemberData(nameof(Understood))]
    public void A_query_prints_as_it_was_understood(int line, string text, string expected)
    {
        Assert.True(EqlQuery.TryParse(text, out var query, out var error), $"line {line}: {error}");
        Assert.Equal($"{line}: {expected}", $"{line}: {query}");
        Assert.Equal(text, query.Text);
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void An_error_says_where_and_what_was_expected(int line, string text, string expected)
    {
        Assert.False(EqlQuery.TryParse(text, out var query, out var error), $"line {line}: {query}");
        Assert.Equal($"{line}: {expected}", $"{line}: {error}");
    }

    [Fact]
    public void Parse_throws_what_is_wrong() =>
        Assert.Equal(
            "line 1, column 5: expected `where` after the event category, but got `process`",
            Assert.Throws<FormatException>(() => EqlQuery.Parse("any process where true")).Message);

    [Fact]
    public void A_query_names_the_fields_that_it_reads()
    {
        Assert.Equal(
            ["event.category", "a", "b.c", "d"],
            EqlQuery.Parse("process where a == 1 and (length(b.c) > 0 or not a : \"x\") and ?d in (1)").Fields);
        Assert.Equal(["a"], EqlQuery.Parse("any where a").Fields);
        Assert.Empty(EqlQuery.Parse("any where true").Fields);
    }

    [Fact]
    public void A_query_names_its_category()
    {
        Assert.Equal("process", EqlQuery.Parse("process where true").Category);
        Assert.Equal("any", EqlQuery.Parse("\"any\" where true").Category);
        Assert.Null(EqlQuery.Parse("any where true").Category);
    }

    [Theory]
    [InlineData("(", "a", "")]
    [InlineData("(", "a", ")")]
    [InlineData("not ", "a", "")]
    [InlineData("not (", "a", ")")]
    [InlineData("-", "1 == 1", "")]
    [InlineData("+", "1 == 1", "")]
    [InlineData("1+", "1 == 1", "")]
    [InlineData("1*", "1 == 1", "")]
    [InlineData("length(", "a", ")")]
    public void A_query_nested_five_thousand_deep_is_an_error(string open, string inner, string close)
    {
        string Times(string text) => string.Concat(Enumerable.Repeat(text, 5000));

        Assert.False(EqlQuery.TryParse($"any where {Times(open)}{inner}{Times(close)}", out _, out var error));
        Assert.Equal("the query is nested more than 100 levels deep", error.Message);
    }

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_hundred_levels_are_the_limit(int depth, bool expected) => Assert.Equal(
        expected, EqlQuery.TryParse($"any where {Nested(depth, "a")}", out _, out _));

    [Theory]
    [InlineData(50, 1, true)]
    [InlineData(51, 1, false)]
    [InlineData(0, 1000, true)]
    [InlineData(0, 1001, false)]
    public void A_regular_expression_has_its_own_limits(int depth, int length, bool expected) => Assert.Equal(
        expected,
        EqlQuery.TryParse($"any where a regex \"{Nested(depth, new string('x', length))}\"", out _, out _));

    [Theory]
    [InlineData(" and ")]
    [InlineData(" or ")]
    public void A_chain_of_five_thousand_clauses_is_read_printed_and_matched(string word)
    {
        var query = EqlQuery.Parse("any where " + string.Join(word, Enumerable.Repeat("a == 1", 5000)));

        Assert.True(Some.Matches(query, """{"a": 1}"""));
        Assert.Equal(query.ToString(), EqlQuery.Parse(query.ToString()).ToString());
    }

    [Fact]
    public void A_query_of_100_000_brackets_is_too_long()
    {
        Assert.False(EqlQuery.TryParse("any where " + new string('(', 100_000), out _, out var error));
        Assert.Equal("the query is 100010 characters long, and 65536 are the limit", error.Message);
    }

    private static string Nested(int depth, string inner) => $"{new string('(', depth)}{inner}{new string(')', depth)}";

    private static TheoryData<int, string, string> Cases(string file)
    {
        var data = new TheoryData<int, string, string>();
        foreach (var (line, question, answer) in CaseFile.Read(file)) data.Add(line, question, answer);
        return data;
    }
}
