namespace DetectionApi.Domain.ExceptionItems;

/// <summary>The item that covers an access, in the version in which it did.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Version">Its version.</param>
public sealed record Coverage(string ItemId, int Version);
