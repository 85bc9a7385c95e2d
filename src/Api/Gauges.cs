using System.Diagnostics.Metrics;
using DetectionApi.Api.AlertStream;
using DetectionApi.Api.Ingest;
using DetectionApi.Api.Operations;
using DetectionApi.Api.Rules;
using DetectionApi.Api.Telemetry;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Exceptions;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api;

/// <summary>What is looked up in all rooms when somebody asks how the service is.</summary>
internal sealed class Gauges(
    Instruments instruments, WaitingBytes waiting, BatchWriter writer, StoreHealth store, StreamHub stream,
    ExceptionsInForce exceptions, RuleBook rules, BatchTelemetry batches, AlarmBoard alarms, ServiceWatch watch,
    IOptions<IngestOptions> ingest, IOptions<StorageOptions> storage, TimeProvider time)
{
    private const string Message = "{message}";

    private readonly Meter _meter = instruments.Meter;
    private readonly long _begun = time.GetTimestamp();

    /// <summary>Makes them be there; once.</summary>
    public void Begin()
    {
        writer.Committed += instruments.Committed;
        ObserveWork();
        ObserveStore();
        ObserveState();
        instruments.Begin();
    }

    private void ObserveWork()
    {
        Observe("detection.ingest.waiting", "By", "Bytes of requests that are under way.", () => waiting.Used);
        Observe(
            "detection.ingest.waiting.limit", "By", "How many may be: past it requests are refused with 429.",
            () => ingest.Value.WaitingBytesMax);
        Observe(
            "detection.writer.queue", "{batch}", "Batches that wait for their commit or are in it.",
            () => writer.WaitingCount);
        Observe("detection.stream.listeners", "{listener}", "Who follows the alerts.", () => stream.Count);
        Observe("detection.alerts.open", "{alert}", "Alerts of the queue that are not closed.",
            () => watch.Last.OpenAlerts);
        Observe("detection.exceptions.active", "{item}", "Exception items in force.",
            () => exceptions.Current.Items.Count);
        Observe("detection.rules.active", "{rule}", "Rules that judge.", () => rules.Current.Detector.RuleCount);
        _meter.CreateObservableGauge(
            "detection.webhook.messages", () => Of(
                "state", ("pending", watch.Last.PendingMessages), ("dead", watch.Last.DeadMessages)),
            Message, "Messages to webhooks that wait, and those that were given up.");
    }

    private void ObserveStore()
    {
        _meter.CreateObservableGauge(
            "detection.store.size", () => store.Files().Select(file => Tagged(file.Bytes, "file", file.Name)),
            "By", "How large the files of the store are.");
        _meter.CreateObservableGauge(
            "detection.store.wal.size", () => store.Files().Select(file => Tagged(file.WalBytes, "file", file.Name)),
            "By", "How large their write-ahead logs are.");
        Observe("detection.context.size", "By", "Bytes of context.db that hold something.",
            () => watch.Last.ContextBytes);
        Observe("detection.disk.free", "By", "What is free on the volume of the store.", () => Room?.FreeBytes);
        Observe("detection.disk.size", "By", "How large that volume is.", () => Room?.TotalBytes);
    }

    private void ObserveState()
    {
        _meter.CreateObservableGauge(
            "detection.alarm", () => Alarms.Codes.Select(code => Tagged(
                alarms.Standing.Any(alarm => alarm.Code == code) ? 1 : 0, "code", code)),
            "{alarm}", "1 while an alarm holds, else 0.");
        _meter.CreateObservableGauge(
            "detection.silence", () => (time.GetUtcNow() - batches.LastArrival).TotalSeconds, "s",
            "Time since events were taken last, or since the start.");
        _meter.CreateObservableGauge(
            "detection.uptime", () => time.GetElapsedTime(_begun).TotalSeconds, "s", "Time since the start.");
    }

    private VolumeRoom? Room => StoreFiles.RoomAt(storage.Value.DataDirectory);

    private void Observe(string name, string unit, string description, Func<long?> value) =>
        _meter.CreateObservableGauge(
            name, () => value() is { } known ? [new Measurement<long>(known)] : Array.Empty<Measurement<long>>(),
            unit, description);

    private static IEnumerable<Measurement<long>> Of(string tag, params (string Value, int? Count)[] counts) =>
        from pair in counts
        where pair.Count is not null
        select Tagged(pair.Count ?? 0, tag, pair.Value);

    private static Measurement<long> Tagged(long value, string tag, string of) =>
        new(value, new KeyValuePair<string, object?>(tag, of));
}
