namespace DetectionApi.Benchmarks.Commands;

/// <summary>What a run of the load tool is asked to do.</summary>
internal sealed record LoadOptions
{
    public required int Seed { get; init; }
    public required double MatchShare { get; init; }
    public required int Connections { get; init; }
    public required bool Gzip { get; init; }

    /// <summary>How many events to send; null to send for a time.</summary>
    public required long? Events { get; init; }

    /// <summary>How long to send if no number of events is given.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>A service that runs already; null to start one.</summary>
    public required Uri? Url { get; init; }

    public required bool KeepsContext { get; init; }
    public required bool Json { get; init; }

    /// <summary>How many events the file has that is judged by several means; 0 for no file.</summary>
    public required int JudgeEvents { get; init; }

    public required string? NodeModules { get; init; }

    /// <summary>Settings that the service is started with.</summary>
    public required IReadOnlyList<string> ServiceSettings { get; init; }
}
