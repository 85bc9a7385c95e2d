using DetectionApi.Api.Rules;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Events;
using DetectionApi.Persistence;

namespace DetectionApi.Api.Ingest;

/// <summary>The events of one request on their way: judged one by one, stored together.</summary>
internal sealed class Batch : IDisposable
{
    /// <summary>How many events a request may hold: what one costs besides its bytes must be bounded, too.</summary>
    public const int EventsMax = 100_000;

    private readonly DetectorInForce _detector;
    private readonly EventBuffer _buffer;
    private readonly DateTimeOffset _receivedAt;
    private readonly Sender _sender;
    private readonly List<Match> _matches = [];
    private readonly Dictionary<UInt128, QuarantinedDocument> _unreadable = [];

    public Batch(DetectorInForce detector, DateTimeOffset receivedAt, Sender sender)
    {
        _sender = sender;
        _detector = detector;
        _buffer = detector.RentBuffer();
        _receivedAt = receivedAt;
    }

    /// <summary>How many events were judged, unreadable ones included.</summary>
    public int Count { get; private set; }

    /// <summary>How many were unreadable.</summary>
    public int UnreadableCount { get; private set; }

    /// <summary>How many rules matched, over all events.</summary>
    public int MatchCount => _matches.Count;

    /// <summary>What is to be stored.</summary>
    public BatchRecord Record => new(_matches, [.. _unreadable.Values], _receivedAt);

    /// <summary>Judges one event.</summary>
    /// <returns>Null if it could be read; otherwise why not.</returns>
    public string? Judge(ReadOnlySpan<byte> document, string? index)
    {
        var position = Count++;
        var verdict = _detector.Detector.Judge(document, _detector.RulesFor(index), _buffer);
        if (verdict.Unreadable is not { } reason)
        {
            if (verdict.Matches is [_, ..] matches) _matches.AddRange(matches);
            return null;
        }

        Quarantine(document, index, position, reason);
        return reason;
    }

    /// <summary>Puts aside what is no event at all.</summary>
    public void Refuse(ReadOnlySpan<byte> document, string? index, string reason) =>
        Quarantine(document, index, Count++, reason);

    public void Dispose() => _detector.ReturnBuffer(_buffer);

    private void Quarantine(ReadOnlySpan<byte> document, string? index, int position, string reason)
    {
        UnreadableCount++;
        var fingerprint = Fingerprint.Of(document);
        if (_unreadable.TryGetValue(fingerprint, out var known))
        {
            known.Count++;
            return;
        }

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
