using System.Text;
using DetectionApi.Api.Http;
using DetectionApi.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.Operations;

/// <summary>Bytes that were sent as an event and could not be read.</summary>
/// <param name="Id">Its number.</param>
/// <param name="ReceivedAt">When it came first.</param>
/// <param name="LastReceivedAt">When it came last.</param>
/// <param name="Count">How often it came.</param>
/// <param name="SenderAddress">The network address of who sent it first; null if there is none.</param>
/// <param name="SenderAgent">What the sender says of itself; null if nothing.</param>
/// <param name="Index">The index that the shipper named; null if it named none.</param>
/// <param name="Position">Its place among the events of its request, from 0.</param>
/// <param name="Reason">Why it could not be read.</param>
/// <param name="Bytes">How many bytes it has.</param>
/// <param name="Text">Its beginning as text; bytes that are no UTF-8 are shown as U+FFFD.</param>
/// <param name="Truncated">True if there is more than the text shows.</param>
internal sealed record QuarantineResponse(
    long Id, DateTimeOffset ReceivedAt, DateTimeOffset LastReceivedAt, int Count, string? SenderAddress,
    string? SenderAgent, string? Index, int Position,
    string Reason, int Bytes, string Text, bool Truncated)
{
    private const int TextBytesMax = 4096;

    public static QuarantineResponse Of(QuarantinedDocument document)
    {
        var shown = document.Document.AsSpan(0, Math.Min(document.Document.Length, TextBytesMax));
        return new QuarantineResponse(
            document.Id, document.ReceivedAt, document.LastReceivedAt, document.Count,
            document.SenderAddress, document.SenderAgent, document.Index,
            document.Position, document.Reason, document.Document.Length, Encoding.UTF8.GetString(shown),
            shown.Length < document.Document.Length);
    }
}

/// <summary>What could not be read.</summary>
internal static class QuarantineEndpoints
{
    private const string Example = """
        {
          "items": [
            {
              "id": 12, "receivedAt": "2026-03-02T08:15:40.000Z", "lastReceivedAt": "2026-03-02T08:20:11.000Z",
              "count": 2, "senderAddress": "10.20.4.17", "senderAgent": "curl/8.5.0",
              "index": "winlogbeat-8.17.0", "position": 7,
              "reason": "not a JSON object: Expected a property name (at byte 41)",
              "bytes": 41, "text": "{\"@timestamp\":\"2026-03-02T08:15:30.101Z\",", "truncated": false
            }
          ],
          "nextCursor": null
        }
        """;

    public static void MapQuarantine(this IEndpointRouteBuilder api)
    {
        var quarantine = api.MapGroup("/quarantine").WithTags(Tags.Quarantine);

        quarantine.MapGet("/", ListQuarantine)
            .WithName("ListQuarantine")
            .WithSummary("Lists what could not be read, newest first.")
            .WithDescription(
                "The same bytes are kept once and counted. Shippers drop what they sent; it is not lost here. "
                + EndpointDescription.PagesOfDocuments)
            .WithQuery([QueryParameter.Limit, QueryParameter.Cursor])
            .WithExamples(response: Example);

        quarantine.MapGet("/{id:long}/document", GetQuarantinedDocument)
            .WithName("GetQuarantinedDocument")
            .WithSummary("Reads the bytes as they came.")
            .WithPath("id", "The document's number.")
            .Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<ListResponse<QuarantineResponse>>, ProblemHttpResult>> ListQuarantine(
        HttpRequest request, QuarantineStore store, CancellationToken cancellationToken)
    {
        var reader = new QueryReader(request.Query);
        var limit = reader.Limit();
        long? before = null;
        if (reader.CursorParts(1) is [var part])
        {
            if (Cursor.TryRead(part, out long number)) before = number;
            else reader.RefuseCursor();
        }

        if (reader.Faults is [_, ..] faults) return Problems.BadRequest(faults);

        var page = await store.ListAsync(before, limit, cancellationToken);
        return TypedResults.Ok(new ListResponse<QuarantineResponse>(
            [.. page.Items.Select(QuarantineResponse.Of)],
            page.HasMore ? Cursor.Of(Cursor.Of(page.Items[^1].Id)) : null));
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetQuarantinedDocument(
        long id, QuarantineStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } document
            ? TypedResults.File(document.Document, "application/octet-stream", $"quarantined-{id}")
            : Problems.NotFound($"There is no quarantined document {id}.");
}
