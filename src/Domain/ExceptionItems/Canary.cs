namespace DetectionApi.Domain.ExceptionItems;

/// <summary>A known attack, which no item may hide.</summary>
/// <param name="Id">What programs call it.</param>
/// <param name="Title">What it is, in one line.</param>
/// <param name="Access">What it looks like.</param>
public sealed record Canary(string Id, string Title, CandidateAccess Access);
