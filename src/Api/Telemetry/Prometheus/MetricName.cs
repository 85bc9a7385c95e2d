namespace DetectionApi.Api.Telemetry.Prometheus;

/// <summary>What Prometheus calls an instrument: its unit and, of counters, <c>total</c> end the name.</summary>
internal static class MetricName
{
    private const string Total = "_total";

    public static string Of(string name, string? unit, bool isCounter)
    {
        var metric = string.Concat(name.Select((letter, i) =>
            char.IsAsciiLetter(letter) || letter is '_' or ':' || (i > 0 && char.IsAsciiDigit(letter)) ? letter : '_'));
        if (SuffixOf(unit) is { } suffix && !metric.EndsWith(suffix, StringComparison.Ordinal)) metric += suffix;
        return isCounter && !metric.EndsWith(Total, StringComparison.Ordinal) ? metric + Total : metric;
    }

    // Units in braces only say what is counted.
    private static string? SuffixOf(string? unit) => unit switch
    {
        "s" => "_seconds",
        "By" => "_bytes",
        _ => null,
    };
}
