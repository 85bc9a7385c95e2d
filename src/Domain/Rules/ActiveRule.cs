namespace DetectionApi.Domain.Rules;

/// <summary>A rule in the version that judges events.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Version">One of its versions.</param>
public sealed record ActiveRule(Rule Rule, RuleVersion Version);
