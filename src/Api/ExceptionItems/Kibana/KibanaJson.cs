using System.Text.Json;
using System.Text.Json.Serialization;
using DetectionApi.Api.Http;
using DetectionApi.Domain.Events;

namespace DetectionApi.Api.ExceptionItems.Kibana;

/// <summary>How the lines of an exported list look as JSON.</summary>
internal static class KibanaJson
{
    /// <summary>For what is Kibana's: names_like_this, and room for members that it adds.</summary>
    public static JsonSerializerOptions Lines { get; } = MakeLines();

    /// <summary>For what is ours inside of it: as everywhere here, without what is null.</summary>
    public static JsonSerializerOptions Native { get; } = MakeNative();

    /// <summary>
    /// Stands for what an item means, there and here. Kibana may write members in another order, and does not change
    /// it so.
    /// </summary>
    public static string ChecksumOf(KibanaItem line, ExceptionItemRequest item)
    {
        var meaning = new KibanaItem { Entries = line.Entries, ExpireTime = line.ExpireTime, OsTypes = line.OsTypes };
        byte[] bytes =
        [
            .. JsonSerializer.SerializeToUtf8Bytes(meaning, Lines),
            .. JsonSerializer.SerializeToUtf8Bytes(item, Native),
        ];
        return $"{Fingerprint.Of(bytes):x32}";
    }

    private static JsonSerializerOptions MakeLines()
    {
        var options = new JsonSerializerOptions();
        ApiJson.Configure(options);
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static JsonSerializerOptions MakeNative()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        ApiJson.Configure(options);
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
