using DetectionApi.Benchmarks.Client;
using DetectionApi.Benchmarks.Corpus;
using DetectionApi.Benchmarks.Report;
using DetectionApi.Benchmarks.Server;

namespace DetectionApi.Benchmarks.Commands;

/// <summary>Sends a corpus to the service and to the floor in turns, and looks at what was found.</summary>
internal sealed class LoadRun(LoadOptions options, EventCorpus corpus, CancellationToken cancellationToken)
{
    /// <summary>The run is measured in so many parts; the floor is measured before each of them.</summary>
    public const int Fifths = 5;

    // So long that the code of both servers is compiled for good before the clock runs.
    private const int WarmUpBatches = 400;

    // Compressing costs more than serving, so what is sent compressed is made before.
    private const int PreparedBatchesUnlessAsked = 400;

    private static readonly TimeSpan FloorTime = TimeSpan.FromSeconds(1.5);

    private readonly List<RoundResult> _service = [];
    private readonly List<RoundResult> _floor = [];
    private readonly List<TimeSpan> _serviceProcessor = [];
    private TimeSpan _floorProcessor;
    private TimeSpan _clientProcessor;
    private TimeSpan _floorClientProcessor;
    private long _sent;

    /// <summary>The rounds of the service, a fifth of the run each.</summary>
    public IReadOnlyList<RoundResult> Service => _service;

    /// <summary>The rounds of the floor, one before each of the service's.</summary>
    public IReadOnlyList<RoundResult> Floor => _floor;

    /// <summary>Processor time of the service in each of its rounds; empty if it is not ours to look at.</summary>
    public IReadOnlyList<TimeSpan> ServiceProcessor => _serviceProcessor;

    /// <summary>Processor time of the floor in its rounds.</summary>
    public TimeSpan FloorProcessor => _floorProcessor;

    /// <summary>Processor time of this process in the rounds of the service.</summary>
    public TimeSpan ClientProcessor => _clientProcessor;

    /// <summary>Processor time of this process in the rounds of the floor.</summary>
    public TimeSpan FloorClientProcessor => _floorClientProcessor;

    /// <summary>From the start of the service to its first accepted batch.</summary>
    public double? StartSeconds { get; private set; }

    /// <summary>Memory of the service.</summary>
    public MemoryReport? Memory { get; private set; }

    /// <summary>How many batches the service took in all, warming up included.</summary>
    public long Sent => _sent;

    /// <summary>What the service found.</summary>
    public AlertTotals Found { get; private set; }

    /// <summary>What is to be known about how the service runs.</summary>
    public string? Remark { get; private set; }

    /// <summary>Runs.</summary>
    public async Task RunAsync()
    {
        var bodies = BodiesFor();
        await using var floor = FloorServer.Start();
        await using var service = options.Url is { } url
            ? ServiceUnderTest.At(url)
            : await ServiceUnderTest.StartAsync(
                options.ServiceSettings, options.KeepsContext, new PlainBodies(corpus).BodyOf(0), cancellationToken);
        Remark = service.Remark;
        if (service.Process is not null) StartSeconds = service.StartTime.TotalSeconds;

        // The batch that was taken first is sent once more: what was taken is not taken twice.
        var before = options.Url is null ? default : await AlertTotals.ReadAsync(service.Address, cancellationToken);
        using var toService = FleetTo(service.Address, bodies, checksItems: true);
        using var toFloor = FleetTo(floor.Address, bodies, checksItems: false);
        await WarmUpAsync(toService, toFloor);
        var atStart = service.Process?.WorkingSet;
        for (var fifth = 0; fifth < Fifths; fifth++)
        {
            await MeasureFloorAsync(floor, toFloor, fifth);
            await MeasureServiceAsync(service, toService, fifth);
        }

        if (service.Process is { } process)
            Memory = new MemoryReport(atStart!.Value / 1e6, process.WorkingSet / 1e6, process.WorkingSetPeak / 1e6);
        Progress.Show("counting alerts");
        Found = (await AlertTotals.ReadAsync(service.Address, cancellationToken)).Since(before);
        Progress.Clear();
    }

    private Func<IBatchBodies> BodiesFor()
    {
        if (!options.Gzip) return () => new PlainBodies(corpus);

        var batches = options.Events is { } events ? BatchesFor(events) : PreparedBatchesUnlessAsked;
        Progress.Show($"compressing {batches + WarmUpBatches} batches");
        var prepared = new GzipBodies(corpus, batches + WarmUpBatches);
        return () => prepared;
    }

    private Fleet FleetTo(Uri address, Func<IBatchBodies> bodies, bool checksItems) =>
        new(address, options.Connections, bodies, options.Gzip, checksItems);

    private async Task WarmUpAsync(Fleet toService, Fleet toFloor)
    {
        Progress.Show("warming up");
        await toFloor.RunAsync(new BatchQueue(0, WarmUpBatches, Timeout.InfiniteTimeSpan), cancellationToken);
        await toService.RunAsync(new BatchQueue(0, WarmUpBatches, Timeout.InfiniteTimeSpan), cancellationToken);
        _sent = WarmUpBatches;
    }

    private async Task MeasureFloorAsync(MeasuredProcess floor, Fleet fleet, int fifth)
    {
        Progress.Show($"{fifth + 1}/{Fifths}: the floor");
        var (processor, own) = (floor.ProcessorTime, Environment.CpuUsage.TotalTime);
        _floor.Add(await fleet.RunAsync(
            new BatchQueue(0, EventCorpus.BatchesMax, FloorTime), cancellationToken));
        _floorProcessor += floor.ProcessorTime - processor;
        _floorClientProcessor += Environment.CpuUsage.TotalTime - own;
    }

    private async Task MeasureServiceAsync(ServiceUnderTest service, Fleet fleet, int fifth)
    {
        var queue = QueueFor(fifth);
        var (processor, own) = (service.Process?.ProcessorTime, Environment.CpuUsage.TotalTime);
        var running = fleet.RunAsync(queue, cancellationToken);
        var from = _sent;
        while (await Task.WhenAny(running, Task.Delay(250, cancellationToken)) != running)
            Progress.Show(
                $"{fifth + 1}/{Fifths}: {(queue.Next - from) * CorpusPlan.EventsPerBatch:n0} events of this fifth, "
                + $"{queue.Next * CorpusPlan.EventsPerBatch:n0} in all");

        _service.Add(await running);
        _sent = queue.Next;
        _clientProcessor += Environment.CpuUsage.TotalTime - own;
        if (processor is { } used) _serviceProcessor.Add(service.Process!.ProcessorTime - used);
    }

    private BatchQueue QueueFor(int fifth)
    {
        if (options.Events is { } events)
            return new BatchQueue(
                _sent, WarmUpBatches + BatchesFor(events) * (fifth + 1) / Fifths, Timeout.InfiniteTimeSpan);

        var end = options.Gzip
            ? WarmUpBatches + PreparedBatchesUnlessAsked * (fifth + 1) / Fifths
            : EventCorpus.BatchesMax;
        return new BatchQueue(_sent, end, options.Time / Fifths);
    }

    private static long BatchesFor(long events) =>
        Math.Max(Fifths, (events + CorpusPlan.EventsPerBatch - 1) / CorpusPlan.EventsPerBatch);
}
