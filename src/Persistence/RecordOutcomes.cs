namespace DetectionApi.Persistence;

/// <summary>What came of storing a batch.</summary>
/// <param name="NewOccurrences">How many matches were not in the store before.</param>
/// <param name="NewOverflow">How many alerts were begun that are past their rule's cap, and so not in the
/// queue.</param>
public readonly record struct RecordOutcome(int NewOccurrences, int NewOverflow)
{
    /// <summary>How many alerts were begun, whatever their disposition.</summary>
    public int NewAlerts { get; init; }

    /// <summary>How many of those were begun as excepted.</summary>
    public int NewExceptedAlerts { get; init; }

    /// <summary>How many of the new occurrences an exception item covers.</summary>
    public int ExceptedOccurrences { get; init; }

    /// <summary>How long the batch waited for its commit.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>How long that commit took.</summary>
    public TimeSpan Committing { get; init; }
}

/// <summary>What one commit of waiting batches took.</summary>
/// <param name="Batches">How many batches shared it; none if only alerts learned.</param>
/// <param name="Took">How long it took, from its turn on.</param>
public readonly record struct CommitReport(int Batches, TimeSpan Took);
