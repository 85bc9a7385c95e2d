using System.Threading.Channels;
using DetectionApi.Persistence.Context;

namespace DetectionApi.Persistence;

/// <summary>The one writer: stores all batches that wait in one commit of each database, then answers them.</summary>
/// <remarks>
/// A commit that waits for the disk costs the same for one batch as for fifty, so the busier it gets the less a batch
/// costs. The context goes first: whatever ends the process, a batch whose detections are stored has its context, too;
/// only a power cut may take the context's last commits.
/// </remarks>
public sealed class BatchWriter : IAsyncDisposable
{
    private readonly Channel<Waiting> _queue =
        Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });

    private readonly ContextWriter _context;
    private readonly AlertRecorder _recorder;
    private readonly AwaitedFacts _awaited;
    private readonly WriteGate _gate;
    private readonly ContextWatch _watch;
    private readonly TimeProvider _time;
    private Task? _writing;
    private int _waiting;

    internal BatchWriter(
        ContextWriter context, AlertRecorder recorder, AwaitedFacts awaited, WriteGate gate, ContextWatch watch,
        TimeProvider time) =>
        (_context, _recorder, _awaited, _gate, _watch, _time) = (context, recorder, awaited, gate, watch, time);

    /// <summary>Told of each commit that succeeded, before its batches are answered.</summary>
    public event Action<CommitReport>? Committed;

    /// <summary>How many batches wait to be stored, those included that are being stored.</summary>
    public int WaitingCount => Volatile.Read(ref _waiting);

    /// <summary>Begins to store. The databases must be open.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _recorder.AwaitFactsAsync(cancellationToken);
        _writing = Task.Run(WriteAsync, CancellationToken.None);
    }

    /// <summary>
    /// Stores the record. When this returns its detections are on disk, and its context outlives the process.
    /// </summary>
    public Task<RecordOutcome> StoreAsync(BatchRecord record)
    {
        if (record.IsEmpty) return Task.FromResult(default(RecordOutcome));

        var waiting = new Waiting(record, _time.GetTimestamp());
        Interlocked.Increment(ref _waiting);
        if (_queue.Writer.TryWrite(waiting)) return waiting.Stored.Task;

        Interlocked.Decrement(ref _waiting);
        throw new ObjectDisposedException(nameof(BatchWriter));
    }

    /// <summary>Takes no more, and stores what waits.</summary>
    /// <exception cref="OperationCanceledException">There was no time for all of it.</exception>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        var writing = _writing;
        _writing = null;
        if (writing is not null) await writing.WaitAsync(cancellationToken);
    }

    /// <summary>Stores what waits, unless it was stopped before.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private async Task WriteAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            var group = new List<Waiting>();
            while (_queue.Reader.TryRead(out var waiting)) group.Add(waiting);
            await StoreAsync(group);

            // Alerts that must wait for their turn to learn get it between batches.
            while (_awaited.HasDue && !_queue.Reader.TryPeek(out _) && await StoreAsync([])) continue;
        }
    }

    // False if nothing was stored.
    private async Task<bool> StoreAsync(List<Waiting> group)
    {
        try
        {
            var begun = 0L;
            var outcomes = await _gate.PassAsync(
                () =>
                {
                    begun = _time.GetTimestamp();
                    return CommitAsync(group);
                },
                CancellationToken.None);
            var took = _time.GetElapsedTime(begun);
            Committed?.Invoke(new CommitReport(group.Count, took));
            foreach (var (waiting, outcome) in group.Zip(outcomes))
                Answer(waiting, outcome with
                {
                    Waited = _time.GetElapsedTime(waiting.Since, begun),
                    Committing = took,
                });
            return true;
        }
        catch (Exception e) when (group.Count <= 1 || e is OutOfMemoryException || StoreFaults.IsOne(e))
        {
            // What is wrong with the store is wrong for all.
            Interlocked.Add(ref _waiting, -group.Count);
            foreach (var waiting in group) waiting.Stored.SetException(e);
            return false;
        }
        catch (Exception) when (group.Count > 1)
        {
            // One of them cannot be stored; it must not take the others with it.
            foreach (var waiting in group) await StoreAsync([waiting]);
            return true;
        }
    }

    private void Answer(Waiting waiting, RecordOutcome outcome)
    {
        Interlocked.Decrement(ref _waiting);
        waiting.Stored.SetResult(outcome);
    }

    private async Task<IReadOnlyList<RecordOutcome>> CommitAsync(List<Waiting> group)
    {
        var fresh = group.Where(w => !w.HasContextStored).ToList();
        _context.Append(
            [.. fresh.SelectMany(w => w.Record.Context.Select(segment => (segment, w.Record.ReceivedAt)))]);
        foreach (var waiting in fresh) waiting.HasContextStored = true;
        _watch.Arrived(fresh.SelectMany(w => w.Record.Context));
        var arriving = _awaited.Arriving(group.SelectMany(w => w.Record.Context));
        return arriving.Count > 0 || _awaited.HasDue || group.Exists(w => w.Record.HasDetections)
            ? await _recorder.RecordAsync([.. group.Select(w => w.Record)], arriving, CancellationToken.None)
            : new RecordOutcome[group.Count];
    }

    private sealed record Waiting(BatchRecord Record, long Since)
    {
        // Stored once, though the rest of it is tried again.
        public bool HasContextStored { get; set; }

        // The thread that stores must not be the one on which requests go on.
        public TaskCompletionSource<RecordOutcome> Stored { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
