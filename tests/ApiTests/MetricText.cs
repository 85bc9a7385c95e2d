using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DetectionApi.ApiTests;

/// <summary>A line with a value.</summary>
internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value)
{
    /// <summary>All labels but one, to find what belongs together.</summary>
    public string LabelsBut(string name) => string.Join(
        ',', Labels.Where(label => label.Key != name).OrderBy(label => label.Key, StringComparer.Ordinal));
}

/// <summary>A metric with its lines.</summary>
internal sealed record Family(string Name, string Type, string? Help, List<Sample> Samples);

/// <summary>Reads Prometheus' text form 0.0.4 by its grammar, and fails on whatever is not in it.</summary>
internal static partial class MetricText
{
    private static readonly string[] OfHistogram = ["_bucket", "_sum", "_count"];

    public static IReadOnlyDictionary<string, Family> Parse(string page)
    {
        Assert.EndsWith("\n", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', page);
        var families = new Dictionary<string, Family>();
        string? help = null;
        Family? current = null;
        foreach (var line in page[..^1].Split('\n'))
        {
            if (Help().Match(line) is { Success: true } said)
            {
                help = Unescape(said.Groups["text"].Value);
                current = null;
            }
            else if (Type().Match(line) is { Success: true } type)
            {
                current = new Family(type.Groups["name"].Value, type.Groups["type"].Value, help, []);
                Assert.True(families.TryAdd(current.Name, current), $"{current.Name} comes twice");
                help = null;
            }
            else current!.Samples.Add(ParseSample(line, current));
        }

        foreach (var family in families.Values) AssertIsSound(family);
        return families;
    }

    /// <summary>The value of the only line that has the labels, written <c>name="value"</c>.</summary>
    public static double ValueOf(
        this IReadOnlyDictionary<string, Family> families, string name, string label = "", string value = "") =>
        Assert.Single(families[name].Samples, sample => label.Length == 0
            ? sample.Labels.Count == 0
            : sample.Labels.GetValueOrDefault(label) == value).Value;

    private static Sample ParseSample(string line, Family family)
    {
        var match = Line().Match(line);
        Assert.True(match.Success, $"'{line}' is no line of the form");
        var name = match.Groups["name"].Value;
        Assert.Contains(
            name, family.Type == "histogram" ? OfHistogram.Select(end => family.Name + end) : [family.Name]);

        var labels = match.Groups["label"].Captures.Zip(match.Groups["value"].Captures)
            .ToDictionary(pair => pair.First.Value, pair => Unescape(pair.Second.Value));
        return new Sample(name, labels, Number(match.Groups["number"].Value));
    }

    private static void AssertIsSound(Family family)
    {
        Assert.NotEmpty(family.Samples);
        Assert.Equal(
            family.Samples.Count, family.Samples.DistinctBy(sample => (sample.Name, sample.LabelsBut(""))).Count());
        if (family.Type == "counter")
        {
            Assert.EndsWith("_total", family.Name, StringComparison.Ordinal);
            Assert.All(family.Samples, sample => Assert.InRange(sample.Value, 0, double.MaxValue));
        }

        if (family.Type == "histogram")
            foreach (var ofLabels in family.Samples.GroupBy(sample => sample.LabelsBut("le")))
                AssertIsHistogram(ofLabels);
    }

    private static void AssertIsHistogram(IGrouping<string, Sample> samples)
    {
        var buckets = samples.Where(sample => sample.Name.EndsWith("_bucket", StringComparison.Ordinal)).ToList();
        var bounds = buckets.Select(bucket => Number(bucket.Labels["le"])).ToList();
        Assert.Equal(bounds.Order(), bounds);
        Assert.Equal(double.PositiveInfinity, bounds[^1]);
        Assert.Equal(buckets.Select(bucket => bucket.Value).Order(), buckets.Select(bucket => bucket.Value));
        Assert.Equal(
            buckets[^1].Value,
            Assert.Single(samples, sample => sample.Name.EndsWith("_count", StringComparison.Ordinal)).Value);
        Assert.Single(samples, sample => sample.Name.EndsWith("_sum", StringComparison.Ordinal));
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static string Unescape(string text)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\') plain.Append(text[i]);
            else plain.Append(text[++i] == 'n' ? '\n' : text[i]);
        }

        return plain.ToString();
    }

    [GeneratedRegex(@"^# HELP (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<text>(?:[^\\]|\\\\|\\n)*)$")]
    private static partial Regex Help();

    [GeneratedRegex(@"^# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>counter|gauge|histogram|summary|untyped)$")]
    private static partial Regex Type();

    [GeneratedRegex(
        @"^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)"
        + @"(?:\{(?:(?<label>[a-zA-Z_][a-zA-Z0-9_]*)=""(?<value>(?:[^\\""]|\\\\|\\""|\\n)*)"",?)+\})?"
        + @" (?<number>[+-]Inf|NaN|-?[0-9]+(?:\.[0-9]+)?(?:E[+-]?[0-9]+)?)$")]
    private static partial Regex Line();
}
