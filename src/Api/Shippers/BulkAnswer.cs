using System.Buffers;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using DetectionApi.Api.Ingest;

namespace DetectionApi.Api.Shippers;

/// <summary>Writes the answer to a bulk request.</summary>
/// <remarks>
/// One item per action in order; compact; <c>errors</c> directly before <c>items</c>: Fluent Bit looks for exactly
/// <c>"errors":false,"items":[</c>, Vector for <c>"errors":true</c>.
/// </remarks>
internal sealed class BulkAnswer(BulkItems items, BulkAnswerFilter filter)
{
    private const int FlushBytes = 64 * 1024;

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task WriteAsync(HttpResponse response, TimeSpan took, CancellationToken cancellationToken)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/json";
        var body = response.BodyWriter;
        body.Write(Head(took));
        if (filter.Shows("items")) await WriteItemsAsync(body, cancellationToken);
        body.Write("}"u8);
        await body.FlushAsync(cancellationToken);
    }

    private async Task WriteItemsAsync(PipeWriter body, CancellationToken cancellationToken)
    {
        var json = new ArrayBufferWriter<byte>();
        var (isFirst, pending) = (true, 0);
        foreach (var (item, count) in items.Runs)
        {
            json.ResetWrittenCount();
            Write(json, item);
            if (json.WrittenCount == "{}"u8.Length) continue;

            for (var i = 0; i < count; i++, isFirst = false)
            {
                if (!isFirst) body.Write(","u8);
                body.Write(json.WrittenSpan);
                pending += json.WrittenCount + 1;

                // An answer can be many times as long as its request; what is written need not wait for the rest.
                if (pending < FlushBytes) continue;
                await body.FlushAsync(cancellationToken);
                pending = 0;
            }
        }

        body.Write("]"u8);
    }

    // All before the first item.
    private ReadOnlySpan<byte> Head(TimeSpan took)
    {
        var head = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(head, Relaxed);
        json.WriteStartObject();
        if (filter.Shows("took")) json.WriteNumber("took"u8, (long)took.TotalMilliseconds);
        if (filter.Shows("errors")) json.WriteBoolean("errors"u8, items.HasErrors);
        if (filter.Shows("items")) json.WriteStartArray("items"u8);
        json.Flush();
        return head.WrittenSpan;
    }

    private void Write(ArrayBufferWriter<byte> destination, BulkItem item)
    {
        var (action, name) = (item.Action, NameOf(item.Action.Kind));
        using var json = new Utf8JsonWriter(destination, Relaxed);
        json.WriteStartObject();
        if (IsShown(item, name))
        {
            json.WriteStartObject(name);
            if (action.Index is { } index && filter.Shows("items", name, "_index")) json.WriteString("_index"u8, index);
            if (action.Id is { } id && filter.Shows("items", name, "_id")) json.WriteString("_id"u8, id);
            if (item.Result is { } result && filter.Shows("items", name, "result"))
                json.WriteString("result"u8, result);
            if (filter.Shows("items", name, "status")) json.WriteNumber("status"u8, item.Status);
            if (item.Error is { } refusal && filter.Shows("items", name, "error")) WriteError(json, name, refusal);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.Flush();
    }

    private void WriteError(Utf8JsonWriter json, string name, EventRefusal refusal)
    {
        json.WriteStartObject("error"u8);
        if (filter.Shows("items", name, "error", "type")) json.WriteString("type"u8, refusal.ElasticsearchType);
        if (filter.Shows("items", name, "error", "reason")) json.WriteString("reason"u8, refusal.Reason);
        json.WriteEndObject();
    }

    // Elasticsearch leaves out what a filter leaves empty.
    private bool IsShown(BulkItem item, string name) =>
        filter.Shows("items", name, "status")
        || (item.Action.Index is not null && filter.Shows("items", name, "_index"))
        || (item.Action.Id is not null && filter.Shows("items", name, "_id"))
        || (item.Result is not null && filter.Shows("items", name, "result"))
        || (item.Error is not null && filter.Shows("items", name, "error"));

    private static string NameOf(BulkActionKind kind) => kind switch
    {
        BulkActionKind.Create => "create",
        BulkActionKind.Index => "index",
        BulkActionKind.Update => "update",
        _ => "delete",
    };
}
