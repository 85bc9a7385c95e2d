using System.Linq.Expressions;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Events;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>Of a stored alert what exception items ask, and what becomes of it if one covers it.</summary>
internal sealed record StoredAlert
{
    public required string Id { get; init; }

    public required string RuleId { get; init; }

    public required string PatternId { get; init; }

    public required AccessPattern Pattern { get; init; }

    public required Host Host { get; init; }

    public required SourceProcess Source { get; init; }

    public required string? TargetImage { get; init; }

    public required FirstFrame FirstFrame { get; init; }

    public required AlertStatus Status { get; init; }

    public required Disposition Disposition { get; init; }

    public required ClosingReason? ClosingReason { get; init; }

    public required string? Assignee { get; init; }

    public required Recommendation? Recommendation { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; init; }

    public required int OccurrenceCount { get; init; }

    /// <summary>The earliest of its occurrences, which it describes.</summary>
    public required EventKey FirstEventKey { get; init; }

    /// <summary>The shape of the earliest.</summary>
    public required CallTraceShape FirstShape { get; init; }

    /// <summary>Reads no more of an alert than this.</summary>
    public static Expression<Func<Alert, StoredAlert>> Columns { get; } = alert => new StoredAlert
    {
        Id = alert.Id,
        RuleId = alert.RuleId,
        PatternId = alert.PatternId,
        Pattern = alert.Pattern,
        Host = alert.Host,
        Source = alert.Source,
        TargetImage = alert.Target.Image,
        FirstFrame = alert.FirstFrame,
        Status = alert.Status,
        Disposition = alert.Disposition,
        ClosingReason = alert.ClosingReason,
        Assignee = alert.Assignee,
        Recommendation = alert.Recommendation,
        FirstSeenAt = alert.FirstSeenAt,
        LastSeenAt = alert.LastSeenAt,
        OccurrenceCount = alert.OccurrenceCount,
        FirstEventKey = alert.FirstEventKey,
        FirstShape = alert.Shape,
    };

    private static readonly Func<Alert, StoredAlert> Read = Columns.Compile();

    /// <summary>The same of an alert that was read whole.</summary>
    public static StoredAlert Of(Alert alert) => Read(alert);

    /// <summary>The earliest of its occurrences.</summary>
    public CandidateAccess First => At(FirstSeenAt, FirstShape.Text);

    /// <summary>One of its occurrences.</summary>
    /// <param name="at">When it happened.</param>
    /// <param name="shape">The shape of its call trace; null if it was not kept.</param>
    public CandidateAccess At(DateTimeOffset at, string? shape) =>
        new(RuleId, at, Host, Source, TargetImage, Pattern.Classes, FirstFrame, shape);
}
