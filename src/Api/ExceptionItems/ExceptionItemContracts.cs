using System.Text.Json.Serialization;
using DetectionApi.Api.Alerts;
using DetectionApi.Api.Http;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence.Exceptions;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>What an item hid, by event time, also what was released since; it counts with the item that hid it
/// last.</summary>
/// <param name="Total">All occurrences.</param>
/// <param name="Last24Hours">Those of the last 24 hours.</param>
/// <param name="Last7Days">Those of the last 7 days.</param>
/// <param name="Last30Days">Those of the last 30 days.</param>
/// <param name="Hosts">On how many hosts.</param>
/// <param name="FirstMatchAt">The first; null if there is none.</param>
/// <param name="LastMatchAt">The last; null if there is none.</param>
/// <param name="TruePositives">How many alerts that it hides were closed as attacks; above 0, revoke it.</param>
/// <param name="Stale">True if it is active for more than 30 days, and hid nothing in the last 30.</param>
internal sealed record ExceptionCountersResponse(
    int Total, int Last24Hours, int Last7Days, int Last30Days, int Hosts, DateTimeOffset? FirstMatchAt,
    DateTimeOffset? LastMatchAt, int TruePositives, bool Stale);

/// <summary>An exception item: as it is posted, and what became of it.</summary>
internal sealed record ExceptionItemResponse
{
    /// <summary>What programs call it.</summary>
    public required string Id { get; init; }

    /// <summary>How far it is.</summary>
    public required ExceptionStatus Status { get; init; }

