namespace DetectionApi.Api.ExceptionItems.Kibana;

/// <summary>Why an entry is refused.</summary>
/// <param name="Entry">Its number, from 0; null if it is none of a single one.</param>
/// <param name="Field">The field that it asks.</param>
/// <param name="Code">What kind of reason it is.</param>
/// <param name="Detail">What is wrong and what to do.</param>
internal sealed record EntryFault(int? Entry, string? Field, ImportRefusalCode Code, string Detail);
