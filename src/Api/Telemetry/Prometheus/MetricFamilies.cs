using System.Text;

namespace DetectionApi.Api.Telemetry.Prometheus;

/// <summary>The values of one instrument, one for each set of labels.</summary>
internal abstract class MetricFamily(string name, string? help)
{
    /// <summary>Guards the values: they are recorded while they are written.</summary>
    protected Lock Values { get; } = new();

    /// <summary>What Prometheus calls it.</summary>
    public string Name => name;

    /// <summary>The word of the text form for its kind.</summary>
    protected abstract string Type { get; }

    /// <summary>Takes over a measurement.</summary>
    public abstract void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags);

    /// <summary>Prepares for values that are all about to be looked up.</summary>
    public virtual void Forget()
    {
    }

    /// <summary>Writes what is known; nothing if that is nothing.</summary>
    public void AppendTo(StringBuilder page)
    {
        lock (Values)
        {
            if (IsEmpty) return;
            MetricText.AppendHead(page, Name, Type, help);
            AppendValues(page);
        }
    }

    /// <summary>True as long as nothing was recorded.</summary>
    protected abstract bool IsEmpty { get; }

    /// <summary>Writes the lines with values.</summary>
    protected abstract void AppendValues(StringBuilder page);
}

/// <summary>What is added up as it happens.</summary>
internal sealed class SumFamily(string name, string? help, bool canFall) : MetricFamily(name, help)
{
    private readonly SortedDictionary<string, double> _sums = new(StringComparer.Ordinal);

    protected override string Type => canFall ? "gauge" : "counter";

    protected override bool IsEmpty => _sums.Count == 0;

    public override void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = MetricText.Labels(tags);
        lock (Values) _sums[labels] = _sums.GetValueOrDefault(labels) + value;
    }

    protected override void AppendValues(StringBuilder page)
    {
        foreach (var (labels, sum) in _sums) MetricText.AppendSample(page, Name, labels, sum);
    }
}

/// <summary>What is looked up when somebody asks.</summary>
internal sealed class LastFamily(string name, string? help, bool canFall) : MetricFamily(name, help)
{
    private readonly SortedDictionary<string, double> _last = new(StringComparer.Ordinal);

    protected override string Type => canFall ? "gauge" : "counter";

    protected override bool IsEmpty => _last.Count == 0;

    public override void Forget()
    {
        lock (Values) _last.Clear();
    }

    public override void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = MetricText.Labels(tags);
        lock (Values) _last[labels] = value;
    }

    protected override void AppendValues(StringBuilder page)
    {
        foreach (var (labels, value) in _last) MetricText.AppendSample(page, Name, labels, value);
    }
}

/// <summary>How measurements are spread.</summary>
internal sealed class HistogramFamily(string name, string? help, IReadOnlyList<double> bounds)
    : MetricFamily(name, help)
{
    private readonly SortedDictionary<string, Spread> _spreads = new(StringComparer.Ordinal);

    protected override string Type => "histogram";

    protected override bool IsEmpty => _spreads.Count == 0;

    public override void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = MetricText.Labels(tags);
        lock (Values)
        {
            if (!_spreads.TryGetValue(labels, out var spread))
                _spreads.Add(labels, spread = new Spread(bounds.Count + 1));
            var bucket = 0;
            while (bucket < bounds.Count && value > bounds[bucket]) bucket++;
            spread.Counts[bucket]++;
            spread.Sum += value;
        }
    }

    protected override void AppendValues(StringBuilder page)
    {
        foreach (var (labels, spread) in _spreads)
        {
            var (separator, upTo) = (labels.Length > 0 ? "," : "", 0L);
            for (var bucket = 0; bucket <= bounds.Count; bucket++)
            {
                upTo += spread.Counts[bucket];
                var bound = MetricText.Number(bucket < bounds.Count ? bounds[bucket] : double.PositiveInfinity);
                MetricText.AppendSample(page, Name + "_bucket", $"{labels}{separator}le=\"{bound}\"", upTo);
            }

            MetricText.AppendSample(page, Name + "_sum", labels, spread.Sum);
            MetricText.AppendSample(page, Name + "_count", labels, upTo);
        }
    }

    private sealed class Spread(int buckets)
    {
        public long[] Counts { get; } = new long[buckets];

        public double Sum { get; set; }
    }
}
