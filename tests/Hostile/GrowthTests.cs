using System.Text;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;
using DetectionApi.Domain.Eql;
using DetectionApi.Domain.Events;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Support;

namespace DetectionApi.Hostile;

/// <summary>No input makes work that grows faster than the input.</summary>
public class GrowthTests
{
    private const int Size = 3_000;

    private static readonly Detector Detector = new([Some.Active(316), Some.Active(3)], keepsContext: true);
    private static readonly RuleSelection Rules = Detector.RulesFor(null);

    private static readonly string[] Fillers =
        ["a", "\\", "\"", " ", "\" ", "|", "a|", ";", ",", "=", "a=", "%", "/", ".", "::", "type:  5 a;", "0", "é",
            "*", "+",
            "UNKNOWN(", "a+1|", "\\\\?\\", "C:\\", "\t", "\0", ":"];

    private static readonly SomeEvent[] Events =
    [
        Some.ProcessAccess(), SomeContext.Start(), SomeContext.Load(), SomeContext.AuditedStart(),
        SomeContext.Security(4624), SomeContext.Sysmon(22), SomeContext.Sysmon(3), SomeContext.Sysmon(13),
    ];

    private static readonly string[] Fields =
    [
        "@timestamp", "event.code", "event.provider", "host.name", "winlog.computer_name", "winlog.channel",
        "winlog.record_id", "process.command_line", "process.executable", "process.args", "tags",
    ];

    private static readonly string[] Data =
    [
        "UtcTime", "SourceImage", "SourceProcessGUID", "TargetImage", "GrantedAccess", "CallTrace", "SourceUser",
        "CommandLine", "ParentCommandLine", "Image", "Hashes", "Hash", "User", "QueryName", "QueryResults",
        "TargetObject", "Details", "DestinationIp", "DestinationHostname", "ImageLoaded", "Signature", "TargetFilename",
        "NewProcessName", "IpAddress", "LogonId", "RuleName", "SubjectUserName",
    ];

    [Fact]
    public void Judging_an_event_grows_with_its_fields() => AssertNone(
        from field in Fields.Concat(Data.Select(name => $"winlog.event_data.{name}"))
        from filler in Fillers
        select Growth.FaultOf($"{field} of `{filler}`", Size, size =>
        {
            var text = Filled(filler, size);
            byte[][] documents = [.. Events.Select(document => new SomeEvent(document.Json).With(field, text).Utf8)];
            return () => JudgeAll(documents);
        }));

    [Theory]
    [InlineData("[", "1", ",", "]")]
    [InlineData("[", "\"a\"", ",", "]")]
    [InlineData("[", "{}", ",", "]")]
    [InlineData("{", "\"a\":1", ",", "}")]
    [InlineData("", "[", "", "")]
    [InlineData("", "{\"a\":", "", "")]
    [InlineData("\"", "\\\\", "", "\"")]
    [InlineData("\"", "\\u0041", "", "\"")]
    [InlineData("\"", "\\ud800", "", "\"")]
    [InlineData("1", "0", "", "")]
    [InlineData("1e", "9", "", "")]
    [InlineData("", " ", "", "1")]
    public void Reading_an_event_grows_with_what_nobody_expects(string start, string part, string between, string end)
    {
        foreach (var name in (string[])["tags", "winlog.event_data.CallTrace", "winlog.event_data.CommandLine", "a"])
            AssertNone([Growth.FaultOf($"{name}: {start}{part}", Size, size =>
            {
                var value = start + string.Join(between, Enumerable.Repeat(part, size / part.Length)) + end;
                var document = Encoding.UTF8.GetBytes($$"""{"event":{"code":"10"},"{{name}}":{{value}}}""");
                return () => JudgeAll([document]);
            })]);
    }

    [Theory]
    [InlineData("""any where tags : "*a*a*a*a*a*b" """)]
    [InlineData("""any where tags : "*a?a?a?a?b" """)]
    [InlineData("""any where tags : "*??????????????????????????b" """)]
    [InlineData("""any where tags like "*aaaaaaaaaaaaaaaaaaaaaaaaaaaaab*" """)]
    [InlineData("""any where tags regex "(a|a)*b" """)]
    [InlineData("""any where tags regex~ "(a*)*b" """)]
    [InlineData("""any where tags regex "(a|aa)+(a|aa)+(a|aa)+b" """)]
    [InlineData("""any where tags regex ".*a.*a.*a.*a.*b" """)]
    [InlineData("""any where tags regex "@a@a@a@b" """)]
    [InlineData("""any where stringContains(tags, "aaaaaaaaaaaaaaab") """)]
    [InlineData("""any where stringContains~(tags, "AAAAAAAAAAAAAAAB") """)]
    [InlineData("""any where between~(tags, "aaaab", "aaab", true) == "x" """)]
    [InlineData("""any where indexOf~(tags, "aaaaaab", 7) > 1 """)]
    [InlineData("""any where stringContains(tags, concat(tags, "b")) """)]
    [InlineData("""any where stringContains(concat(tags, tags), concat(tags, "b")) """)]
    [InlineData("""any where stringContains~(concat(tags, tags), concat(tags, "b")) """)]
    [InlineData("""any where indexOf(concat(tags, tags), concat(tags, "b")) == 1 """)]
    [InlineData("""any where between~(concat("b", tags, tags), "b", concat("b", tags), true) == "x" """)]
    [InlineData("""any where number(tags) == 1 or cidrMatch(tags, "10.0.0.0/8") or length(tags) == 1 """)]
    public void Matching_grows_with_the_value(string text)
    {
        var query = EqlQuery.Parse(text);
        var fields = new FieldSet(query.Fields);
        var matcher = query.Compile(fields);
        var buffer = new EventBuffer(fields);
        AssertNone(
            from letter in (string[])["a", "A", "ab", "é", "0", " ", "1."]
            select Growth.FaultOf($"{text} of `{letter}`", Size, size =>
            {
                var document = new SomeEvent("{}").With("tags", Filled(letter, size)).Utf8;
                return () =>
                {
                    buffer.TryRead(document, out var view, out _);
                    matcher.Matches(view);
                };
            }));
    }

