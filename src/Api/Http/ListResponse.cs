namespace DetectionApi.Api.Http;

/// <summary>A part of a list.</summary>
/// <param name="Items">The entries.</param>
/// <param name="NextCursor">Pass it as <c>cursor</c> to get the next part; null if this is the last one.</param>
internal sealed record ListResponse<T>(IReadOnlyList<T> Items, string? NextCursor);
