namespace DetectionApi.Persistence.Webhooks;

/// <summary>How far a message is on its way.</summary>
public enum DeliveryState
{
    /// <summary>It is still to be delivered.</summary>
    Pending,

    /// <summary>Its target has it.</summary>
    Delivered,

    /// <summary>It is not tried any more, until somebody wants it to be.</summary>
    Dead,
}

/// <summary>One message to one target, and what became of it.</summary>
public sealed class WebhookDelivery
{
    private const int ErrorLengthMax = 500;

    /// <summary>Its number, ascending.</summary>
    public long Id { get; private set; }

    /// <summary>What the target knows the message by, the same however often it is sent.</summary>
    public required string MessageId { get; init; }

    /// <summary>The name of the target.</summary>
    public required string Target { get; init; }

    /// <summary>What happened, such as <c>alert.created</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The alert with which it happened.</summary>
    public required string AlertId { get; init; }

    /// <summary>The bytes that are sent.</summary>
    public required byte[] Body { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How far it is.</summary>
    public DeliveryState State { get; private set; }

    /// <summary>How often it was tried since it was written or replayed.</summary>
    public int Attempts { get; private set; }

    /// <summary>When it is tried next; null unless it is pending.</summary>
    public required DateTimeOffset? NextAttemptAt { get; set; }

    /// <summary>When it was tried last; null if it was not yet.</summary>
    public DateTimeOffset? LastAttemptAt { get; private set; }

    /// <summary>The HTTP status of the last answer; null if none came.</summary>
    public int? LastStatus { get; private set; }

    /// <summary>Why it was not delivered the last time; null if it was.</summary>
    public string? LastError { get; private set; }

    /// <summary>When it was delivered or given up; null while it is pending.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Notes an attempt.</summary>
    /// <param name="attempt">What came of it.</param>
    /// <param name="nextAt">When it is tried again; null if it is not.</param>
    public void Note(DeliveryAttempt attempt, DateTimeOffset? nextAt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        Attempts++;
        (LastAttemptAt, LastStatus, LastError) = (attempt.At, attempt.Status, Cut(attempt.Error));
        if (attempt.Error is null) End(DeliveryState.Delivered, attempt.At);
        else if (nextAt is null) End(DeliveryState.Dead, attempt.At);
        else NextAttemptAt = nextAt;
    }

    /// <summary>Gives it up, whatever it was waiting for.</summary>
    internal void GiveUp(string why, DateTimeOffset now)
    {
        LastError = Cut(why);
        End(DeliveryState.Dead, now);
    }

    /// <summary>Begins anew, as the same message.</summary>
    internal void Replay(DateTimeOffset now) =>
        (State, Attempts, NextAttemptAt, EndedAt) = (DeliveryState.Pending, 0, now, null);

    private void End(DeliveryState state, DateTimeOffset at) => (State, NextAttemptAt, EndedAt) = (state, null, at);

    private static string? Cut(string? text) => text?.Length > ErrorLengthMax ? text[..ErrorLengthMax] : text;
}

/// <summary>What came of an attempt.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Status">The HTTP status of the answer; null if none came.</param>
/// <param name="Error">Why it failed; null if it did not.</param>
public sealed record DeliveryAttempt(DateTimeOffset At, int? Status, string? Error);
