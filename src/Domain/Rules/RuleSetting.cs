namespace DetectionApi.Domain.Rules;

/// <summary>What an engineer chose for a rule.</summary>
/// <param name="RuleId">Of which rule.</param>
/// <param name="ActiveVersion">The version that judges events.</param>
/// <param name="IsEnabled">Whether it judges events at all.</param>
/// <param name="Revision">Counts the changes, from 1.</param>
/// <param name="ChangedAt">The time of the last change; null if there was none.</param>
/// <param name="ChangedBy">Who made it; null if there was none.</param>
public sealed record RuleSetting(
    string RuleId, int ActiveVersion, bool IsEnabled, int Revision, DateTimeOffset? ChangedAt, string? ChangedBy)
{
    /// <summary>How a rule is set before anybody chose.</summary>
    public static RuleSetting DefaultOf(Rule rule) => new(rule.Id, rule.DefaultVersion, true, 1, null, null);
}
