namespace DetectionApi.Domain.ExceptionItems;

/// <summary>An access pattern that somebody knows and answers for.</summary>
/// <remarks>
/// It changes by the methods here only, each of which checks that it may and counts a version. What refuses its content
/// is for <see cref="ExceptionRules"/> to say, before it is submitted and again before it is approved.
/// </remarks>
public sealed class ExceptionItem
{
    private ExceptionItem() { }

    /// <summary>What programs call it: 1 to 64 lower-case letters, digits and dashes.</summary>
    public string Id { get; private init; } = "";

    /// <summary>Counts the changes, from 1.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>How far it is.</summary>
    public ExceptionStatus Status { get; private set; }

    /// <summary>What people wrote.</summary>
    public ExceptionContent Content { get; private set; } = null!;

    /// <summary>When it expires; null if it does not say.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>Everybody who wrote some of what it says.</summary>
    public IReadOnlyList<string> Authors { get; private set; } = [];

    /// <summary>When it was written.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Who wrote it first.</summary>
    public string CreatedBy { get; private init; } = "";

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Who changed it last.</summary>
    public string ChangedBy { get; private set; } = "";

    /// <summary>When it came into force; null if it never did.</summary>
    public DateTimeOffset? ActivatedAt { get; private set; }

    /// <summary>Who let it come into force; null if nobody had to.</summary>
    public string? ApprovedBy { get; private set; }

    /// <summary>What the approver let pass, and why.</summary>
    public IReadOnlyList<RefusalOverride> Overridden { get; private set; } = [];

    /// <summary>When it was revoked; null unless it was.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>How many days ahead of the expiry its owner was told last; null if not yet.</summary>
    public int? WarnedDays { get; private set; }

    /// <summary>Which item, in which version.</summary>
    public Coverage Coverage => new(Id, Version);

    /// <summary>An item that somebody writes.</summary>
    public static ExceptionItem Create(string id, ExceptionContent content, string actor, DateTimeOffset at) => new()
    {
        Id = id,
        Content = content,
        ExpiresAt = content.Terms.ExpiresAt,
        Authors = [actor],
        CreatedAt = at,
        CreatedBy = actor,
        ChangedAt = at,
        ChangedBy = actor,
    };

    /// <summary>Changes what it says. What waits for approval is a draft again: nobody has seen it like that.</summary>
    /// <exception cref="InvalidOperationException">It is over.</exception>
    public void Update(ExceptionContent content, string actor, DateTimeOffset at)
    {
        Step(ExceptionAction.Update, actor, at);
        if (Status is ExceptionStatus.Pending) Status = ExceptionStatus.Draft;
        if (content.Terms.ExpiresAt != ExpiresAt) WarnedDays = null;
        (Content, ExpiresAt) = (content, content.Terms.ExpiresAt);
        Authors = [.. Authors.Append(actor).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Brings it into force, or before an approver.</summary>
    /// <exception cref="InvalidOperationException">It is no draft.</exception>
    public void Submit(bool needsApproval, string actor, DateTimeOffset at)
    {
        Step(ExceptionAction.Submit, actor, at);
        if (needsApproval) Status = ExceptionStatus.Pending;
        else Activate(at);
    }

    /// <summary>Brings it into force.</summary>
    /// <param name="overridden">The refusals that the approver lets pass, and why.</param>
    /// <param name="actor">The approver, who is none of its authors.</param>
    /// <param name="at">The time.</param>
    /// <exception cref="InvalidOperationException">It does not wait for approval, or the approver wrote it.</exception>
    public void Approve(IReadOnlyList<RefusalOverride> overridden, string actor, DateTimeOffset at)
    {
        if (IsAuthor(actor)) throw new InvalidOperationException($"{actor} wrote some of {Id}.");
        Step(ExceptionAction.Approve, actor, at);
        (ApprovedBy, Overridden) = (actor, overridden);
        Activate(at);
    }

    /// <summary>Sends it back to its authors.</summary>
    /// <exception cref="InvalidOperationException">It does not wait for approval.</exception>
    public void Reject(string actor, DateTimeOffset at)
    {
        Step(ExceptionAction.Reject, actor, at);
        Status = ExceptionStatus.Draft;
    }

    /// <summary>Ends it.</summary>
    /// <exception cref="InvalidOperationException">It was revoked before.</exception>
    public void Revoke(string actor, DateTimeOffset at)
    {
        Step(ExceptionAction.Revoke, actor, at);
        (Status, RevokedAt) = (ExceptionStatus.Revoked, at);
    }

    /// <summary>Lets it end by itself.</summary>
    /// <exception cref="InvalidOperationException">It is not in force.</exception>
    public void Expire(string actor, DateTimeOffset at)
    {
        Step(ExceptionAction.Expire, actor, at);
        Status = ExceptionStatus.Expired;
    }

    /// <summary>Notes that its owner was told how soon it ends.</summary>
    /// <exception cref="InvalidOperationException">It is not in force.</exception>
    public void Warn(int days, string actor, DateTimeOffset at)
    {
        Step(ExceptionAction.Warn, actor, at);
        WarnedDays = days;
    }

    /// <summary>True if that is one of those who wrote it.</summary>
    public bool IsAuthor(string actor) => Authors.Contains(actor, StringComparer.OrdinalIgnoreCase);

    private void Activate(DateTimeOffset at) => (Status, ActivatedAt) = (ExceptionStatus.Active, at);

    private void Step(ExceptionAction action, string actor, DateTimeOffset at)
    {
        if (!ExceptionTransitions.Allows(Status, action))
            throw new InvalidOperationException($"{action} is nothing for {Id}, which is {Status}.");

        Version++;
        (ChangedBy, ChangedAt) = (actor, at);
    }
}
