using DetectionApi.Domain.Eql;
using DetectionApi.Domain.Rules;

namespace DetectionApi.Domain.Alerts;

/// <summary>The active rules that look at one index.</summary>
public sealed class RuleSelection
{
    internal RuleSelection(IReadOnlyList<(ActiveRule Rule, EqlMatcher Matcher)> rules) => Rules = [.. rules];

    /// <summary>True if no rule looks at the index: its events are read, and none can match.</summary>
    public bool IsEmpty => Rules.Length == 0;

    internal (ActiveRule Rule, EqlMatcher Matcher)[] Rules { get; }
}
