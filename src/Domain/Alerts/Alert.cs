using DetectionApi.Domain.Events;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Domain.Rules;

namespace DetectionApi.Domain.Alerts;

/// <summary>One behaviour of one process: all occurrences of one pattern within the fold window.</summary>
public sealed class Alert
{
    /// <summary>How long an alert gathers occurrences, counted in event time from the first.</summary>
    public static readonly TimeSpan FoldWindow = TimeSpan.FromHours(24);

    private Alert() { }

    /// <summary>
    /// 32 hexadecimal digits: the <see cref="Fingerprint"/> of the rule and the event that began it, so that a store
    /// that is filled again from the same events, in the same order, has the same ids.
    /// </summary>
    public string Id { get; private init; } = "";

    /// <summary>The rule that matched.</summary>
    public string RuleId { get; private init; } = "";

    /// <summary>Its name when it matched.</summary>
    public string RuleName { get; private init; } = "";

    /// <summary>The version that matched first.</summary>
    public int RuleVersion { get; private init; }

    /// <summary>How bad it is if the rule is right.</summary>
    public Severity Severity { get; private init; }

    /// <summary>The same as a number from 0 to 100.</summary>
    public int RiskScore { get; private init; }

    /// <summary>How far analysts are.</summary>
    public AlertStatus Status { get; private set; }

    /// <summary>Whether it stands in the queue.</summary>
    public Disposition Disposition { get; private set; }

    /// <summary>
    /// The event time at which it counts against its rule's cap: when it came into the queue; null if it did not, or
    /// because somebody released it.
    /// </summary>
    public DateTimeOffset? RaisedAt { get; private set; }

    /// <summary>The exception item that covers it; null unless excepted.</summary>
    public string? ExceptionId { get; private set; }

    /// <summary>The version in which that item covered it; null unless excepted.</summary>
    public int? ExceptionVersion { get; private set; }

    /// <summary>Who works on it.</summary>
    public string? Assignee { get; private set; }

    /// <summary>Words that analysts put on it.</summary>
    public IReadOnlyList<string> Tags { get; private set; } = [];

    /// <summary>What it turned out to be; null unless closed.</summary>
    public ClosingReason? ClosingReason { get; private set; }

    /// <summary>Why it could be closed as harmless; null unless it was.</summary>
    public ClosingEvidence? ClosingEvidence { get; private set; }

    /// <summary>The alert that tells the same story; null unless closed as a duplicate.</summary>
    public string? DuplicateOf { get; private set; }

    /// <summary>Whether what tells about it is kept even after it was closed.</summary>
    public bool LegalHold { get; private set; }

    /// <summary>When an analyst first took notice of it; null if nobody did. Stays when it is opened again.</summary>
    public DateTimeOffset? AcknowledgedAt { get; private set; }

    /// <summary>When it was closed; null unless it is.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>When it was opened again last; null if never.</summary>
    public DateTimeOffset? ReopenedAt { get; private set; }

    /// <summary>The computer on which it happened.</summary>
    public Host Host { get; private set; } = null!;

    /// <summary>The process that opened another one.</summary>
    public SourceProcess Source { get; private set; } = null!;

    /// <summary>The process that was opened.</summary>
    public TargetProcess Target { get; private set; } = null!;

    /// <summary>
    /// All rights that its occurrences got, taken together; null if none of their events has any that can be read.
    /// </summary>
    public AccessMask? Mask { get; private set; }

    /// <summary>The call trace of the earliest occurrence, as the event has it.</summary>
    public string? CallTraceText { get; private set; }

    /// <summary>Who issued the system call.</summary>
    public FirstFrame FirstFrame { get; private set; } = null!;

    /// <summary>The call trace of the earliest occurrence, without addresses.</summary>
    public CallTraceShape Shape { get; private set; } = null!;

    /// <summary>The name of the pattern, see <see cref="AccessPattern.Id"/>.</summary>
    public string PatternId { get; private init; } = "";