    [Theory]
    [InlineData("any where tags : \"*{0}b\"", "a")]
    [InlineData("any where tags : \"*{0}b*\"", "a")]
    [InlineData("any where tags : \"{0}b\"", "*a")]
    [InlineData("any where tags : \"*{0}b\"", "a?")]
    [InlineData("any where wildcard~(tags, \"*{0}b*\")", "A")]
    [InlineData("any where stringContains~(tags, \"{0}b\")", "a")]
    public void Matching_grows_with_a_pattern_that_is_as_long_as_the_value(string text, string part) => AssertNone(
        [Growth.FaultOf($"{text} of `{part}`", Size / 4, size =>
        {
            var query = EqlQuery.Parse(text.Replace("{0}", Filled(part, size / 2), StringComparison.Ordinal));
            var fields = new FieldSet(query.Fields);
            var matcher = query.Compile(fields);
            var buffer = new EventBuffer(fields);
            var document = new SomeEvent("{}").With("tags", Filled("a", size)).Utf8;
            return () =>
            {
                buffer.TryRead(document, out var view, out _);
                matcher.Matches(view);
            };
        })]);

    [Theory]
    [InlineData("any where {0}true", "(")]
    [InlineData("any where {0}true", "not ")]
    [InlineData("any where {0}1 == 1", "-")]
    [InlineData("any where {0}a == 1", "a.")]
    [InlineData("any where {0}a == 1", "a == 1 or ")]
    [InlineData("any where a in ({0}1)", "1, ")]
    [InlineData("any where a : ({0}\"b\")", "\"*a*\", ")]
    [InlineData("any where a == \"{0}\"", "\\\\")]
    [InlineData("any where a == \"{0}", "a")]
    [InlineData("any where a == {0}", "9")]
    [InlineData("any where {0}", "/* */")]
    [InlineData("any where {0}", "//\n")]
    [InlineData("any where {0}", "\"\"\"")]
    [InlineData("any where `{0}`", "``")]
    [InlineData("any where 1 {0} == a", "+ 1")]
    [InlineData("any where length({0}a)", "length(")]
    [InlineData("any where concat({0}a) == \"x\"", "\"a\", ")]
    [InlineData("any where {0}", "a:\"")]
    public void Reading_a_query_grows_with_its_text(string text, string part) => AssertNone(
        [Growth.FaultOf($"{text} of `{part}`", 1900, size =>
        {
            var query = text.Replace("{0}", Filled(part, size), StringComparison.Ordinal);
            return () =>
            {
                if (EqlQuery.TryParse(query, out var parsed, out _)) parsed.Compile(new FieldSet(parsed.Fields));
            };
        })]);

    [Theory]
    [InlineData(@"c:\*a*a*a*a*a*b")]
    [InlineData(@"c:\*aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab")]
    [InlineData(@"c:\*\*\*\*\*\a.exe")]
    [InlineData(@"c:\????????????????*b")]
    public void Looking_at_a_path_grows_with_the_path(string pattern) => AssertNone(
        from letter in (string[])["a", "ab", "a\\", "\\", "*", "?", ":"]
        select Growth.FaultOf($"{pattern} and `{letter}`", Size, size =>
        {
            var (wanted, path) = (PathPattern.Of(pattern), $@"c:\{Filled(letter, size)}");
            return () => wanted.Matches(ItemPath.Fold(path));
        }));

    [Fact]
    public void Looking_at_a_path_does_not_grow_with_the_square_of_a_pattern() => AssertNone(
        [Growth.FaultOf("a long pattern", Size, size =>
        {
            var (wanted, path) = (PathPattern.Of($@"c:\*{Filled("a", size)}b"), $@"c:\{Filled("a", size * 2)}");
            return () => wanted.Matches(path);
        })]);

    [Fact]
    public void Reading_a_call_trace_grows_with_it() => AssertNone(
        from filler in Fillers
        select Growth.FaultOf($"a call trace of `{filler}`", Size, size =>
        {
            var text = Filled(filler, size);
            return () =>
            {
                var trace = CallTrace.Parse(text);
                CallTraceShape.Of(trace, FirstFrame.Of(trace, text));
            };
        }));

    private static string Filled(string part, int size) =>
        new StringBuilder().Insert(0, part, Math.Max(1, size / part.Length)).ToString();

    private static void JudgeAll(byte[][] documents)
    {
        var (buffer, chunk) = (Detector.NewBuffer(), new ContextChunk());
        foreach (var document in documents)
            Detector.Judge(document, Rules, buffer, Some.Later, chunk);
    }

    private static void AssertNone(IEnumerable<string?> faults)
    {
        var found = faults.OfType<string>().ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
