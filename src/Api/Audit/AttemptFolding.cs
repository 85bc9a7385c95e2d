using DetectionApi.Domain.Audit;

namespace DetectionApi.Api.Audit;

/// <summary>Makes lines of refused attempts, few of many: nobody fills the log by trying.</summary>
/// <remarks>
/// The first attempt of a kind is a line at once. Those like it within the same minute are counted, and are one line
/// when the minute is over. Past two hundred kinds of one who tries, or a thousand of all, the others are counted
/// together. Who is believed and who is not have a thousand each, so that no stranger uses up what others need.
/// </remarks>
internal sealed class AttemptFolding
{
    /// <summary>What stands for the attempts that are counted together.</summary>
    public const string MoreAttempts = AttemptBudget.MoreAttempts;

    private readonly AttemptBudget _believed = new();
    private readonly AttemptBudget _strangers = new();
    private readonly List<AuditLine> _due = [];
    private long _minute;
    private int _unknown;

    /// <summary>Takes an attempt.</summary>
    public void Take(RefusedAttempt attempt)
    {
        Turn(attempt.At);
        if ((attempt.IsBelieved ? _believed : _strangers).IsFirst(attempt)) _due.Add(attempt.ToLine());
    }

    /// <summary>Counts attempts of which nothing is known.</summary>
    public void TakeUnknown(int count) => _unknown += count;

    /// <summary>The lines that are to be written by now.</summary>
    /// <param name="now">The time.</param>
    /// <param name="isLast">Whether nothing comes any more, so that no minute is waited for.</param>
    public IReadOnlyList<AuditLine> TakeDue(DateTimeOffset now, bool isLast = false)
    {
        Turn(now);
        if (isLast) End(now);
        AuditLine[] due = [.. _due];
        _due.Clear();
        return due;
    }

    private void Turn(DateTimeOffset now)
    {
        var minute = now.UtcTicks / TimeSpan.TicksPerMinute;
        if (minute == _minute) return;

        End(now);
        _minute = minute;
    }

    private void End(DateTimeOffset now)
    {
        _due.AddRange(_believed.End());
        _due.AddRange(_strangers.End());
        var more = _unknown + _believed.TakeMore() + _strangers.TakeMore();
        _unknown = 0;
        if (more == 0) return;

        _due.Add(new AuditLine
        {
            At = now,
            Operation = MoreAttempts,
            Outcome = AuditOutcome.Refused,
            Reason = AttemptBudget.TooManyKinds,
            Count = more,
        });
    }
}
