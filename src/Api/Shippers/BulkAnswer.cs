using System.Text.Encodings.Web;
using System.Text.Json;

namespace DetectionApi.Api.Shippers;

/// <summary>Writes the answer to a bulk request.</summary>
/// <remarks>
/// One item per action in order; compact; <c>errors</c> directly before <c>items</c>: Fluent Bit looks for exactly
/// <c>"errors":false,"items":[</c>, Vector for <c>"errors":true</c>.
/// </remarks>
internal static class BulkAnswer
{
    private const int FlushBytes = 64 * 1024;

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(
        HttpResponse response, IReadOnlyList<BulkItem> items, TimeSpan took, CancellationToken cancellationToken)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(response.BodyWriter, Relaxed);
        json.WriteStartObject();
        json.WriteNumber("took"u8, (long)took.TotalMilliseconds);
        json.WriteBoolean("errors"u8, items.Any(item => item.Error is not null));
        json.WriteStartArray("items"u8);
        foreach (var item in items)
        {
            Write(json, item);

            // An answer can be many times as long as its request; what is written need not wait for the rest.
            if (json.BytesPending < FlushBytes) continue;
            await json.FlushAsync(cancellationToken);
            await response.BodyWriter.FlushAsync(cancellationToken);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
        await response.BodyWriter.FlushAsync(cancellationToken);
    }

    private static void Write(Utf8JsonWriter json, BulkItem item)
    {
        json.WriteStartObject();
        json.WriteStartObject(NameOf(item.Action.Kind));
        if (item.Action.Index is { } index) json.WriteString("_index"u8, index);
        if (item.Action.Id is { } id) json.WriteString("_id"u8, id);
        if (item.Result is { } result) json.WriteString("result"u8, result);
        json.WriteNumber("status"u8, item.Status);
        if (item.Error is { } reason)
        {
            json.WriteStartObject("error"u8);
            json.WriteString("type"u8, "document_parsing_exception"u8);
            json.WriteString("reason"u8, reason);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static ReadOnlySpan<byte> NameOf(BulkActionKind kind) => kind switch
    {
        BulkActionKind.Create => "create"u8,
        BulkActionKind.Index => "index"u8,
        BulkActionKind.Update => "update"u8,
        _ => "delete"u8,
    };
}
