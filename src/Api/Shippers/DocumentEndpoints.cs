using DetectionApi.Api.Http;
using DetectionApi.Api.Ingest;

namespace DetectionApi.Api.Shippers;

/// <summary>The door for one event at a time in Elasticsearch's form: rsyslog's default.</summary>
internal static class DocumentEndpoints
{
    private static readonly string[] PostOrPut = [HttpMethods.Post, HttpMethods.Put];

    public static void MapDocuments(this RouteGroupBuilder shippers)
    {
        shippers.MapPost("/{index}/_doc", (string index, HttpContext context, BatchIngest ingest) =>
                TakeAsync(context, index, null, ingest))
            .AsDocument("PostDocument", "Takes one event.");
        shippers.MapMethods("/{index}/_doc/{id}", PostOrPut,
                (string index, string id, HttpContext context, BatchIngest ingest) =>
                    TakeAsync(context, index, id, ingest))
            .WithPath("id", "The document's id; it is answered and not kept.")
            .AsDocument("PutDocument", "Takes one event with an id.");
        shippers.MapMethods("/{index}/_create/{id}", PostOrPut,
                (string index, string id, HttpContext context, BatchIngest ingest) =>
                    TakeAsync(context, index, id, ingest))
            .WithPath("id", "The document's id; it is answered and not kept.")
            .AsDocument("CreateDocument", "Takes one new event with an id.");
    }

    private static RouteHandlerBuilder AsDocument(this RouteHandlerBuilder endpoint, string name, string summary) =>
        endpoint
            .AsShipperEndpoint(name, summary)
            .WithPath("index", "The index; rules look at some and not at others.")
            .Accepts<object>("application/json", "*/*")
            .Produces<object>(StatusCodes.Status201Created, ShipperAnswers.ContentType)
            .Produces<ElasticsearchError>(StatusCodes.Status400BadRequest, ShipperAnswers.ContentType)
            .Produces<ElasticsearchError>(StatusCodes.Status413PayloadTooLarge, ShipperAnswers.ContentType)
            .Produces<ElasticsearchError>(StatusCodes.Status415UnsupportedMediaType, ShipperAnswers.ContentType)
            .Produces<ElasticsearchError>(StatusCodes.Status429TooManyRequests, ShipperAnswers.ContentType)
            .Produces<ElasticsearchError>(StatusCodes.Status503ServiceUnavailable, ShipperAnswers.ContentType);

    private static async Task TakeAsync(HttpContext context, string index, string? id, BatchIngest ingest)
    {
        EventRefusal? refused = null;
        var (_, refusal) = await ingest.RunAsync(context.Request, async (body, batch, cancellationToken) =>
        {
            if (BulkActionLine.RefusalOf(index) is { } tooLong) return tooLong;
            refused = batch.Judge((await body.ReadAllAsync(cancellationToken)).Span, index);
            return null;
        });

        if (refusal is not null)
            await ShipperAnswers.WriteErrorAsync(context, refusal.Status, refusal.ElasticsearchType, refusal.Reason);
        else if (refused is not null)
            await ShipperAnswers.WriteErrorAsync(
                context, refused.Status, refused.ElasticsearchType, refused.Reason, refused.Code);
        else
            await AnswerAsync(context, index, id);
    }

    // Without a member `status`: to rsyslog that means failure.
    private static Task AnswerAsync(HttpContext context, string index, string? id)
    {
        context.Response.StatusCode = StatusCodes.Status201Created;
        var answer = new Dictionary<string, string> { ["_index"] = index, ["result"] = "created" };
        if (id is not null) answer["_id"] = id;
        return context.Response.WriteAsJsonAsync(
            answer, options: null, ShipperAnswers.ContentType, context.RequestAborted);
    }
}
