using System.Globalization;

namespace DetectionApi.Benchmarks.Triage;

/// <summary>One question that analysts and dashboards ask.</summary>
/// <param name="Name">What it is called in the report.</param>
/// <param name="Path">Its address, given how often it was asked before.</param>
internal sealed record TriageQuery(string Name, Func<int, string> Path)
{
    private const string Alerts = "/api/v1/alerts";
    private const string Summary = "/api/v1/alerts/summary";
    private const string Patterns = "/api/v1/patterns";

    /// <summary>All questions, of stores that end at that time.</summary>
    /// <param name="end">When the last alert was.</param>
    /// <param name="cursor">The place behind the first thousand of the queue.</param>
    /// <param name="pattern">A pattern that occurs often.</param>
    public static IReadOnlyList<TriageQuery> All(DateTimeOffset end, string cursor, string pattern)
    {
        string Ago(int times, TimeSpan span) => Uri.EscapeDataString(
            (end - span).AddMilliseconds(times).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));

        // A span that ends after all alerts, and another one each time: nothing that was asked before helps.
        string Ever(int times) => $"to={end.AddDays(2).AddMilliseconds(times).ToUnixTimeMilliseconds()}";
        return
        [
            new("list: the queue, latest first", _ => Alerts),
            new("list: open, worst first", _ => $"{Alerts}?status=open&sort=severity"),
            new("list: the queue behind the first thousand", _ => $"{Alerts}?cursor={cursor}"),
            new("list: one host", _ => $"{Alerts}?host=ws-0000"),
            new("list: one account, open", _ => $"{Alerts}?user=u0000&status=open"),
            new("list: some hosts by wildcard", _ => $"{Alerts}?host=*-000?*"),
            new("list: a source that never was", _ => $"{Alerts}?source=*nothing*"),
            new("list: one source on one target", _ => $"{Alerts}?source=program0?0.exe&target=lsass.exe"),
            new("list: all past the cap, in progress", _ => $"{Alerts}?disposition=overflow&status=in-progress"),
            new("list: a day, from unbacked memory", times =>
                $"{Alerts}?firstFrameKind=unbacked&from={Ago(times, TimeSpan.FromHours(20))}"),
            new("list: the queue, a thousand at once", _ => $"{Alerts}?limit=1000"),
            new("summary: by severity, status, target class, recommendation", _ =>
                $"{Summary}?by=severity,status,target-class,recommendation"),
            new("summary: open by host, user, source, pattern", _ =>
                $"{Summary}?status=open&by=host,user,source,pattern"),
            new("summary: all dispositions by day", _ =>
                $"{Summary}?disposition=raised,excepted,overflow&by=disposition&interval=day"),
            new("summary: one host", _ => $"{Summary}?host=ws-0000&by=pattern,status&interval=day"),
            new("summary: the last 20 hours by hour and host", times =>
                $"{Summary}?interval=hour&by=host,severity&from={Ago(times, TimeSpan.FromHours(20))}"),
            new("summary: the last 7 days by day and target class", times =>
                $"{Summary}?interval=day&by=target-class,host&from={Ago(times, TimeSpan.FromDays(7))}"),
            new("patterns: the queue", _ => Patterns),
            new("patterns: on some hosts", _ => $"{Patterns}?host=ws-00*"),
            new("patterns: of the last 20 hours", times => $"{Patterns}?from={Ago(times, TimeSpan.FromHours(20))}"),
            new("patterns: one of them", _ => $"{Patterns}/{pattern}"),
            new("never asked before: summary of all by five fields and day", times =>
                $"{Summary}?by=severity,status,host,user,source&interval=day&{Ever(times)}"),
            new("never asked before: patterns of all", times => $"{Patterns}?{Ever(times)}"),
        ];
    }
}
