using System.Text.Json.Serialization;
using DetectionApi.Domain.Rules;

namespace DetectionApi.Api.Rules;

/// <summary>A rule as it is set.</summary>
/// <param name="Id">The publisher's id.</param>
/// <param name="Name">What analysts call it.</param>
/// <param name="Description">What it detects and why that matters.</param>
/// <param name="Enabled">Whether it judges events.</param>
/// <param name="ActiveVersion">The version that judges events.</param>
/// <param name="AvailableVersions">All that can be chosen.</param>
/// <param name="Severity">How bad it is if the rule is right, by the active version.</param>
/// <param name="RiskScore">The same as a number from 0 to 100.</param>
/// <param name="IndexPatterns">The indices whose events the active version judges.</param>
/// <param name="Tags">The publisher's tags of the active version.</param>
/// <param name="Revision">Counts the changes; the <c>ETag</c> is made of it.</param>
/// <param name="ChangedAt">When it was changed last; null if never.</param>
/// <param name="ChangedBy">Who changed it last; null if nobody did.</param>
internal record RuleResponse(
    string Id, string Name, string Description, bool Enabled, int ActiveVersion, IReadOnlyList<int> AvailableVersions,
    Severity Severity, int RiskScore, IReadOnlyList<string> IndexPatterns, IReadOnlyList<string> Tags, int Revision,
    DateTimeOffset? ChangedAt, string? ChangedBy)
{
    public static RuleResponse Of(Rule rule, RuleSetting setting)
    {
        var active = rule.Find(setting.ActiveVersion) ?? rule.Find(rule.DefaultVersion)!;
        return new RuleResponse(
            rule.Id, rule.Name, rule.Description, setting.IsEnabled, active.Version,
            [.. rule.Versions.Select(v => v.Version)], active.Severity, active.RiskScore, active.IndexPatterns,
            active.Tags, setting.Revision, setting.ChangedAt, setting.ChangedBy);
    }
}

/// <summary>One version of a rule.</summary>
/// <param name="Version">The publisher's number of the version.</param>
/// <param name="Active">Whether it is the one that judges events.</param>
/// <param name="Authors">Who published it.</param>
/// <param name="Severity">How bad it is if the rule is right.</param>
/// <param name="RiskScore">The same as a number from 0 to 100.</param>
/// <param name="IndexPatterns">The indices whose events it judges.</param>
/// <param name="IntervalMinutes">How often Elastic runs it. Here events are judged as they arrive; the cap counts per
/// interval.</param>
/// <param name="LookBackMinutes">How far back Elastic's runs look.</param>
/// <param name="AlertsPerIntervalMax">How many alerts it raises within an interval; further ones are kept as
/// overflow.</param>
/// <param name="TimestampOverride">The field by whose time Elastic's runs choose events.</param>
/// <param name="References">Further reading.</param>
/// <param name="Tags">The publisher's tags.</param>
/// <param name="Threat">Tactics and techniques.</param>
/// <param name="Query">The condition in EQL.</param>
/// <param name="Guide">How to investigate an alert, in Markdown.</param>
internal sealed record RuleVersionResponse(
    int Version, bool Active, IReadOnlyList<string> Authors, Severity Severity, int RiskScore,
    IReadOnlyList<string> IndexPatterns, int IntervalMinutes, int LookBackMinutes, int AlertsPerIntervalMax,
    string TimestampOverride, IReadOnlyList<string> References, IReadOnlyList<string> Tags,
    IReadOnlyList<Threat> Threat, string Query, string Guide)
{
    public static RuleVersionResponse Of(RuleVersion version, int activeVersion) => new(
        version.Version, version.Version == activeVersion, version.Authors, version.Severity, version.RiskScore,
        version.IndexPatterns, version.IntervalMinutes, version.LookBackMinutes, version.AlertsPerIntervalMax,
        version.TimestampOverride, version.References, version.Tags, version.Threat, version.Query.Text, version.Guide);
}

/// <summary>A rule with all its versions.</summary>
internal sealed record RuleDetailResponse : RuleResponse
{
    private RuleDetailResponse(RuleResponse rule) : base(rule) { }

    /// <summary>In ascending order.</summary>
    [JsonPropertyOrder(1)]
    public required IReadOnlyList<RuleVersionResponse> Versions { get; init; }

    public static new RuleDetailResponse Of(Rule rule, RuleSetting setting)
    {
        var response = RuleResponse.Of(rule, setting);
        return new RuleDetailResponse(response)
        {
            Versions = [.. rule.Versions.Select(v => RuleVersionResponse.Of(v, response.ActiveVersion))],
        };
    }
}

/// <summary>What to change of a rule; what is left out stays as it is.</summary>
/// <param name="ActiveVersion">The version that shall judge events.</param>
/// <param name="Enabled">Whether the rule shall judge events at all.</param>
internal sealed record RuleChange(int? ActiveVersion = null, bool? Enabled = null);
