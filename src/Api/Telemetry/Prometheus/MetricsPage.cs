using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace DetectionApi.Api.Telemetry.Prometheus;

/// <summary>Gathers what the instruments say from its start on, and writes it in Prometheus' text form 0.0.4.</summary>
/// <remarks>It takes the service's own instruments, and a few of the runtime and of the web server.</remarks>
internal sealed class MetricsPage : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private const string RuntimeMeter = "System.Runtime";

    // Prometheus' own, for instruments that advise none.
    private static readonly double[] DefaultBounds =
        [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private static readonly HashSet<string> OfOthers =
    [
        "dotnet.gc.collections", "dotnet.gc.heap.total_allocated", "dotnet.gc.pause.time", "dotnet.process.cpu.time",
        "dotnet.gc.last_collection.memory.committed_size", "dotnet.process.memory.working_set",
        "dotnet.thread_pool.queue.length", "dotnet.thread_pool.thread.count", "kestrel.active_connections",
        "kestrel.queued_connections", "kestrel.rejected_connections",
    ];

    // The runtime declares them as counters, and they fall.
    private static readonly HashSet<string> Falling =
        ["dotnet.thread_pool.queue.length", "dotnet.thread_pool.thread.count"];

    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly Lock _asking = new();
    private readonly MeterListener _listener = new();
    private readonly IMeterFactory _factory;

    public MetricsPage(IMeterFactory factory)
    {
        _factory = factory;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (IsWanted(instrument)) listener.EnableMeasurementEvents(instrument, FamilyOf(instrument));
        };
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => Record(family, value, tags));
    }

    /// <summary>Begins to listen. What happened before is not told.</summary>
    public void Begin() => _listener.Start();

    /// <summary>All as it is now.</summary>
    public string Write()
    {
        var page = new StringBuilder();
        lock (_asking)
        {
            foreach (var family in _families.Values) family.Forget();
            _listener.RecordObservableInstruments();
            foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
                family.AppendTo(page);
        }

        return page.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private static void Record(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((MetricFamily)family!).Record(value, tags);

    // Several services may run in one process; what the runtime measures is of the process.
    private bool IsWanted(Instrument instrument) => instrument.Meter.Name == RuntimeMeter
        ? OfOthers.Contains(instrument.Name)
        : instrument.Meter.Scope == _factory
            && (instrument.Meter.Name == Instruments.MeterName || OfOthers.Contains(instrument.Name));

    private MetricFamily FamilyOf(Instrument instrument)
    {
        var kind = instrument.GetType().Name.Split('`')[0];
        var isCounter = kind is nameof(Counter<>) or nameof(ObservableCounter<>)
            && !Falling.Contains(instrument.Name);
        var name = MetricName.Of(instrument.Name, instrument.Unit, isCounter);
        var help = instrument.Description;
        return _families.GetOrAdd(name, _ => kind switch
        {
            nameof(Histogram<>) => new HistogramFamily(name, help, BoundsOf(instrument)),
            _ when instrument.IsObservable => new LastFamily(name, help, canFall: !isCounter),
            _ => new SumFamily(name, help, canFall: !isCounter),
        });
    }

    private static IReadOnlyList<double> BoundsOf(Instrument instrument) =>
        (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? DefaultBounds;
}