    /// <summary>The pattern.</summary>
    public AccessPattern Pattern { get; private init; } = null!;

    /// <summary>What happened, in one sentence.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>What its investigation comes to; null as long as there was none.</summary>
    public Recommendation? Recommendation { get; private set; }

    /// <summary>How many events are folded into it.</summary>
    public int OccurrenceCount { get; private set; }

    /// <summary>The earliest occurrence: the one that the alert describes.</summary>
    public EventKey FirstEventKey { get; private set; }

    /// <summary>The event time of the earliest occurrence.</summary>
    public DateTimeOffset FirstSeenAt { get; private set; }

    /// <summary>The event time of the latest occurrence.</summary>
    public DateTimeOffset LastSeenAt { get; private set; }

    /// <summary>When its first occurrence was received.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>The alert of the same behaviour that was closed before; null if there is none.</summary>
    public string? PreviousAlertId { get; private init; }

    /// <summary>What its occurrences have in common, see <see cref="Match.FoldKey"/>.</summary>
    public UInt128 FoldKey { get; private init; }

    /// <summary>Counts the changes, from 1.</summary>
    public int Revision { get; private set; } = 1;

    /// <summary>Begins an alert with its first occurrence, which <see cref="Absorb"/> still has to take.</summary>
    internal static Alert Begin(
        Match match, DateTimeOffset at, DateTimeOffset receivedAt, Disposition disposition, Coverage? coverage,
        string? previousAlertId)
    {
        var (rule, version) = match.Rule;
        return new Alert
        {
            Id = Fingerprint.Of([rule.Id, match.Envelope.Key.ToString()]).ToString("x32"),
            RuleId = rule.Id,
            RuleName = rule.Name,
            RuleVersion = version.Version,
            Severity = version.Severity,
            RiskScore = version.RiskScore,
            Disposition = disposition,
            RaisedAt = disposition is Disposition.Raised ? at : null,
            ExceptionId = coverage?.ItemId,
            ExceptionVersion = coverage?.Version,
            Pattern = match.Access.Pattern,
            PatternId = match.Access.Pattern.Id,
            FirstSeenAt = at,
            LastSeenAt = at,
            CreatedAt = receivedAt,
            PreviousAlertId = previousAlertId,
            FoldKey = match.FoldKey,
        };
    }

    /// <summary>
    /// True if an occurrence at that time belongs to it: it is not closed, and the window holds them all.
    /// </summary>
    public bool Admits(DateTimeOffset at) =>
        Status is not AlertStatus.Closed && Later(LastSeenAt, at) - Earlier(FirstSeenAt, at) <= FoldWindow;

    /// <summary>True if it holds what that item covers in that version, or without one what no item covers.</summary>
    public bool IsCoveredBy(Coverage? coverage) =>
        ExceptionId == coverage?.ItemId && ExceptionVersion == coverage?.Version;

    /// <summary>Takes it out of the queue: an item covers all of it.</summary>
    /// <exception cref="InvalidOperationException">One does already.</exception>
    public void Except(Coverage coverage)
    {
        if (Disposition is Disposition.Excepted) throw new InvalidOperationException($"Alert {Id} is excepted.");

        (Disposition, RaisedAt) = (Disposition.Excepted, null);
        (ExceptionId, ExceptionVersion) = (coverage.ItemId, coverage.Version);
        Revision++;
    }

    /// <summary>Brings it back into the queue: no item covers it any more.</summary>
    /// <remarks>It takes no room under the cap, however many are released at once.</remarks>
    /// <exception cref="InvalidOperationException">None did.</exception>
    public void Release()
    {
        if (Disposition is not Disposition.Excepted)
            throw new InvalidOperationException($"Alert {Id} is not excepted.");

        (Disposition, ExceptionId, ExceptionVersion) = (Disposition.Raised, null, null);
        Revision++;
    }

