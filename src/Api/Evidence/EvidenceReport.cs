using System.Globalization;
using System.Text;
using DetectionApi.Domain.Context;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Api.Evidence;

/// <summary>A bundle's report, for people who read no JSON.</summary>
/// <remarks>
/// What came from an event stands between backquotes, and in sentences what Markdown would take for its own is escaped,
/// so that no name can write a heading or a link into the report.
/// </remarks>
internal static class EvidenceReport
{
    private const string FileName = "report.md";

    // What an analyst wants to see of an event at a glance, the first that it has.
    private static readonly string[] Telling =
    [
        "process.command_line", "file.path", "dns.question.name", "destination.ip", "winlog.event_data.TargetImage",
        "winlog.logon.type", "process.executable",
    ];

    /// <summary>The report as a file of the bundle.</summary>
    public static EvidenceFile Of(EvidenceStory story)
    {
        var text = new StringBuilder();
        AddAlert(text, story);
        AddInvestigation(text, story);
        AddTimeline(text, story);
        AddTriage(text, story);
        text.Append("\n## Files\n\nEvery occurrence as it came is under `occurrences/`. `manifest.json` has the ")
            .Append("SHA-256 of each file and a chain over all; `DetectionApi verify-evidence FILE` checks it.\n");
        return new EvidenceFile(FileName, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static void AddAlert(StringBuilder text, EvidenceStory story)
    {
        var alert = story.Alert;
        text.Append(CultureInfo.InvariantCulture, $"# Alert {alert.Id}\n\n{Prose(alert.Reason)}\n\n");
        var facts = new (string Name, string? Value)[]
        {
            ("Rule", $"{alert.Rule.Name}, version {alert.Rule.Version}"), ("Severity", Words.Of(alert.Severity)),
            ("Status", Words.Of(alert.Status)),
            ("Closed as", alert.ClosingReason is { } reason ? Words.Of(reason) : null), ("Host", alert.Host.Name),
            ("Source", alert.Source.Executable), ("Process", alert.Source.EntityId), ("Account", alert.Source.User),
            ("SHA-256", alert.Source.Sha256), ("Target", alert.Target.Image), ("Access mask", alert.Access.Mask),
            ("First frame", $"{Words.Of(alert.CallTrace.FirstFrame.Kind)} {alert.CallTrace.FirstFrame.Module}".Trim()),
            ("First seen", Time(alert.FirstSeenAt)), ("Last seen", Time(alert.LastSeenAt)),
            ("Occurrences", alert.OccurrenceCount.ToString(CultureInfo.InvariantCulture)),
        };
        text.Append("| | |\n|---|---|\n");
        foreach (var (name, value) in facts)
            if (value is not null) text.Append(CultureInfo.InvariantCulture, $"| {name} | {Cell(value)} |\n");
    }

    private static void AddInvestigation(StringBuilder text, EvidenceStory story)
    {
        var investigation = story.Investigation;
        text.Append(CultureInfo.InvariantCulture,
            $"\n## Investigation\n\nRecommendation: **{Words.Of(investigation.Recommendation)}**");
        text.Append(CultureInfo.InvariantCulture, $", by the evidence of {Time(investigation.ComputedAt)}");
        text.Append(investigation.FrozenAt is { } frozen ? $", frozen at {Time(frozen)}.\n\n" : ".\n\n");
        if (investigation.CurrentRecommendation != investigation.Recommendation)
            text.Append(CultureInfo.InvariantCulture,
                $"The evidence of now comes to **{Words.Of(investigation.CurrentRecommendation)}**.\n\n");
        foreach (var reason in investigation.Reasons) text.Append("- ").Append(Prose(reason)).Append('\n');
        foreach (var finding in investigation.Findings)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"\n### {Words.Of(finding.Question)}: {Words.Of(finding.Answer)}\n\n{Prose(finding.Because)}\n");
            if (finding.Missing.Count + finding.Evidence.Count > 0) text.Append('\n');
            foreach (var missing in finding.Missing)
                text.Append(CultureInfo.InvariantCulture,
                    $"- Missing: {Prose(missing.What)}. To have it: {Code(missing.Setting)}\n");
            foreach (var e in finding.Evidence)
                text.Append(CultureInfo.InvariantCulture,
                    $"- Event {Code(e.Code)}, record {Code(e.RecordId ?? "unknown")}, {Time(e.At)}\n");
        }
    }

    private static void AddTimeline(StringBuilder text, EvidenceStory story)
    {
        text.Append("\n## What happened around it\n\n");
        if (story.ContextNote is { } note) text.Append(CultureInfo.InvariantCulture, $"{note}\n\n");
        text.Append("| Time | Event | Record | |\n|---|---|---|---|\n");
        foreach (var e in story.Context)
            text.Append(CultureInfo.InvariantCulture,
                $"| {Time(e.At)} | {Cell(e.Code)} | {Cell(e.RecordId ?? "")} | {Cell(Told(e))} |\n");
    }

    private static void AddTriage(StringBuilder text, EvidenceStory story)
    {
        text.Append("\n## Triage\n\n");
        foreach (var entry in story.History)
            text.Append(CultureInfo.InvariantCulture,
                $"- {Time(entry.At)} {Code(entry.Actor)}: {Code(entry.Field)} from {Code(entry.From ?? "nothing")} ")
                .Append(CultureInfo.InvariantCulture, $"to {Code(entry.To ?? "nothing")}\n");
        foreach (var comment in story.Comments)
            text.Append(CultureInfo.InvariantCulture,
                $"- {Time(comment.At)} {Code(comment.Actor)} says: {Prose(comment.Text)}\n");
        foreach (var step in story.Containment)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"- {Time(step.At)} {Code(step.Actor)} records {Words.Of(step.Action)}: {Prose(step.Note ?? "")}");
            text.Append(step.ReversedAt is { } reversed
                ? $", reversed at {Time(reversed)} by {Code(step.ReversedBy ?? "")}\n"
                : "\n");
        }

        if (story.History.Count + story.Comments.Count + story.Containment.Count == 0)
            text.Append("Nobody has done anything about it yet.\n");
    }

    private static string Told(ContextEvent e) =>
        Telling.Select(field => e[field]).FirstOrDefault(value => value is not null) ?? "";

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Cell(string text) => Code(text).Replace("|", "\\|", StringComparison.Ordinal);

    // A backslash escapes only what follows it if that is a sign; before a letter it stands for itself.
    private static string Prose(string text)
    {
        const string Signs = "\\`*_{}[]<>()#+-!|~&";
        var line = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var letter = char.IsControl(text[i]) ? ' ' : text[i];
            var isHarmless = letter switch
            {
                '\\' => i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1]),
                '(' or ')' or '-' or '!' or '+' or '{' or '}' => i > 0,
                _ => false,
            };
            if (Signs.Contains(letter) && !isHarmless) line.Append('\\');
            line.Append(letter);
        }

        return line.ToString();
    }

    // Markdown ends a span of code at as many backquotes as it begins with.
    private static string Code(string text)
    {
        if (text.Length == 0) return "";

        var line = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)).Replace('`', '\'');
        return $"`{line}`";
    }
}
