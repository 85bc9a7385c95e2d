using DetectionApi.Domain.Eql;

namespace DetectionApi.Domain.Rules;

/// <summary>One version of a rule: its condition and all that was published with it.</summary>
public sealed class RuleVersion
{
    /// <summary>The publisher's number of the version.</summary>
    public required int Version { get; init; }

    /// <summary>Who published it.</summary>
    public required IReadOnlyList<string> Authors { get; init; }

    /// <summary>How bad it is if the rule is right.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The same as a number from 0 to 100.</summary>
    public required int RiskScore { get; init; }

    /// <summary>The indices whose events it judges; <c>*</c> stands for any text.</summary>
    public required IReadOnlyList<string> IndexPatterns { get; init; }

    /// <summary>
    /// How often Elastic runs it, in minutes. Here events are judged as they arrive; the cap counts per interval.
    /// </summary>
    public required int IntervalMinutes { get; init; }

    /// <summary>How far back Elastic's runs look, in minutes.</summary>
    public required int LookBackMinutes { get; init; }

    /// <summary>How many alerts it raises within an interval; further ones are kept as overflow.</summary>
    public required int AlertsPerIntervalMax { get; init; }

    /// <summary>The field by whose time Elastic's runs choose events.</summary>
    public required string TimestampOverride { get; init; }

    /// <summary>Further reading.</summary>
    public required IReadOnlyList<string> References { get; init; }

    /// <summary>The publisher's tags.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Tactics and techniques.</summary>
    public required IReadOnlyList<Threat> Threat { get; init; }

    /// <summary>The condition.</summary>
    public required EqlQuery Query { get; init; }

    /// <summary>How to investigate an alert, in Markdown.</summary>
    public required string Guide { get; init; }

    /// <summary>The cap's window.</summary>
    public TimeSpan Interval => TimeSpan.FromMinutes(IntervalMinutes);
}
