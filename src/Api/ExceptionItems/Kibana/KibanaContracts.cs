using System.Text.Json;
using System.Text.Json.Serialization;

namespace DetectionApi.Api.ExceptionItems.Kibana;

/// <summary>A line of an exported list that holds an item. Members that are not named here are Kibana's own.</summary>
internal sealed record KibanaItem
{
    public IReadOnlyList<KibanaComment?>? Comments { get; init; }

    /// <summary>Who wrote it; Kibana makes that up anew when it imports, and this service leaves it out.</summary>
    public string? CreatedBy { get; init; }

    public string? Description { get; init; }

    /// <summary>What must hold, all of it.</summary>
    public IReadOnlyList<KibanaEntry?>? Entries { get; init; }

    public DateTimeOffset? ExpireTime { get; init; }

    public string? ItemId { get; init; }

    public string? ListId { get; init; }

    /// <summary>What others keep about the item; ours is <c>detectionApi</c>.</summary>
    public KibanaMeta? Meta { get; init; }

    public string? Name { get; init; }

    public string? NamespaceType { get; init; }

    public IReadOnlyList<string?>? OsTypes { get; init; }

    public IReadOnlyList<string?>? Tags { get; init; }

    public string? Type { get; init; }
}

/// <summary>One thing that must hold.</summary>
internal sealed record KibanaEntry
{
    /// <summary>What must hold of the parts of a nested field.</summary>
    public IReadOnlyList<KibanaEntry?>? Entries { get; init; }

    /// <summary>The field that is asked.</summary>
    public string? Field { get; init; }

    /// <summary><c>included</c>, or <c>excluded</c> for the contrary.</summary>
    public string? Operator { get; init; }

    /// <summary><c>match</c>, <c>match_any</c>, <c>wildcard</c>, <c>exists</c>, <c>list</c> or <c>nested</c>.</summary>
    public string? Type { get; init; }

    public KibanaValue? Value { get; init; }
}

/// <summary>What somebody said of an item.</summary>
/// <param name="Comment">What.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="CreatedBy">Who.</param>
internal sealed record KibanaComment(
    string? Comment = null, DateTimeOffset? CreatedAt = null, string? CreatedBy = null);

/// <summary>What others keep about an item.</summary>
/// <param name="DetectionApi">The item as this service knows it; read when its version is known.</param>
internal sealed record KibanaMeta([property: JsonPropertyName("detectionApi")] JsonElement? DetectionApi = null);

/// <summary>An item as this service knows it, inside an item of Kibana's.</summary>
/// <param name="Version">The version of this form.</param>
/// <param name="Differs">In what Kibana's item means something else, in one sentence.</param>
/// <param name="Checksum">Of the item and of the terms that Kibana has for it: tells whether either was
/// changed.</param>
/// <param name="Item">The item as it is posted.</param>
internal sealed record NativeForm(
    int Version, string? Differs = null, string? Checksum = null, ExceptionItemRequest? Item = null);

/// <summary>The line of a list, before its items.</summary>
internal sealed record KibanaList
{
    public string? Description { get; init; }

    public bool? Immutable { get; init; }

    public string? ListId { get; init; }

    public string? Name { get; init; }

    public string? NamespaceType { get; init; }

    public IReadOnlyList<string?>? OsTypes { get; init; }

    public IReadOnlyList<string?>? Tags { get; init; }

    public string? Type { get; init; }

    public int? Version { get; init; }
}

/// <summary>The last line: how many lists and items there are.</summary>
internal sealed record KibanaDetails
{
    public int? ExportedExceptionListCount { get; init; }

    public int? ExportedExceptionListItemCount { get; init; }

    public int? MissingExceptionListItemCount { get; init; }

    public IReadOnlyList<JsonElement>? MissingExceptionListItems { get; init; }

    public IReadOnlyList<JsonElement>? MissingExceptionLists { get; init; }

    public int? MissingExceptionListsCount { get; init; }
}
