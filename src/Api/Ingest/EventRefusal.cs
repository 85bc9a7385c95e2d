namespace DetectionApi.Api.Ingest;

/// <summary>Why one event of a request is not taken. Its bytes are in the quarantine.</summary>
/// <param name="Status">The HTTP status that tells a shipper of it: 400 unreadable, 403 of a host that its key may not
/// speak for.</param>
/// <param name="Reason">Why.</param>
internal sealed record EventRefusal(int Status, string Reason)
{
    /// <summary>Our word for an event of a host outside of the key's scope.</summary>
    public const string HostNotAllowed = "host-not-allowed";

    /// <summary>Elasticsearch's word for it.</summary>
    public string ElasticsearchType =>
        Status == StatusCodes.Status403Forbidden ? "security_exception" : "document_parsing_exception";

    /// <summary>Our own word for it.</summary>
    public string Code => Status == StatusCodes.Status403Forbidden ? HostNotAllowed : "event-unreadable";

    /// <summary>It is no event.</summary>
    public static EventRefusal Unreadable(string reason) => new(StatusCodes.Status400BadRequest, reason);

    /// <summary>It is of a host outside of the key's scope.</summary>
    public static EventRefusal OfForeign(string host) => new(
        StatusCodes.Status403Forbidden, $"the key may not send events of the host [{host}]: its scope leaves it out");
}
