using System.Text;
using System.Text.Json;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Alerts;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.AlertStream;

/// <summary>Reads each change of the alerts once and hands it to all who follow them.</summary>
internal sealed class StreamHub(
    AlertFeed feed, IOptions<StreamOptions> options, IOptions<JsonOptions> json, TimeProvider time,
    ILogger<StreamHub> log) : BackgroundService
{
    /// <summary>One key or token may have the places divided by this.</summary>
    public const int ShareOfOneKey = 10;

    private const int ChangesPerRead = 200;

    // What a listener who is behind holds in memory while it is sent to him; there may be a thousand of them.
    private const int ChangesPerCatchUp = 50;

    // Reading from the store occupies a thread. Who is behind can wait for his turn.
    private const int CatchUpsAtOnce = 2;

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly HashSet<StreamListener> _listeners = [];
    private readonly SemaphoreSlim _catchUps = new(CatchUpsAtOnce);
    private long _position;

    /// <summary>How many follow.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _listeners.Count;
        }
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _position = await feed.LastAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Lets one more follow; null if there is no place.</summary>
    /// <param name="filter">Which alerts he wants to see.</param>
    /// <param name="after">The last change that he saw; null for what comes from now on.</param>
    /// <param name="holder">With whose key or token he follows; null while nobody needs one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<StreamListener?> JoinAsync(
        AlertFilter filter, long? after, string? holder, CancellationToken cancellationToken)
    {
        // Numbers that were never given are of a store that was replaced by an older copy.
        if (after > Position && after > await feed.LastAsync(cancellationToken)) after = null;

        lock (_lock)
        {
            if (_listeners.Count >= options.Value.ListenersMax || HasAll(holder)) return null;

            var known = after ?? _position;
            var listener = new StreamListener(filter, known, isBehind: known < _position, holder);
            _listeners.Add(listener);
            return listener;
        }
    }

    /// <summary>Lets a listener go.</summary>
    public void Leave(StreamListener listener)
    {
        lock (_lock) _listeners.Remove(listener);
    }

    /// <summary>Tells all who follow something that is no change of an alert. It has no id to resume by.</summary>
    /// <param name="name">The name of the event.</param>
    /// <param name="data">What it says.</param>
    public void Tell(string name, object data)
    {
        var text = JsonSerializer.Serialize(data, json.Value.SerializerOptions);
        var frame = Encoding.UTF8.GetBytes($"event: {name}\ndata: {text}\n\n");
        lock (_lock)
            foreach (var listener in _listeners) listener.Tell(frame);
    }

    /// <summary>Reads what comes next for a listener who is behind; if that was all, he no longer is.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="news">Tells what is new to him.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<StreamedAlert>> CatchUpAsync(
        StreamListener listener, NewAlerts news, CancellationToken cancellationToken)
    {
        await _catchUps.WaitAsync(cancellationToken);
        try
        {
            var position = Position;
            var changes = await feed.AfterAsync(listener.Known, ChangesPerCatchUp, cancellationToken);
            if (changes.Count > 0) listener.Know(changes[^1].Number);
            if (changes.Count < ChangesPerCatchUp)
            {
                // Nothing up to there is left to be read, though its last numbers may be of alerts that are gone.
                listener.Know(position);
                lock (_lock)
                    if (listener.Known >= _position) listener.Rejoin();
            }

            return [.. from change in changes
                       let isNew = news.IsNew(change)
                       where listener.Wants(change.Alert)
                       select new StreamedAlert(change, isNew, json.Value.SerializerOptions)];
        }
        finally
        {
            _catchUps.Release();
        }
    }

    public override void Dispose()
    {
        _catchUps.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await feed.WaitAsync(Position, stoppingToken);
                await TellAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.StreamNotFed(e.Message);
                await Task.Delay(AfterFailure, time, stoppingToken);
            }
        }
    }

    // One key must not take the places of all others.
    private bool HasAll(string? holder) => holder is not null
        && _listeners.Count(listener => listener.Holder == holder)
            >= Math.Max(1, options.Value.ListenersMax / ShareOfOneKey);

    private long Position
    {
        get
        {
            lock (_lock) return _position;
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        var (news, upTo) = (new NewAlerts(Position), feed.Latest);
        while (Count > 0)
        {
            var changes = await feed.AfterAsync(Position, ChangesPerRead, cancellationToken);
            lock (_lock) Offer(changes, news);
            if (changes.Count < ChangesPerRead) break;
        }

        // Nobody asked, or what had these numbers changed again in the meantime and is still to come.
        lock (_lock) _position = Math.Max(_position, upTo);
    }

    private void Offer(IReadOnlyList<ChangedAlert> changes, NewAlerts news)
    {
        foreach (var change in changes)
        {
            var told = new StreamedAlert(change, news.IsNew(change), json.Value.SerializerOptions);
            foreach (var listener in _listeners) listener.Offer(told);
            _position = change.Number;
        }
    }
}
