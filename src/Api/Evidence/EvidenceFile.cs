namespace DetectionApi.Api.Evidence;

/// <summary>One file of an evidence bundle.</summary>
/// <param name="Name">Its path in the bundle, with slashes; never taken from an event.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record EvidenceFile(string Name, byte[] Content);
