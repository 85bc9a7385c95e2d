using System.Globalization;
using System.Text;

namespace DetectionApi.Api.Telemetry.Prometheus;

/// <summary>Writes the parts of a line of Prometheus' text form.</summary>
/// <remarks><see href="https://prometheus.io/docs/instrumenting/exposition_formats/"/></remarks>
internal static class MetricText
{
    /// <summary>Labels by their names, as they stand between the braces; empty if there are none.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length == 0) return "";

        var text = new StringBuilder();
        foreach (var (name, value) in tags.ToArray().OrderBy(tag => tag.Key, StringComparer.Ordinal))
            text.Append(text.Length > 0 ? "," : "")
                .Append(MetricName.Of(name, unit: null, isCounter: false))
                .Append("=\"")
                .Append(Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "").Replace("\"", "\\\""))
                .Append('"');
        return text.ToString();
    }

    /// <summary>A line with a value.</summary>
    public static void AppendSample(StringBuilder page, string name, string labels, double value)
    {
        page.Append(name);
        if (labels.Length > 0) page.Append('{').Append(labels).Append('}');
        page.Append(' ').Append(Number(value)).Append('\n');
    }

    /// <summary>The lines that say what a metric is.</summary>
    public static void AppendHead(StringBuilder page, string name, string type, string? help)
    {
        if (help is { Length: > 0 }) page.Append("# HELP ").Append(name).Append(' ').Append(Escape(help)).Append('\n');
        page.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
    }

    public static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text.Replace("\\", "\\\\").Replace("\n", "\\n");
}
