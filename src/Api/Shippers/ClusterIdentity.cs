using System.Buffers.Text;
using System.Text.RegularExpressions;
using DetectionApi.Api.Ingest;
using DetectionApi.Api.Operations;
using DetectionApi.Domain.Events;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Shippers;

/// <summary>Which Elasticsearch this service says it is.</summary>
internal sealed partial class ClusterIdentity(IOptions<IngestOptions> ingest, IOptions<StorageOptions> storage)
{
    public const string Name = "detection-api";

    /// <summary>22 characters that stay the same as long as the data directory stays where it is.</summary>
    public string Uuid { get; } = Base64Url.EncodeToString(new EventKey(
        Fingerprint.Of([Environment.MachineName, Path.GetFullPath(storage.Value.DataDirectory)])).ToBytes());

    /// <summary>
    /// The version that the client says of itself, else the configured one: Beats 8.1 to 8.11 refuse a server that is
    /// older than they are, and no client refuses one of its own version.
    /// </summary>
    public string VersionFor(HttpRequest request) =>
        OfElasticClient().Match(request.Headers.UserAgent.ToString()) is { Success: true } match
            ? match.Groups["version"].Value
            : ingest.Value.ElasticsearchVersion;

    [GeneratedRegex(@"^Elastic-[^/\s]+/(?<version>\d{1,3}\.\d{1,3}\.\d{1,3})", RegexOptions.IgnoreCase)]
    private static partial Regex OfElasticClient();
}
