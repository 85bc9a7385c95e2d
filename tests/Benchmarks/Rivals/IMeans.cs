namespace DetectionApi.Benchmarks.Rivals;

/// <summary>A way of judging a file of events on one thread.</summary>
internal interface IMeans : IAsyncDisposable
{
    /// <summary>What it is called.</summary>
    string Name { get; }

    /// <summary>The version of the rule that it evaluates; null if none.</summary>
    int? RuleVersion { get; }

    /// <summary>Judges the file once.</summary>
    Task<Judged> JudgeAsync(CancellationToken cancellationToken);
}

/// <summary>What came of judging a file once.</summary>
/// <param name="Matches">How many events matched; null where nothing was asked.</param>
/// <param name="Time">How long it took; with jq that includes its start.</param>
/// <param name="Processor">How much processor time it took, which other programs disturb less.</param>
internal readonly record struct Judged(long? Matches, TimeSpan Time, TimeSpan Processor);
