using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Domain.Rules;

namespace DetectionApi.Persistence;

/// <summary>
/// Which alerts a list shows. A list that is empty asks nothing; otherwise any of its values will do.
/// </summary>
public sealed record AlertFilter
{
    /// <summary>How far analysts are.</summary>
    public IReadOnlyList<AlertStatus> Statuses { get; init; } = [];

    /// <summary>What became of the match.</summary>
    public IReadOnlyList<Disposition> Dispositions { get; init; } = [];

    /// <summary>How bad it is.</summary>
    public IReadOnlyList<Severity> Severities { get; init; } = [];

    /// <summary>The rule.</summary>
    public IReadOnlyList<string> RuleIds { get; init; } = [];

    /// <summary>The pattern.</summary>
    public IReadOnlyList<string> PatternIds { get; init; } = [];

    /// <summary>What an attacker would want from the target.</summary>
    public IReadOnlyList<TargetClass> TargetClasses { get; init; } = [];

    /// <summary>Who issued the system call.</summary>
    public IReadOnlyList<FirstFrameKind> FirstFrameKinds { get; init; } = [];

    /// <summary>At least one of these classes; none asks nothing.</summary>
    public AccessClasses AnyAccessClass { get; init; }

    /// <summary>
    /// The host's name, with or without its domain, or its id; ignoring case, with <c>*</c> and <c>?</c>.
    /// </summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>
    /// The source's path or, without a backslash, its file name; ignoring case, with <c>*</c> and <c>?</c>.
    /// </summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>
    /// The target's path or, without a backslash, its file name; ignoring case, with <c>*</c> and <c>?</c>.
    /// </summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>
    /// The source's account, with or without its domain; ignoring case, with <c>*</c> and <c>?</c>.
    /// </summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>What the investigation comes to.</summary>
    public IReadOnlyList<Recommendation> Recommendations { get; init; } = [];

    /// <summary>What it turned out to be.</summary>
    public IReadOnlyList<ClosingReason> ClosingReasons { get; init; } = [];

    /// <summary>Who works on it; ignoring case, with <c>*</c> and <c>?</c>.</summary>
    public IReadOnlyList<string> Assignees { get; init; } = [];

    /// <summary>Seen at or after that time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Seen before that time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Made at or after that time, by the clock of the service.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }
}
