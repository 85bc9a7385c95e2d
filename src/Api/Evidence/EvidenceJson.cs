using System.Text.Json;
using DetectionApi.Api.Http;

namespace DetectionApi.Api.Evidence;

/// <summary>
/// How JSON looks in a bundle: as in answers, but for people to read, and the same wherever it is made.
/// </summary>
internal static class EvidenceJson
{
    public static JsonSerializerOptions Options { get; } = NewOptions();

    /// <summary>A file of the bundle that holds a value as JSON.</summary>
    public static EvidenceFile FileOf<T>(string name, T value) =>
        new(name, JsonSerializer.SerializeToUtf8Bytes(value, Options));

    private static JsonSerializerOptions NewOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };
        ApiJson.Configure(options);
        return options;
    }
}
