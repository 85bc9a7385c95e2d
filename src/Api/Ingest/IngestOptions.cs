using System.ComponentModel.DataAnnotations;

namespace DetectionApi.Api.Ingest;

/// <summary>Limits on what is taken in, and what shippers are told. Bound from the section <c>Ingest</c>.</summary>
internal sealed class IngestOptions
{
    public const string Section = "Ingest";

    /// <summary>The largest body of a request in bytes, before and after inflating.</summary>
    /// <value>The default is 100 MB, Elasticsearch's own <c>http.max_content_length</c>.</value>
    [Range(1024L, 1024L * 1024 * 1024,
        ErrorMessage = "Ingest:BodyBytesMax must lie between 1024 and 1073741824 bytes.")]
    public long BodyBytesMax { get; init; } = 100 * 1024 * 1024;

    /// <summary>The version of Elasticsearch that clients are told which do not say their own.</summary>
    /// <remarks>Beats 8.1 to 8.11 refuse a server older than themselves.</remarks>
    [RegularExpression(@"^\d+\.\d+\.\d+$", ErrorMessage = "Ingest:ElasticsearchVersion must look like 9.5.0.")]
    public string ElasticsearchVersion { get; init; } = "9.5.0";
}
