using System.Text.Json;

namespace DetectionApi.Api.Ingest;

/// <summary>Walks a body of events: an array, or objects one after another, on a line each or not.</summary>
internal sealed class EventsRequest(Batch batch)
{
    // A document may nest 64 deep, and one in an array that nests deeper is refused by itself: the walk must get over
    // it.
    private static readonly JsonReaderOptions OneArray = new() { MaxDepth = 10_000 };

    private static readonly JsonReaderOptions ManyObjects = new() { AllowMultipleValues = true };

    // What is no JSON may look like the beginning of some up to the body's end, and the next line again.
    private const int LooksMax = 4;

    private readonly List<RejectedEvent> _rejected = [];

    /// <summary>How many events the body held.</summary>
    public int Received { get; private set; }

    /// <summary>How often a rule matched.</summary>
    public int Matched { get; private set; }

    /// <summary>Those that could not be read, in order.</summary>
    public IReadOnlyList<RejectedEvent> Rejected => _rejected;

    /// <summary>Reads the body to its end.</summary>
    public async Task<BodyRefusal?> ReadAsync(BodyReader body, CancellationToken cancellationToken)
    {
        // All of it at once: an array need not have lines.
        var whole = await body.ReadAllAsync(cancellationToken);
        var refusal = Walk(whole.Span);
        Matched = batch.MatchCount;
        return refusal;
    }

    private BodyRefusal? Walk(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith("\ufeff"u8)) body = body["\ufeff"u8.Length..];
        body = body.Trim(" \t\r\n"u8);
        if (body.IsEmpty)
            return BodyRefusal.WithoutEvents(
                "the body is empty; send an event, an array of events, or an event on each line");

        return body[0] == '[' ? WalkArray(body) : WalkObjects(body);
    }

    private BodyRefusal? WalkArray(ReadOnlySpan<byte> body)
    {
        try
        {
            // Once to its end before the first event is judged: of a body that breaks off, nothing is taken.
            var whole = new Utf8JsonReader(body, OneArray);
            while (whole.Read()) continue;
        }
        catch (JsonException e)
        {
            return BodyRefusal.Malformed(
                $"the array is not JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine}; nothing of it was "
                + "taken");
        }

        var json = new Utf8JsonReader(body, OneArray);
        json.Read();
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            if (Received == Batch.EventsMax) return BodyRefusal.TooMany(Batch.EventsMax);
            var start = (int)json.TokenStartIndex;
            json.Skip();
            Judge(body[start..(int)json.BytesConsumed]);
        }

        return null;
    }

    private BodyRefusal? WalkObjects(ReadOnlySpan<byte> body)
    {
        var left = (long)body.Length * LooksMax;
        while (!body.IsEmpty)
        {
            if (Received == Batch.EventsMax) return BodyRefusal.TooMany(Batch.EventsMax);
            var length = LengthOfFirst(left > 0 ? body : LineOf(body), ref left);
            Judge(body[..length]);
            body = body[length..].TrimStart(" \t\r\n"u8);
        }

        return null;
    }

    // Of what is no JSON only the line is lost: the next one may begin a good event.
    private static int LengthOfFirst(ReadOnlySpan<byte> body, ref long left)
    {
        try
        {
            var json = new Utf8JsonReader(body, ManyObjects);
            json.Read();
            json.Skip();
            return (int)json.BytesConsumed;
        }
        catch (JsonException e)
        {
            left -= PositionOf(e, body);
            return LineOf(body).Length;
        }
    }

    // How far the reader looked: it counts lines, and bytes from the start of the last one.
    private static long PositionOf(JsonException e, ReadOnlySpan<byte> body)
    {
        var start = 0;
        for (var line = e.LineNumber ?? 0; line > 0; line--) start += body[start..].IndexOf((byte)'\n') + 1;
        return start + (e.BytePositionInLine ?? 0);
    }

    private static ReadOnlySpan<byte> LineOf(ReadOnlySpan<byte> body) =>
        body.IndexOf((byte)'\n') is >= 0 and var end ? body[..end] : body;

    private void Judge(ReadOnlySpan<byte> document)
    {
        if (batch.Judge(document, index: null) is { } refusal)
            _rejected.Add(new RejectedEvent(Received, refusal.Reason));
        Received++;
    }
}
