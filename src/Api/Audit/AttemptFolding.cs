using DetectionApi.Domain.Audit;

namespace DetectionApi.Api.Audit;

/// <summary>Makes lines of refused attempts, few of many: nobody fills the log by trying.</summary>
/// <remarks>
/// The first attempt of a kind is a line at once. Those like it within the same minute are counted, and are one line
/// when the minute is over. Past a thousand kinds in a minute the others are counted together.
/// </remarks>
internal sealed class AttemptFolding
{
    /// <summary>What stands for the attempts that are counted together.</summary>
    public const string MoreAttempts = "more-refused-attempts";

    private const int KindsMax = 1000;

    private readonly Dictionary<Kind, Repeated> _kinds = [];
    private readonly List<AuditLine> _due = [];
    private long _minute;
    private int _more;

    /// <summary>Takes an attempt.</summary>
    public void Take(RefusedAttempt attempt)
    {
        Turn(attempt.At);
        var kind = new Kind(attempt.From, attempt.KeyId ?? attempt.Actor, attempt.Operation, attempt.Status);
        if (_kinds.TryGetValue(kind, out var repeated))
        {
            repeated.Add(attempt);
        }
        else if (_kinds.Count == KindsMax)
        {
            _more++;
        }
        else
        {
            _kinds.Add(kind, new Repeated(attempt));
            _due.Add(attempt.ToLine(count: 1));
        }
    }

    /// <summary>Counts attempts of which nothing is known.</summary>
    public void TakeUnknown(int count) => _more += count;

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
        _due.AddRange(_kinds.Values.Where(kind => kind.Count > 0).Select(kind => kind.Last.ToLine(kind.Count)));
        if (_more > 0)
            _due.Add(new AuditLine
            {
                At = now,
                Operation = MoreAttempts,
                Outcome = AuditOutcome.Refused,
                Reason = "too-many-kinds",
                Count = _more,
            });
        _kinds.Clear();
        _more = 0;
    }

    private readonly record struct Kind(string? From, string? Who, string Operation, int Status);

    // The first is a line of its own.
    private sealed class Repeated(RefusedAttempt first)
    {
        public RefusedAttempt Last { get; private set; } = first;

        public int Count { get; private set; }

        // About several things it says of none.
        public void Add(RefusedAttempt attempt)
        {
            Last = attempt.SubjectId == Last.SubjectId ? attempt : attempt with { SubjectId = null };
            Count++;
        }
    }
}
