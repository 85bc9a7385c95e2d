namespace DetectionApi.Api.Rules;

/// <summary>Every line that rules may log.</summary>
internal static partial class RuleLog
{
    [LoggerMessage(EventId = 200, Level = LogLevel.Information, Message = "Judging by {Active} of {Known} rules.")]
    public static partial void RulesLoaded(this ILogger logger, int active, int known);

    [LoggerMessage(EventId = 201, Level = LogLevel.Information,
        Message = "{Actor} set rule {RuleId}: version {Version}, enabled {Enabled}.")]
    public static partial void RuleChanged(this ILogger logger, string actor, string ruleId, int version, bool enabled);

    [LoggerMessage(EventId = 202, Level = LogLevel.Warning,
        Message = "Events for the index {Index} are read, but no active rule looks at it: see indexPatterns in "
            + "/api/v1/rules.")]
    public static partial void NoRuleForIndex(this ILogger logger, string index);
}
