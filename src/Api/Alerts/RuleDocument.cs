using System.Globalization;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Domain.Rules;

namespace DetectionApi.Api.Alerts;

/// <summary>The rule behind an alert, under the names of Kibana's detection engine.</summary>
internal static class RuleDocument
{
    private const string Rule = "kibana.alert.rule.";
    private const string TypeId = "siem.eqlRule";

    public static IEnumerable<(string Name, object? Value)> Of(Alert alert) =>
    [
        // The publisher's id names the rule here; there is no other.
        (Rule + "uuid", alert.RuleId),
        (Rule + "rule_id", alert.RuleId),
        (Rule + "name", alert.RuleName),
        (Rule + "version", alert.RuleVersion),
        (Rule + "type", "eql"),
        (Rule + "rule_type_id", TypeId),
        (Rule + "category", "Event Correlation Rule"),
        (Rule + "consumer", "siem"),
        (Rule + "producer", "siem"),
        .. RuleCatalogue.BuiltIn.FirstOrDefault(rule => rule.Id == alert.RuleId) is { } rule
            && rule.Find(alert.RuleVersion) is { } version
            ? Published(rule, version)
            : [],
    ];

    private static IEnumerable<(string, object?)> Published(Rule rule, RuleVersion version) =>
    [
        (Rule + "description", rule.Description),
        (Rule + "author", version.Authors),
        (Rule + "from", string.Create(CultureInfo.InvariantCulture, $"now-{version.LookBackMinutes}m")),
        (Rule + "to", "now"),
        (Rule + "interval", string.Create(CultureInfo.InvariantCulture, $"{version.IntervalMinutes}m")),
        (Rule + "immutable", true),
        (Rule + "indices", version.IndexPatterns),
        (Rule + "max_signals", version.AlertsPerIntervalMax),
        (Rule + "note", version.Guide),
        (Rule + "references", version.References),
        (Rule + "tags", version.Tags),
        (Rule + "threat", version.Threat.Select(ThreatOf).ToList()),
        (Rule + "timestamp_override", version.TimestampOverride),
        (Rule + "parameters", new SortedDictionary<string, object>(StringComparer.Ordinal)
        {
            ["severity"] = Words.Of(version.Severity),
            ["risk_score"] = version.RiskScore,
        }),
    ];

    private static object ThreatOf(Threat threat) => new
    {
        threat.Framework,
        Tactic = EntryOf(threat.Tactic),
        Technique = threat.Techniques.Select(EntryOf).ToList(),
    };

    private static object EntryOf(ThreatEntry entry) => new { entry.Id, entry.Name, entry.Reference };
}
