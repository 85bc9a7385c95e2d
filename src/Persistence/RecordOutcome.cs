namespace DetectionApi.Persistence;

/// <summary>What came of storing a batch.</summary>
/// <param name="NewOccurrences">How many matches were not in the store before.</param>
/// <param name="NewOverflow">How many alerts were begun that are past their rule's cap, and so not in the
/// queue.</param>
public readonly record struct RecordOutcome(int NewOccurrences, int NewOverflow);
