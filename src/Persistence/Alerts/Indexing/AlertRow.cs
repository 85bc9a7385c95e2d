using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Events;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Domain.Rules;

namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>What the index knows of an alert: nothing that is long, and nothing that is only shown.</summary>
internal sealed record AlertRow
{
    public required long ChangeNumber { get; init; }

    public required string Id { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required AlertStatus Status { get; init; }

    public required Disposition Disposition { get; init; }

    public required Severity Severity { get; init; }

    public required int RiskScore { get; init; }

    public required TargetClass TargetClass { get; init; }

    public required FirstFrameKind FirstFrameKind { get; init; }

    public required Recommendation? Recommendation { get; init; }

    public required ClosingReason? ClosingReason { get; init; }

    public required int OccurrenceCount { get; init; }

    public required string RuleId { get; init; }

    public required string PatternId { get; init; }

    public required AccessPattern Pattern { get; init; }

    public required Host Host { get; init; }

    public required string? User { get; init; }

    public required string? Assignee { get; init; }

    public required string? Sha256 { get; init; }

    /// <summary>The same with as much of what events name as is compared.</summary>
    public AlertRow WithShortNames() => this with
    {
        Pattern = Pattern with
        {
            Source = AlertNames.Shorten(Pattern.Source),
            Target = AlertNames.Shorten(Pattern.Target),
            FirstFrame = AlertNames.Shorten(Pattern.FirstFrame),
        },
        Host = new Host(Shorten(Host.Id), AlertNames.Shorten(Host.Name)),
        User = Shorten(User),
        Sha256 = Shorten(Sha256),
    };

    private static string? Shorten(string? name) => name is null ? null : AlertNames.Shorten(name);
}
