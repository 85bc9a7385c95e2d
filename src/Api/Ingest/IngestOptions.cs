using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Ingest;

/// <summary>Limits on what is taken in, and what shippers are told. Bound from the section <c>Ingest</c>.</summary>
internal sealed partial class IngestOptions
{
    private const long BodyBytesLeast = 1024;
    private const long BodyBytesGreatest = 512L * 1024 * 1024;

    private const long WaitingBytesLeast = 1024 * 1024;
    private const int EventBytesLeast = 64 * 1024;

    private const int InflationLeast = 10;

    public const string Section = "Ingest";

    /// <summary>The largest body of a request in bytes, before and after inflating.</summary>
    /// <value>The default is 100 MB, Elasticsearch's own <c>http.max_content_length</c>.</value>
    public long BodyBytesMax { get; init; } = 100 * 1024 * 1024;

    /// <summary>How many bytes one event may have.</summary>
    /// <value>The default is 10 MB. A longer one goes to the quarantine, its beginning only.</value>
    public int EventBytesMax { get; init; } = 10 * 1024 * 1024;

    /// <summary>How many times as long as it came a body may become by inflating, past its first megabyte.</summary>
    /// <value>
    /// The default is 200. Real events become some 10 to 35 times as long, one event over and over 165 times.
    /// </value>
    public int InflationMax { get; init; } = 200;

    /// <summary>How many bytes may be under way at once: read, judged, or waiting to be stored.</summary>
    /// <value>The default is 96 MB. Past it requests are refused with 429, unless one is alone.</value>
    public long WaitingBytesMax { get; init; } = 96 * 1024 * 1024;

    /// <summary>The version of Elasticsearch that clients are told which do not say their own.</summary>
    /// <remarks>Beats 8.1 to 8.11 refuse a server older than themselves.</remarks>
    public string ElasticsearchVersion { get; init; } = "9.5.0";

    /// <summary>What is senseless about them, one sentence for each.</summary>
    public static void Check(OptionsBuilder<IngestOptions> options) => options
        .Validate(
            o => o.BodyBytesMax is >= BodyBytesLeast and <= BodyBytesGreatest,
            $"Ingest:BodyBytesMax must lie between {BodyBytesLeast} and {BodyBytesGreatest} bytes")
        .Validate(
            o => o.EventBytesMax >= EventBytesLeast, $"Ingest:EventBytesMax must be at least {EventBytesLeast} bytes")
        .Validate(
            o => o.InflationMax >= InflationLeast, $"Ingest:InflationMax must be at least {InflationLeast}")
        .Validate(
            o => o.WaitingBytesMax >= WaitingBytesLeast,
            $"Ingest:WaitingBytesMax must be at least {WaitingBytesLeast} bytes")
        .Validate(
            o => Version().IsMatch(o.ElasticsearchVersion), "Ingest:ElasticsearchVersion must look like 9.5.0");

    [GeneratedRegex(@"^\d+\.\d+\.\d+$")]
    private static partial Regex Version();
}
