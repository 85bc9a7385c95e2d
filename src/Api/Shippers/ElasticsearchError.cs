using System.Text.Json.Serialization;

namespace DetectionApi.Api.Shippers;

/// <summary>An error as Elasticsearch words it.</summary>
/// <param name="Error">What is wrong.</param>
/// <param name="Status">The HTTP status.</param>
internal sealed record ElasticsearchError(ElasticsearchError.Body Error, int Status)
{
    public static ElasticsearchError Of(int status, string type, string reason)
    {
        var cause = new Cause(type, reason);
        return new ElasticsearchError(new Body([cause], type, reason), status);
    }

    /// <summary>One cause.</summary>
    /// <param name="Type">For programs.</param>
    /// <param name="Reason">For people.</param>
    internal sealed record Cause(string Type, string Reason);

    /// <summary>The causes, and the foremost of them again.</summary>
    /// <param name="RootCause">The causes.</param>
    /// <param name="Type">For programs.</param>
    /// <param name="Reason">For people.</param>
    internal sealed record Body(
        [property: JsonPropertyName("root_cause")] IReadOnlyList<Cause> RootCause, string Type, string Reason);
}
