using DetectionApi.Api.Http;
using DetectionApi.Api.Ingest;

namespace DetectionApi.Api.Shippers;

/// <summary>The door through which shippers post events in Elasticsearch's bulk form.</summary>
internal static class BulkEndpoints
{
    // What is accepted also decides the route: PUT /_bulk with a type that is not named here would create an index.
    private const string AnyMediaType = "*/*";

    private const string ExampleEvent =
        """{"@timestamp":"2026-03-02T08:15:30.104Z","event":{"code":"10"},"host":{"os":{"type":"windows"}},"""
        + """ "winlog":{"channel":"Microsoft-Windows-Sysmon/Operational","computer_name":"pc-4711.example.org","""
        + """ "record_id":90211,"event_data":{"UtcTime":"2026-03-02 08:15:30.101","SourceProcessId":"6120","""
        + """ "SourceImage":"C:\\Users\\Public\\updater.exe","TargetImage":"C:\\Windows\\System32\\lsass.exe","""
        + """ "GrantedAccess":"0x1010","CallTrace":"UNKNOWN(000001F3C35A0014)"}}}""";

    private static readonly string[] Methods = [HttpMethods.Post, HttpMethods.Put];

    public static void MapBulk(this RouteGroupBuilder shippers)
    {
        shippers.MapMethods("/_bulk", Methods, (HttpContext context, BatchIngest ingest, TimeProvider time) =>
                BulkAsync(context, null, ingest, time))
            .AsBulk("Bulk", "Takes a batch of events.");

        shippers.MapMethods("/{index}/_bulk", Methods,
                (string index, HttpContext context, BatchIngest ingest, TimeProvider time) =>
                    BulkAsync(context, index, ingest, time))
            .AsBulk("BulkIntoIndex", "Takes a batch of events for one index, unless an action names another.");
    }

    private static RouteHandlerBuilder AsBulk(
        this RouteHandlerBuilder endpoint, string name, string summary) => endpoint
        .AsShipperEndpoint(name, summary)
        .WithDescription(
            "Elasticsearch's bulk form: lines of JSON, an action (`create`, `index`, `update` or `delete`) and then "
            + "its document, plain or with gzip, deflate or br. The answer has one item per action, in order. It "
            + "leaves after all that the batch matched is on disk. A document that is no JSON object gets 400 as its "
            + "item and goes to the quarantine; its neighbours are taken. A malformed action line refuses the request, "
            + "and nothing is stored.")
        .Accepts<string>("text/plain", "application/x-ndjson", AnyMediaType)
        .Produces<object>(StatusCodes.Status200OK, "application/json")
        .Produces<ElasticsearchError>(StatusCodes.Status400BadRequest, "application/json")
        .Produces<ElasticsearchError>(StatusCodes.Status413PayloadTooLarge, "application/json")
        .Produces<ElasticsearchError>(StatusCodes.Status415UnsupportedMediaType, "application/json")
        .Produces<ElasticsearchError>(StatusCodes.Status429TooManyRequests, "application/json")
        .Produces<ElasticsearchError>(StatusCodes.Status503ServiceUnavailable, "application/json")
        .WithExamples(
            request: $$$"""
                {"create":{"_index":"winlogbeat-8.17.0"}}
                {{{ExampleEvent}}}

                """,
            response: """
                {
                  "took": 3, "errors": false,
                  "items": [ { "create": { "_index": "winlogbeat-8.17.0", "result": "created", "status": 201 } } ]
                }
                """);

    private static async Task BulkAsync(HttpContext context, string? index, BatchIngest ingest, TimeProvider time)
    {
        var started = time.GetTimestamp();
        BulkRequest? bulk = null;
        var (_, refusal) = await ingest.RunAsync(context.Request, (body, batch, cancellationToken) =>
        {
            bulk = new BulkRequest(batch, index);
            return bulk.ReadAsync(body, cancellationToken);
        });

        if (refusal is null)
            await new BulkAnswer(bulk!.Items, BulkAnswerFilter.Of(context.Request.Query["filter_path"]))
                .WriteAsync(context.Response, time.GetElapsedTime(started), context.RequestAborted);
        else
            await ShipperAnswers.WriteErrorAsync(context, refusal.Status, refusal.ElasticsearchType, refusal.Reason);
    }
}
