using DetectionApi.Domain.Audit;

namespace DetectionApi.Api.Audit;

/// <summary>The kinds of refused attempts within a minute, as many as may be told apart.</summary>
internal sealed class AttemptBudget
{
    /// <summary>What stands for the attempts that are counted together.</summary>
    public const string MoreAttempts = "more-refused-attempts";

    /// <summary>Why they are.</summary>
    public const string TooManyKinds = "too-many-kinds";

    private const int KindsMax = 1000;
    private const int KindsOfOneMax = 200;

    private readonly Dictionary<AttemptKind, Repeated> _kinds = [];
    private readonly Dictionary<string, int> _kindsOf = [];
    private readonly Dictionary<string, Repeated> _moreOf = [];
    private int _more;

    /// <summary>Takes an attempt.</summary>
    /// <returns>True if it is the first of its kind, and nobody counts it.</returns>
    public bool IsFirst(RefusedAttempt attempt)
    {
        var kind = AttemptKind.Of(attempt);
        if (_kinds.TryGetValue(kind, out var repeated))
        {
            repeated.Add(attempt);
            return false;
        }

        var kindsOfOne = _kindsOf.GetValueOrDefault(kind.Who);
        if (kindsOfOne < KindsOfOneMax && _kinds.Count < KindsMax)
        {
            _kinds.Add(kind, new Repeated(attempt));
            _kindsOf[kind.Who] = kindsOfOne + 1;
            return true;
        }

        if (kindsOfOne == KindsOfOneMax) CountOf(kind.Who, attempt);
        else _more += attempt.Count;
        return false;
    }

    /// <summary>Ends the minute.</summary>
    /// <returns>The lines of what was counted.</returns>
    public IReadOnlyList<AuditLine> End()
    {
        AuditLine[] lines =
        [
            .. _kinds.Values.Concat(_moreOf.Values).Select(kind => kind.Counted).OfType<RefusedAttempt>()
                .Select(counted => counted.ToLine()),
        ];
        _kinds.Clear();
        _kindsOf.Clear();
        _moreOf.Clear();
        return lines;
    }

    /// <summary>How many attempts were counted of which nobody knows any more whose they were.</summary>
    public int TakeMore()
    {
        var more = _more;
        _more = 0;
        return more;
    }

    private void CountOf(string who, RefusedAttempt attempt)
    {
        var nameless = attempt with
        {
            Operation = MoreAttempts,
            KnownOperation = MoreAttempts,
            Status = null,
            Reason = TooManyKinds,
            Subject = null,
            SubjectId = null,
        };
        if (!_moreOf.TryGetValue(who, out var more)) _moreOf.Add(who, more = new Repeated());
        more.Add(nameless);
    }

    // The first of a kind is a line of its own, and what it says is compared all the same.
    private sealed class Repeated(RefusedAttempt? first = null)
    {
        private RefusedAttempt? _like = first;

        public RefusedAttempt? Counted { get; private set; }

        public void Add(RefusedAttempt attempt)
        {
            _like = _like is null ? attempt : attempt.Like(_like);
            Counted = _like with { Count = attempt.Count + (Counted?.Count ?? 0) };
        }
    }
}