    /// <summary>Counts the changes, from 1; it is the `ETag`, too.</summary>
    public required int Version { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>What it is about.</summary>
    public required string? Description { get; init; }

    /// <summary>Why the pattern is harmless.</summary>
    public required string Reason { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string Owner { get; init; }

    /// <summary>The ids of the rules whose matches it may cover; empty for all.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>The program that opens another one.</summary>
    public required ExceptionSource Source { get; init; }

    /// <summary>The program that is opened.</summary>
    public required ExceptionTarget Target { get; init; }

    /// <summary>The rights that are allowed.</summary>
    public required ExceptionAccess Access { get; init; }

    /// <summary>What the call trace is like.</summary>
    public required ExceptionCallTrace CallTrace { get; init; }

    /// <summary>Where and for whom it holds.</summary>
    public required ExceptionScope Scope { get; init; }

    /// <summary>What says that the pattern is harmless.</summary>
    public required IReadOnlyList<ExceptionEvidenceItem> Evidence { get; init; }

    /// <summary>The event time from which it holds; null for whatever happened before it expires.</summary>
    public required DateTimeOffset? ValidFrom { get; init; }

    /// <summary>The event time at which it ceases to hold.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>How many days are left, a day that has begun as a whole one; 0 when it is over.</summary>
    public required int DaysLeft { get; init; }

    /// <summary>The refusals that an approver is asked to let pass.</summary>
    public required IReadOnlyList<ExceptionOverride> Overrides { get; init; }

    /// <summary>The item that was, or will be, revoked in the moment in which this one becomes active.</summary>
    public required string? Replaces { get; init; }

    /// <summary>How much it may hide: 0 is one file doing one thing on one host, 100 is nearly everything.</summary>
    public required Breadth Breadth { get; init; }

    /// <summary>What it hid.</summary>
    public required ExceptionCountersResponse Counters { get; init; }

    /// <summary>Whether it takes approval by somebody who wrote none of it.</summary>
    public required bool NeedsApproval { get; init; }

    /// <summary>Everybody who wrote some of it; none of them may approve it.</summary>
    public required IReadOnlyList<string> Authors { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who wrote it first.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was changed last.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Who changed it last.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>When it came into force; null if it never did.</summary>
    public required DateTimeOffset? ActivatedAt { get; init; }

    /// <summary>Who approved it; null if nobody had to.</summary>
    public required string? ApprovedBy { get; init; }

    /// <summary>What the approver let pass, and why.</summary>
    public required IReadOnlyList<ExceptionOverride> Overridden { get; init; }

    /// <summary>When it was revoked; null unless it was.</summary>
    public required DateTimeOffset? RevokedAt { get; init; }

    /// <summary>How many days ahead of the expiry its owner was told last; null if not yet.</summary>
    public required int? WarnedDays { get; init; }

    public static ExceptionItemResponse Of(
        ExceptionItem item, ExceptionCounters counters, ExceptionPolicy policy, DateTimeOffset now)
    {
        var posted = item.Content.ToRequest(item.Id);
        return new ExceptionItemResponse
        {
            Id = item.Id,
            Status = item.Status,
            Version = item.Version,
            Name = item.Content.Name,
            Description = item.Content.Description,
            Reason = item.Content.Reason,
            Owner = item.Content.Owner,
            Rules = posted.Rules!,
            Source = posted.Source!,
            Target = posted.Target!,
            Access = posted.Access!,
            CallTrace = posted.CallTrace!,
            Scope = posted.Scope!,
            Evidence = posted.Evidence!,
            ValidFrom = posted.ValidFrom,
            ExpiresAt = posted.ExpiresAt,
            DaysLeft = DaysLeftOf(item, now),
            Overrides = posted.Overrides!,
            Replaces = posted.Replaces,
            Breadth = Breadth.Of(item.Content.Terms),
            Counters = new ExceptionCountersResponse(
                counters.Total, counters.Last24Hours, counters.Last7Days, counters.Last30Days, counters.Hosts,
                counters.FirstMatchAt, counters.LastMatchAt, counters.TruePositives, counters.IsStale(item, now)),
            NeedsApproval = policy.NeedsApproval(item.Content),
            Authors = item.Authors,
            CreatedAt = item.CreatedAt,
            CreatedBy = item.CreatedBy,
            ChangedAt = item.ChangedAt,
            ChangedBy = item.ChangedBy,
            ActivatedAt = item.ActivatedAt,
            ApprovedBy = item.ApprovedBy,
            Overridden = [.. item.Overridden.Select(one => new ExceptionOverride(one.Code, one.Reason))],
            RevokedAt = item.RevokedAt,
            WarnedDays = item.WarnedDays,
        };
    }

    private static int DaysLeftOf(ExceptionItem item, DateTimeOffset now) =>
        item.Status is ExceptionStatus.Expired or ExceptionStatus.Revoked || item.ExpiresAt is not { } until
            ? 0
            : Math.Max(0, (int)Math.Ceiling((until - now).TotalDays));
}

/// <summary>Alerts that a change of an item closed or released, or would.</summary>
/// <param name="Alerts">How many.</param>
/// <param name="Occurrences">How many events are folded into them.</param>
/// <param name="AlertIds">The first 1,000 of them.</param>
internal sealed record AffectedAlertsResponse(int Alerts, long Occurrences, IReadOnlyList<string> AlertIds)
{
    public static AffectedAlertsResponse? Of(AffectedAlerts? affected) => affected is null
        ? null
        : new AffectedAlertsResponse(affected.Alerts, affected.Occurrences, affected.AlertIds);
}

/// <summary>What came of a change of an item: first to alerts. What is released stays hidden unless `raise` brings it
/// back.</summary>
/// <param name="DryRun">True if nothing was changed: the rest says what would have come of it.</param>
/// <param name="Item">The item after the change.</param>
/// <param name="Closed">The alerts that it closed as the item covers all of them; null if it was not asked to.</param>
/// <param name="Released">The alerts that no item in force covers any more; null if nothing ended.</param>
internal sealed record ExceptionChangeResponse(
    bool DryRun, [property: JsonPropertyOrder(1)] ExceptionItemResponse Item, AffectedAlertsResponse? Closed,
    AffectedAlertsResponse? Released);

/// <summary>An occurrence that an item hid, also if it was released since.</summary>
/// <param name="AlertId">Its alert.</param>
/// <param name="Host">The name of the host.</param>
/// <param name="EventKey">Which event it is.</param>
/// <param name="RecordId">The record's number in its log; null if the collector did not send it.</param>
/// <param name="At">When it happened.</param>
/// <param name="ReceivedAt">When it was received.</param>
/// <param name="Document">The event as it came.</param>
internal sealed record ExceptionMatchResponse(
    string AlertId, string Host, string EventKey, string? RecordId, DateTimeOffset At, DateTimeOffset ReceivedAt,
    RawJson Document)
{
    public static ExceptionMatchResponse Of(Occurrence occurrence)
    {
        var (key, record, at, receivedAt, document) = OccurrenceResponse.Of(occurrence);
        return new ExceptionMatchResponse(
            occurrence.AlertId, occurrence.Host, key, record, at, receivedAt, document);
    }
}

/// <summary>One field of an item that a version changed.</summary>
/// <param name="Field">Its name as it is posted, such as `scope.hosts`.</param>
/// <param name="From">What it was; null for nothing.</param>
/// <param name="To">What it is since; null for nothing.</param>
internal sealed record ExceptionFieldChangeResponse(string Field, string? From, string? To);

/// <summary>One version of an item.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Action">What happened.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who did it; `system` for what happens by itself.</param>
/// <param name="Status">How far the item was since.</param>
/// <param name="Changes">Every field that is different.</param>
/// <param name="Comment">What was said about it; null for nothing.</param>
/// <param name="Item">What the item said since, as it is posted.</param>
internal sealed record ExceptionVersionResponse(
    int Version, ExceptionAction Action, DateTimeOffset At, string Actor, ExceptionStatus Status,
    IReadOnlyList<ExceptionFieldChangeResponse> Changes, string? Comment, ExceptionItemRequest Item)
{
    public static ExceptionVersionResponse Of(ExceptionVersion version) => new(
        version.Version, version.Action, version.At, version.Actor, version.Status,
        [.. version.Changes.Select(one => new ExceptionFieldChangeResponse(one.Field, one.From, one.To))],
        version.Comment, version.Content.ToRequest(version.ItemId));
}

/// <summary>What somebody said about an item.</summary>
/// <param name="Id">Its number, ascending.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Text">What.</param>
internal sealed record ExceptionCommentResponse(long Id, DateTimeOffset At, string Actor, string Text)
{
    public static ExceptionCommentResponse Of(ExceptionComment comment) =>
        new(comment.Id, comment.At, comment.Actor, comment.Text);
}
