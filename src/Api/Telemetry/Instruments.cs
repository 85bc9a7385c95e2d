using System.Diagnostics.Metrics;
using DetectionApi.Persistence;

namespace DetectionApi.Api.Telemetry;

/// <summary>What is counted and timed as it happens. A batch is measured as a whole, never event by event.</summary>
/// <remarks>What is looked up when somebody asks is measured where it is known, on the same meter.</remarks>
internal sealed class Instruments
{
    public const string MeterName = "DetectionApi";

    private static readonly double[] BatchSeconds =
        [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    // From a shipper that is up to date to one that was off for a week.
    private static readonly double[] DelaySeconds =
        [0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 86_400, 604_800];

    private static readonly int[] RefusedWith =
    [
        StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status429TooManyRequests,
    ];

    private static readonly double[] BatchesShared = [1, 2, 4, 8, 16, 32, 64];

    private readonly Counter<long> _batches;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _events;
    private readonly Counter<long> _quarantined;
    private readonly Counter<long> _matches;
    private readonly Counter<long> _repeats;
    private readonly Counter<long> _occurrences;
    private readonly Counter<long> _folded;
    private readonly Counter<long> _excepted;
    private readonly Counter<long> _alerts;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _batchTime;
    private readonly Histogram<double> _commitTime;
    private readonly Histogram<double> _commitBatches;
    private readonly Histogram<double> _delay;

    public Instruments(IMeterFactory factory)
    {
        Meter = factory.Create(MeterName);
        _batches = Count("detection.batches", "{batch}", "Requests with events, by what came of them.");
        _bytes = Count("detection.ingest.size", "By", "Bytes of such requests, inflated.");
        _events = Count("detection.events", "{event}", "Events that were judged, unreadable ones included.");
        _quarantined = Count("detection.events.quarantined", "{event}", "Events that could not be read.");
        _matches = Count("detection.matches", "{match}", "Matches of rules, repeated ones included.");
        _repeats = Count("detection.matches.repeated", "{match}", "Matches that were in the store already.");
        _occurrences = Count("detection.occurrences", "{occurrence}", "Matches that were new.");
        _folded = Count("detection.occurrences.folded", "{occurrence}", "New ones that an alert took that was there.");
        _excepted = Count("detection.occurrences.excepted", "{occurrence}", "New ones that an exception item covers.");
        _alerts = Count("detection.alerts.begun", "{alert}", "Alerts that were begun, by disposition.");
        _refused = Count(
            "detection.requests.refused", "{request}", "Requests that were answered 401, 403 or 429, by status.");
        _attempts = Count("detection.webhook.attempts", "{attempt}", "Attempts to deliver messages, by outcome.");
        _batchTime = Time("detection.batch.duration", "From the request to its answer, of stored batches.");
        _delay = Time(
            "detection.batch.delay", "Age of the newest kept event of a batch when it was stored.", DelaySeconds);
        _commitTime = Time("detection.commit.duration", "Time that one commit took, of all batches that shared it.");
        _commitBatches = Meter.CreateHistogram(
            "detection.commit.batches", "{batch}", "Batches that shared one commit.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = BatchesShared });
    }

    /// <summary>All of the service's own instruments.</summary>
    public Meter Meter { get; }

    /// <summary>
    /// Makes counters be there before there is anything to count, so that whoever watches them sees the first, too.
    /// </summary>
    public void Begin()
    {
        Counter<long>[] plain = [_bytes, _events, _quarantined, _matches, _repeats, _occurrences, _folded, _excepted];
        Array.ForEach(plain, counter => counter.Add(0));
        Array.ForEach(["raised", "excepted", "overflow"], disposition => Begun(disposition, 0));
        Array.ForEach(RefusedWith, status => _refused.Add(0, new KeyValuePair<string, object?>("status", status)));
    }

    /// <summary>Counts a batch that was stored.</summary>
    public void Stored(StoredBatch batch)
    {
        var outcome = batch.Outcome;
        _batches.Add(1, new("outcome", "stored"), new("status", StatusCodes.Status200OK));
        _bytes.Add(batch.Bytes);
        _events.Add(batch.Events);
        _quarantined.Add(batch.Unreadable);
        _matches.Add(batch.Matches);
        _repeats.Add(batch.Matches - outcome.NewOccurrences);
        _occurrences.Add(outcome.NewOccurrences);
        _folded.Add(outcome.NewOccurrences - outcome.NewAlerts);
        _excepted.Add(outcome.ExceptedOccurrences);
        Begun("raised", outcome.NewAlerts - outcome.NewExceptedAlerts - outcome.NewOverflow);
        Begun("excepted", outcome.NewExceptedAlerts);
        Begun("overflow", outcome.NewOverflow);
        _batchTime.Record(batch.Took.TotalSeconds);
        if (batch.Delay is { } delay) _delay.Record(Math.Max(0, delay.TotalSeconds));
    }

    /// <summary>Counts a batch of which nothing was taken.</summary>
    public void NotStored(int status, long bytes)
    {
        var outcome = status switch
        {
            StatusCodes.Status499ClientClosedRequest => "abandoned",
            >= StatusCodes.Status500InternalServerError => "failed",
            _ => "refused",
        };
        _batches.Add(1, new("outcome", outcome), new("status", status));
        _bytes.Add(bytes);
    }

    /// <summary>Counts a commit.</summary>
    public void Committed(CommitReport commit)
    {
        _commitTime.Record(commit.Took.TotalSeconds);
        _commitBatches.Record(commit.Batches);
    }

    /// <summary>Counts the answer to a request if it was turned away.</summary>
    public void Answered(int status)
    {
        if (RefusedWith.Contains(status)) _refused.Add(1, new KeyValuePair<string, object?>("status", status));
    }

    /// <summary>Counts an attempt to deliver a message.</summary>
    public void Attempted(bool isDelivered) => _attempts.Add(
        1, new KeyValuePair<string, object?>("outcome", isDelivered ? "delivered" : "failed"));

    private void Begun(string disposition, int alerts) =>
        _alerts.Add(alerts, new KeyValuePair<string, object?>("disposition", disposition));

    private Counter<long> Count(string name, string unit, string description) =>
        Meter.CreateCounter<long>(name, unit, description);

    private Histogram<double> Time(string name, string description, double[]? bounds = null) => Meter.CreateHistogram(
        name, "s", description,
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds ?? BatchSeconds });
}
