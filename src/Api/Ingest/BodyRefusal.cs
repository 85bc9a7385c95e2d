namespace DetectionApi.Api.Ingest;

/// <summary>Why the body of a request is not taken. Nothing of it is stored.</summary>
/// <param name="Status">The HTTP status: 400, 413 or 415.</param>
/// <param name="Code">Stable, for programs; also the type of an error in Elasticsearch's form.</param>
/// <param name="Reason">One sentence for people: what is wrong, where, what to do.</param>
internal sealed record BodyRefusal(int Status, string Code, string Reason)
{
    public static BodyRefusal Malformed(string reason) =>
        new(StatusCodes.Status400BadRequest, "illegal_argument_exception", reason);

    public static BodyRefusal TooLarge(long bytesMax) => new(
        StatusCodes.Status413PayloadTooLarge, "content_too_long_exception",
        $"the body has more than {bytesMax} bytes after inflating; send smaller batches (bulk_max_size in Winlogbeat) "
        + "or raise Ingest:BodyBytesMax");

    public static BodyRefusal TooMany(int eventsMax) => new(
        StatusCodes.Status413PayloadTooLarge, "content_too_long_exception",
        $"the body has more than {eventsMax} events; send smaller batches");

    public static BodyRefusal UnknownEncoding(string encoding) => new(
        StatusCodes.Status415UnsupportedMediaType, "unsupported_content_encoding",
        $"Content-Encoding [{encoding}] is not known; send gzip, deflate, br or identity");
}
