using System.Text.RegularExpressions;
using DetectionApi.Support;

namespace DetectionApi.HouseTests;

/// <summary>SQL is text that was there before any value was: values are parameters.</summary>
public partial class SqlTests
{
    // Those of the framework make parameters of what stands in the braces.
    private static readonly string[] MakeParameters = ["FromSql(", "ExecuteSql(", "ExecuteSqlAsync(", "SqlQuery("];

    [Fact]
    public void No_SQL_is_put_together_from_values() => House.AssertNone(
        from file in SourceTree.CSharp("src")
        from offence in OffencesIn(file.Text)
        select $"{file.Path}:{offence}: give the value as a parameter");

    [Theory]
    [InlineData("x = $\"SELECT * FROM alerts WHERE id = '{id}'\";")]
    [InlineData("x = $$\"\"\"\n  DELETE FROM alerts\n  WHERE id = {{id}}\n  \"\"\";")]
    [InlineData("x = \"DELETE FROM \" + table;")]
    [InlineData("x = prefix + \" ORDER BY \" + order;")]
    [InlineData("x = \"INSERT INTO a VALUES (\" + Value.Of(x) + \")\";")]
    [InlineData("x = string.Format(\"UPDATE alerts SET status = {0}\", status);")]
    [InlineData("x = string.Concat(\"PRAGMA user_version=\", version);")]
    [InlineData("x = \"SELECT 1 FROM t WHERE a = @a\".Replace(\"@a\", value);")]
    public void Whoever_tries_is_found(string code) => Assert.Single(OffencesIn(code));

    [Theory]
    [InlineData("x = \"SELECT * FROM alerts WHERE id = @id\";")]
    [InlineData("x = db.Alerts.FromSql($\"SELECT * FROM alerts WHERE id = {id}\");")]
    [InlineData("const string Few = \" LIMIT 5\"; x = \"SELECT * FROM alerts ORDER BY id\" + Few;")]
    [InlineData("x = \"SELECT a FROM b \" + \"WHERE c = 1\";")]
    [InlineData("x = $\"Where is {name}? select one from the list.\";")]
    public void Whoever_does_not_is_let_be(string code) => Assert.Empty(OffencesIn(code));

    private static IEnumerable<int> OffencesIn(string code)
    {
        var constants = Constant().Matches(code).Select(match => match.Groups["name"].Value).ToHashSet();
        return (
            from Match text in Literal().Matches(code)
            where Sql().IsMatch(text.Value)
            let before = code[..text.Index].TrimEnd()
            let after = code[(text.Index + text.Length)..].TrimStart()
            where IsFilledIn(text.Value, before) || IsJoined(before, after, constants) || IsWorkedOn(before, after)
            select code.AsSpan(0, text.Index).Count('\n') + 1).Distinct();
    }

    private static bool IsFilledIn(string text, string before) => text[0] == '$' && text.Contains('{')
        && !MakeParameters.Any(method => before.EndsWith(method, StringComparison.Ordinal));

    private static bool IsJoined(string before, string after, HashSet<string> constants) =>
        (JoinedBefore().Match(before) is { Success: true } left && !constants.Contains(left.Groups["what"].Value))
        || (JoinedAfter().Match(after) is { Success: true } right && !constants.Contains(right.Groups["what"].Value));

    private static bool IsWorkedOn(string before, string after) =>
        after.StartsWith(".Replace(", StringComparison.Ordinal)
        || before.EndsWith("string.Format(", StringComparison.Ordinal)
        || before.EndsWith("string.Concat(", StringComparison.Ordinal);

    [GeneratedRegex("\\$*\"\"\".*?\"\"\"|\\$?\"(?:[^\"\\\\\\n]|\\\\.)*\"", RegexOptions.Singleline)]
    private static partial Regex Literal();

    // Capitals, as all SQL here is written; sentences are not.
    [GeneratedRegex(
        @"\b(SELECT|INSERT INTO|DELETE FROM|PRAGMA|ORDER BY|GROUP BY|LIMIT \d|ATTACH|VACUUM|WHERE"
        + @"|UPDATE \w+ SET|(CREATE|DROP|ALTER) (TABLE|INDEX|UNIQUE|VIEW|TRIGGER))\b")]
    private static partial Regex Sql();

    [GeneratedRegex(@"\bconst string (?<name>\w+)")]
    private static partial Regex Constant();

    [GeneratedRegex(@"(?<what>[\w.)\]]+)\s*\+$")]
    private static partial Regex JoinedBefore();

    [GeneratedRegex(@"^\+\s*(?<what>[\w.(\[$]+)")]
    private static partial Regex JoinedAfter();
}
