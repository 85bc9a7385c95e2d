using DetectionApi.Api.Rules;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;
using DetectionApi.Domain.Events;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Context;

namespace DetectionApi.Api.Ingest;

/// <summary>The events of one request on their way: judged one by one, stored together.</summary>
internal sealed class Batch : IDisposable
{
    /// <summary>How many events a request may hold: what one costs besides its bytes must be bounded, too.</summary>
    public const int EventsMax = 100_000;

    // About what a match or a quarantined document takes besides its own bytes.
    private const int BytesBeside = 4096;

    private readonly DetectorInForce _detector;
    private JudgingMemory? _memory;
    private readonly WaitingBytes.Share _waiting;
    private readonly DateTimeOffset _receivedAt;
    private readonly Sender _sender;
    private readonly HostScope? _scope;
    private readonly int _eventBytesMax;
    private readonly List<Match> _matches = [];
    private readonly List<ContextSegment> _context = [];
    private readonly Dictionary<UInt128, QuarantinedDocument> _unreadable = [];

    public Batch(
        DetectorInForce detector, WaitingBytes.Share waiting, DateTimeOffset receivedAt, Sender sender,
        HostScope? scope, int eventBytesMax)
    {
        (_detector, _waiting, _receivedAt, _sender, _scope) = (detector, waiting, receivedAt, sender, scope);
        _eventBytesMax = eventBytesMax;
        _memory = detector.Rent();
    }

    /// <summary>How many events were judged, unreadable ones included.</summary>
    public int Count { get; private set; }

    /// <summary>How many were unreadable, or of a host that the sender may not speak for.</summary>
    public int UnreadableCount { get; private set; }

    /// <summary>How many were of a host that the sender may not speak for.</summary>
    public int ForeignCount { get; private set; }

    /// <summary>How many rules matched, over all events.</summary>
    public int MatchCount => _matches.Count;

    /// <summary>Judges one event.</summary>
    /// <returns>Null if it is taken; otherwise why not.</returns>
    /// <exception cref="TooMuchWaitingException">What is to be kept of the batch is too much now.</exception>
    public EventRefusal? Judge(ReadOnlySpan<byte> document, string? index)
    {
        if (document.Length > _eventBytesMax) return RefuseLong(document, index);
        var memory = _memory ?? throw new InvalidOperationException("The batch has ended.");
        var position = Count++;
        var verdict = _detector.Detector.Judge(
            document, _detector.RulesFor(index), memory.Buffer, _receivedAt, memory.Chunk, _scope);
        if (RefusalOf(verdict) is { } refusal)
        {
            if (verdict.ForeignHost is not null) ForeignCount++;
            Quarantine(document, index, position, refusal.Reason);
            return refusal;
        }

        if (verdict.Matches is [_, ..] matches)
        {
            _waiting.Add(matches.Count * ((long)document.Length + BytesBeside));
            _matches.AddRange(matches);
        }

        if (memory.Chunk is { IsFull: true } chunk) Pack(chunk);
        return null;
    }

    /// <summary>Puts aside what is no event at all.</summary>
    public void Refuse(ReadOnlySpan<byte> document, string? index, string reason) =>
        Quarantine(document, index, Count++, reason);

    /// <summary>Puts aside the beginning of what is longer than any event.</summary>
    /// <returns>Why.</returns>
    public EventRefusal RefuseLong(ReadOnlySpan<byte> beginning, string? index)
    {
        var reason = $"longer than {_eventBytesMax} bytes (Ingest:EventBytesMax); its first "
            + $"{BodyLimits.BytesOfLongLine} are kept";
        Refuse(beginning[..Math.Min(beginning.Length, BodyLimits.BytesOfLongLine)], index, reason);
        return EventRefusal.Unreadable(reason);
    }

    /// <summary>What is to be stored, after the last event: the memory for judging is given back.</summary>
    public BatchRecord End()
    {
        if (_memory?.Chunk is { Count: > 0 } chunk) Pack(chunk);
        Dispose();
        return new BatchRecord(_matches, [.. _unreadable.Values], _context, _receivedAt);
    }

    public void Dispose()
    {
        if (_memory is { } memory) _detector.Return(memory);
        _memory = null;
    }

    private static EventRefusal? RefusalOf(Verdict verdict) => verdict switch
    {
        { Unreadable: { } reason } => EventRefusal.Unreadable(reason),
        { ForeignHost: { } host } => EventRefusal.OfForeign(Quoted.Visible(host, HostScope.EntryLengthMax)),
        _ => null,
    };

    private void Pack(ContextChunk chunk)
    {
        var segment = ContextSegment.Of(chunk);
        chunk.Clear();
        _waiting.Add(segment.Bytes);
        _context.Add(segment);
    }

    private void Quarantine(ReadOnlySpan<byte> document, string? index, int position, string reason)
    {
        UnreadableCount++;
        var fingerprint = Fingerprint.Of(document);
        if (_unreadable.TryGetValue(fingerprint, out var known))
        {
            known.Count++;
            return;
        }

        _waiting.Add(document.Length + BytesBeside);
        _unreadable.Add(fingerprint, new QuarantinedDocument
        {
            Fingerprint = fingerprint,
            ReceivedAt = _receivedAt,
            LastReceivedAt = _receivedAt,
            SenderAddress = _sender.Address,
            SenderAgent = _sender.UserAgent,
            Index = index,
            Position = position,
            Reason = reason,
            Document = document.ToArray(),
        });
    }
}
