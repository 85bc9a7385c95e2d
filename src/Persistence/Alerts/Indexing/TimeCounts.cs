namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>Counts rows by equal spans of time.</summary>
/// <param name="length">The length of a span in milliseconds.</param>
internal sealed class TimeCounts(long length)
{
    public const long Hour = 3_600_000;
    public const long Day = 24 * Hour;

    private readonly Dictionary<long, AlertCount> _spans = [];

    // Neighbours are of about the same time: the span that was counted last is not looked up again.
    private long _latest = long.MinValue;
    private AlertCount _ofLatest;

    /// <summary>The spans that have rows, in no particular order.</summary>
    public IEnumerable<long> Spans => _spans.Keys.Where(span => this[span].Alerts > 0);

    /// <summary>The rows of a span.</summary>
    public AlertCount this[long span] =>
        span == _latest ? _ofLatest : _spans.GetValueOrDefault(span);

    public long SpanOf(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / length;

    public DateTimeOffset StartOf(long span) => DateTimeOffset.FromUnixTimeMilliseconds(span * length);

    public void Add(long time, AlertCount count, int sign)
    {
        var span = time / length;
        if (span != _latest)
        {
            if (_latest != long.MinValue) _spans[_latest] = _ofLatest;
            (_latest, _ofLatest) = (span, _spans.GetValueOrDefault(span));
            _spans.TryAdd(span, default);
        }

        _ofLatest = sign > 0 ? _ofLatest.Plus(count) : _ofLatest.Minus(count);
    }
}
