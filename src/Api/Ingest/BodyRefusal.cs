namespace DetectionApi.Api.Ingest;

/// <summary>Why the body of a request is not taken. Nothing of it is stored.</summary>
/// <param name="Status">The HTTP status: 400, 413 or 415.</param>
/// <param name="Code">Stable, for programs: the last part of the problem's type.</param>
/// <param name="ElasticsearchType">The type that Elasticsearch gives such an error.</param>
/// <param name="Reason">One sentence for people: what is wrong, where, what to do.</param>
internal sealed record BodyRefusal(int Status, string Code, string ElasticsearchType, string Reason)
{
    /// <summary>The code of a body that inflates without end.</summary>
    public const string InflatesTooMuch = "body-inflates-too-much";

    public static BodyRefusal Malformed(string reason) =>
        new(StatusCodes.Status400BadRequest, "malformed-body", "illegal_argument_exception", reason);

    public static BodyRefusal WithoutEvents(string reason) => new(
        StatusCodes.Status400BadRequest, "no-events", "action_request_validation_exception", reason);

    public static BodyRefusal TooLarge(long bytesMax) => new(
        StatusCodes.Status413PayloadTooLarge, "body-too-large", "content_too_long_exception",
        $"the body has more than {bytesMax} bytes after inflating; send smaller batches (bulk_max_size in Winlogbeat) "
        + "or raise Ingest:BodyBytesMax");

    public static BodyRefusal Inflates(int inflationMax) => new(
        StatusCodes.Status413PayloadTooLarge, InflatesTooMuch, "content_too_long_exception",
        $"the body becomes more than {inflationMax} times as long by inflating, as no batch of events does; send "
        + "smaller batches, or raise Ingest:InflationMax");

    public static BodyRefusal TooMany(int eventsMax) => new(
        StatusCodes.Status413PayloadTooLarge, "too-many-events", "content_too_long_exception",
        $"the body has more than {eventsMax} events; send smaller batches");

    public static BodyRefusal UnknownEncoding(string encoding) => new(
        StatusCodes.Status415UnsupportedMediaType, "unsupported-content-encoding",
        "unsupported_content_encoding",
        $"Content-Encoding [{encoding}] is not known; send gzip, deflate, br or identity");
}