    /// <summary>Leaves it to another item, which covers all of it, too.</summary>
    /// <exception cref="InvalidOperationException">None covered it.</exception>
    public void PassTo(Coverage coverage)
    {
        if (Disposition is not Disposition.Excepted)
            throw new InvalidOperationException($"Alert {Id} is not excepted.");

        (ExceptionId, ExceptionVersion) = (coverage.ItemId, coverage.Version);
        Revision++;
    }

    /// <summary>Takes over what was found out about the source. False if there is nothing new in it.</summary>
    public bool Learn(SourceProcess source)
    {
        if (source == Source) return false;

        Source = source;
        Reason = AlertReason.Of(Host, Source, Target, Mask, FirstFrame);
        Revision++;
        return true;
    }

    /// <summary>Takes over what its investigation comes to. False if that is what it came to before.</summary>
    public bool Recommend(Recommendation recommendation)
    {
        if (recommendation == Recommendation) return false;

        // Whoever decides before there is one decides for himself; after that he must know of another one.
        if (Recommendation is not null) Revision++;
        Recommendation = recommendation;
        return true;
    }

    /// <summary>Changes what an analyst asks to be changed, which <see cref="TriageRules"/> let pass.</summary>
    /// <returns>Each field that is another one now. None leaves the alert as it was.</returns>
    public IReadOnlyList<FieldChange> Apply(AlertChange change, DateTimeOffset at)
    {
        var before = TriageState.Of(this);
        var after = before.With(change);
        var changes = before.ChangesTo(after);
        if (changes.Count == 0) return [];

        (Status, Assignee, Tags, LegalHold) = (after.Status, after.Assignee, after.Tags, after.LegalHold);
        (ClosingReason, ClosingEvidence, DuplicateOf) = (after.ClosingReason, after.Evidence, after.DuplicateOf);
        if (Status is not AlertStatus.Open) AcknowledgedAt ??= at;
        if (before.Status is AlertStatus.Closed && Status is not AlertStatus.Closed) ReopenedAt = at;
        ClosedAt = Status is AlertStatus.Closed ? ClosedAt ?? at : null;
        Revision++;
        return changes;
    }

    /// <summary>Brings it into the queue: its behaviour goes on, and the cap has room again.</summary>
    internal void Promote(DateTimeOffset at) => (Disposition, RaisedAt) = (Disposition.Raised, at);

    /// <summary>Takes one more occurrence.</summary>
    internal Occurrence Absorb(Match match, DateTimeOffset at, DateTimeOffset receivedAt)
    {
        // The earliest event tells the alert's story, so that the order of arrival does not.
        var key = match.Envelope.Key;
        if (OccurrenceCount == 0 || (at, key.Value).CompareTo((FirstSeenAt, FirstEventKey.Value)) < 0) Tell(match);
        if (match.Access.Mask is { } more) Mask = new AccessMask((Mask?.Bits ?? 0) | more.Bits);
        Reason = AlertReason.Of(Host, Source, Target, Mask, FirstFrame);
        if (OccurrenceCount > 0) Revision++;
        OccurrenceCount++;
        FirstSeenAt = Earlier(FirstSeenAt, at);
        LastSeenAt = Later(LastSeenAt, at);
        return new Occurrence
        {
            AlertId = Id,
            RuleId = RuleId,
            EventKey = key,
            RecordId = match.Envelope.RecordId,
            At = at,
            ReceivedAt = receivedAt,
            Document = match.Document,
            Host = match.Envelope.Host.Name,
            Shape = match.Access.Shape.Text,
            ExceptionId = ExceptionId,
        };
    }

    private void Tell(Match match)
    {
        var access = match.Access;
        FirstEventKey = match.Envelope.Key;
        Host = match.Envelope.Host;
        Source = OccurrenceCount == 0 ? access.Source : access.Source.With(Source);
        Target = access.Target;
        CallTraceText = access.CallTraceText;
        FirstFrame = access.FirstFrame;
        Shape = access.Shape;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
