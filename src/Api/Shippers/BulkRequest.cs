using System.Text.Json;
using DetectionApi.Api.Ingest;
using DetectionApi.Domain.Events;

namespace DetectionApi.Api.Shippers;

/// <summary>Walks a bulk request: an action line, its document, and so on to the end.</summary>
internal sealed class BulkRequest(Batch batch, string? pathIndex)
{
    private readonly BulkActionLine _actions = new(pathIndex);
    private readonly BulkItems _items = new();
    private BulkAction? _pending;
    private int _line;

    /// <summary>The outcome of every action, in order.</summary>
    public BulkItems Items => _items;

    /// <summary>Reads the body to its end.</summary>
    public async Task<BodyRefusal?> ReadAsync(BodyReader body, CancellationToken cancellationToken)
    {
        if (BulkActionLine.RefusalOf(pathIndex) is { } tooLong) return tooLong;

        do
        {
            while (body.TryReadLine(out var line, out var isCut))
                if (Take(line, isCut) is { } refusal) return refusal;
        }
        while (await body.ReadMoreAsync(cancellationToken));

        var last = body.LastLine(out var isLastCut);
        return Take(last, isLastCut) ?? End();
    }

    private BodyRefusal? Take(ReadOnlySpan<byte> line, bool isCut)
    {
        // Scripts on Windows like to begin a file with a byte order mark.
        if (_line++ == 0 && line.StartsWith("\ufeff"u8)) line = line["\ufeff"u8.Length..];
        line = line.TrimEnd((byte)'\r');

        // Some encoders end a document twice; a blank line means nothing to Elasticsearch either.
        if (!isCut && line.Trim(" \t"u8).IsEmpty) return null;

        if (_pending is { } action)
        {
            _pending = null;
            if (isCut) _items.Add(BulkItem.Refused(action, batch.RefuseLong(line, action.Index)));
            else TakeDocument(action, line);
            return null;
        }

        if (isCut) return BodyRefusal.Malformed($"malformed action/metadata line [{_line}]: it does not end");
        if (_items.Count == Batch.EventsMax) return BodyRefusal.TooMany(Batch.EventsMax);
        if (_actions.TryRead(line, out action) is { } wrong)
            return BodyRefusal.Malformed($"malformed action/metadata line [{_line}]: {wrong}");

        if (action.Kind is BulkActionKind.Delete) _items.Add(BulkItem.NothingToDelete(action));
        else _pending = action;
        return null;
    }

    private BodyRefusal? End()
    {
        if (_pending is not null)
            return BodyRefusal.Malformed($"the action on line [{_line}] is not followed by a document");
        return _items.Count > 0
            ? null
            : BodyRefusal.WithoutEvents(
                "the body holds no action; send an action line and a document for each event");
    }

    private void TakeDocument(BulkAction action, ReadOnlySpan<byte> document)
    {
        if (action.Kind is BulkActionKind.Update && !TryFindDoc(document, out document))
        {
            const string Reason = "an update without the new state under [doc]: scripts are not run here";
            batch.Refuse(document, action.Index, Reason);
            _items.Add(BulkItem.Refused(action, EventRefusal.Unreadable(Reason)));
            return;
        }

        var refusal = batch.Judge(document, action.Index);
        _items.Add(refusal is null ? BulkItem.Taken(action) : BulkItem.Refused(action, refusal));
    }

    // What is no JSON goes through unchanged, so that judging gives the reason.
    private static bool TryFindDoc(ReadOnlySpan<byte> update, out ReadOnlySpan<byte> doc)
    {
        doc = update;
        try
        {
            var json = new Utf8JsonReader(update);
            json.Read();
            if (json.TokenType is not JsonTokenType.StartObject) return true;
            while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
            {
                var isDoc = JsonText.Is(ref json, "doc"u8);
                json.Read();
                var start = (int)json.TokenStartIndex;
                json.Skip();
                if (!isDoc) continue;

                doc = update[start..(int)json.BytesConsumed];
                return true;
            }

            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
