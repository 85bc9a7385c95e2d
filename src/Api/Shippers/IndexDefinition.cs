using System.Text.Json;
using DetectionApi.Api.Ingest;

namespace DetectionApi.Api.Shippers;

/// <summary>Looks at what is sent as the definition of an index.</summary>
/// <remarks>
/// A shipper whose address lacks the <c>/_bulk</c> puts its events here. To acknowledge them and drop them would be to
/// lose
/// them, and nobody would notice.
/// </remarks>
internal static class IndexDefinition
{
    // A definition that is larger than a megabyte is none, so it does not matter how it was packed.
    private static readonly BodyLimits Limits = new(BytesMax: 1024 * 1024, InflationMax: 1);

    private static readonly string[] Members = ["aliases", "settings", "mappings"];

    /// <summary>Null if the body is empty or defines an index; else why it is refused.</summary>
    public static async Task<BodyRefusal?> RefusalAsync(HttpRequest request, WaitingBytes waiting)
    {
        var none = BodyRefusal.Malformed(
            "the body is no definition of an index; events go to /_bulk, to /{index}/_bulk, or one by one to "
            + "/{index}/_doc");
        using var share = waiting.Open();
        using var body = BodyReader.TryOpen(request, Limits, share, out var refusal);
        if (body is null) return refusal;

        try
        {
            var whole = await body.ReadAllAsync(request.HttpContext.RequestAborted);
            return whole.IsEmpty || IsDefinition(whole.Span) ? null : none;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or BodyTooLargeException
            or (IOException and not BadHttpRequestException))
        {
            return none;
        }
    }

    private static bool IsDefinition(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        var definition = JsonElement.ParseValue(ref json);
        return definition.ValueKind is JsonValueKind.Object && !json.Read()
            && definition.EnumerateObject().All(member => Members.Contains(member.Name));
    }
}
