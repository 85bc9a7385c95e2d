using System.Threading.Channels;
using DetectionApi.Persistence.Context;
using Microsoft.Data.Sqlite;

namespace DetectionApi.Persistence;

/// <summary>The one writer: stores all batches that wait in one commit of each database, then answers them.</summary>
/// <remarks>
/// A commit that waits for the disk costs the same for one batch as for fifty, so the busier it gets the less a batch
/// costs. The context goes first: of a batch whose detections are on disk, the context is there as well.
/// </remarks>
public sealed class BatchWriter : IAsyncDisposable
{
    private readonly Channel<Waiting> _queue =
        Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });

    private readonly ContextWriter _context;
    private readonly AlertRecorder _recorder;
    private readonly AwaitedFacts _awaited;
    private readonly WriteGate _gate;
    private Task? _writing;

    internal BatchWriter(ContextWriter context, AlertRecorder recorder, AwaitedFacts awaited, WriteGate gate) =>
        (_context, _recorder, _awaited, _gate) = (context, recorder, awaited, gate);

    /// <summary>Begins to store. The databases must be open.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _recorder.AwaitFactsAsync(cancellationToken);
        _writing = Task.Run(WriteAsync, CancellationToken.None);
    }

    /// <summary>Stores the record. When this returns it is on disk.</summary>
    public Task<RecordOutcome> StoreAsync(BatchRecord record)
    {
        if (record.IsEmpty) return Task.FromResult(default(RecordOutcome));

        var waiting = new Waiting(record);
        return _queue.Writer.TryWrite(waiting)
            ? waiting.Stored.Task
            : throw new ObjectDisposedException(nameof(BatchWriter));
    }

    /// <summary>Stores what waits, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        if (_writing is not null) await _writing;
    }

    private async Task WriteAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            var group = new List<Waiting>();
            while (_queue.Reader.TryRead(out var waiting)) group.Add(waiting);
            await StoreAsync(group);
        }
    }

    private async Task StoreAsync(List<Waiting> group)
    {
        try
        {
            var outcomes = await _gate.PassAsync(() => CommitAsync(group), CancellationToken.None);
            foreach (var (waiting, outcome) in group.Zip(outcomes)) waiting.Stored.SetResult(outcome);
        }
        catch (Exception e) when (group.Count == 1 || e is SqliteException or IOException)
        {
            // What is wrong with the store is wrong for all.
            foreach (var waiting in group) waiting.Stored.SetException(e);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // One of them cannot be stored; it must not take the others with it.
            foreach (var waiting in group) await StoreAsync([waiting]);
        }
    }

    private async Task<IReadOnlyList<RecordOutcome>> CommitAsync(List<Waiting> group)
    {
        var segments = group
            .SelectMany(w => w.Record.Context.Select(segment => (segment, w.Record.ReceivedAt))).ToList();
        _context.Append(segments);
        var learning = _awaited.AlertsAwaiting(segments.Select(s => s.segment));
        return learning.Count > 0 || group.Exists(w => w.Record.HasDetections)
            ? await _recorder.RecordAsync([.. group.Select(w => w.Record)], learning, CancellationToken.None)
            : new RecordOutcome[group.Count];
    }

    private sealed record Waiting(BatchRecord Record)
    {
        // The thread that stores must not be the one on which requests go on.
        public TaskCompletionSource<RecordOutcome> Stored { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
