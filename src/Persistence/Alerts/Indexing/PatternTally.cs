using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Rules;

namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>Counts the rows of one pattern.</summary>
internal sealed class PatternTally
{
    private readonly int[] _openBySeverity = new int[Enum.GetValues<Severity>().Length];
    private readonly int[] _bySeverity = new int[Enum.GetValues<Severity>().Length];
    private readonly int[] _openByRecommendation = new int[Enum.GetValues<Recommendation>().Length + 1];
    private readonly int[] _byClosingReason = new int[Enum.GetValues<ClosingReason>().Length + 1];
    private readonly TimeCounts _begun = new(TimeCounts.Day);
    private NumberSet _hosts = new();
    private NumberSet _users = new();
    private long _first = long.MaxValue;
    private long _last = long.MinValue;
    private AlertCount _total;

    public bool IsEmpty => _total.Alerts == 0;

    /// <summary>True if rows left it: who else was on their hosts, and when, must be looked up again.</summary>
    public bool IsStale { get; set; }

    private int Open => _openBySeverity.Sum();

    /// <summary>Adds a row to what can be taken away again.</summary>
    /// <param name="block">The block of the row.</param>
    /// <param name="slot">The row.</param>
    /// <param name="sign">Minus one to take it away.</param>
    public void Count(AlertBlock block, int slot, int sign)
    {
        var severity = block.Codes(CodeColumn.Severity)[slot];
        _bySeverity[severity] += sign;
        if (AlertBlock.StatusOf(block.Codes(CodeColumn.Queue)[slot]) is not AlertStatus.Closed)
        {
            _openBySeverity[severity] += sign;
            _openByRecommendation[block.Codes(CodeColumn.Recommendation)[slot]] += sign;
        }

        _byClosingReason[block.Codes(CodeColumn.ClosingReason)[slot]] += sign;
        var count = AlertCount.Of(block, slot);
        _total = sign > 0 ? _total.Plus(count) : _total.Minus(count);
        _begun.Add(block.Times(TimeColumn.FirstSeen)[slot], count, sign);
    }

    /// <summary>Adds a row to what cannot be taken away: its host, its account and its times.</summary>
    public void Extend(AlertTable table, AlertBlock block, int slot)
    {
        _hosts.Add(table.HostNameOf(block.Numbers(NumberColumn.Host)[slot]));
        if (block.Numbers(NumberColumn.User)[slot] is > 0 and var user) _users.Add(user);
        _first = Math.Min(_first, block.Times(TimeColumn.FirstSeen)[slot]);
        _last = Math.Max(_last, block.Times(TimeColumn.LastSeen)[slot]);
    }

    /// <summary>Forgets what cannot be taken away, to be told again of each row.</summary>
    public void Refresh()
    {
        (_hosts, _users, _first, _last) = (new NumberSet(), new NumberSet(), long.MaxValue, long.MinValue);
        IsStale = false;
    }

    public PatternSummary Show(PatternEntry pattern, DateTimeOffset now) => new()
    {
        Id = pattern.Id,
        Pattern = pattern.Pattern,
        Severity = (Severity)Array.FindLastIndex(Open > 0 ? _openBySeverity : _bySeverity, count => count > 0),
        Recommendation = Array.FindIndex(_openByRecommendation, 1, count => count > 0) is > 0 and var gravest
            ? (Recommendation)(gravest - 1)
            : null,
        OpenAlerts = Open,
        Count = _total,
        Hosts = _hosts.Count,
        Users = _users.Count,
        FirstSeenAt = DateTimeOffset.FromUnixTimeMilliseconds(_first),
        LastSeenAt = DateTimeOffset.FromUnixTimeMilliseconds(_last),
        Trend = TrendTo(_begun.SpanOf(now)),
    };

    public PatternRecurrence Recurrence() => new(
        _total, _hosts.Count, _users.Count, DateTimeOffset.FromUnixTimeMilliseconds(_first),
        DateTimeOffset.FromUnixTimeMilliseconds(_last), _total.Alerts - Open,
        Enum.GetValues<ClosingReason>().ToDictionary(reason => reason, reason => _byClosingReason[(int)reason + 1]));

    private List<HistogramBar> TrendTo(long today) =>
    [
        .. from ago in Enumerable.Range(0, PatternSummary.TrendDays)
           let day = today - PatternSummary.TrendDays + 1 + ago
           select new HistogramBar(_begun.StartOf(day), _begun[day]),
    ];
}
