namespace DetectionApi.Benchmarks.Report;

/// <summary>What a run of the load tool measured; its members are those of the JSON object.</summary>
internal sealed record LoadReport
{
    /// <summary>True if the service found what was planted.</summary>
    public required bool Passed { get; init; }

    /// <summary>What is to be known about the run.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>How the run was asked for.</summary>
    public required LoadSettings Settings { get; init; }

    /// <summary>Making the bodies, on one thread, with nothing else to do.</summary>
    public required GenerationReport Generation { get; init; }

    /// <summary>The service.</summary>
    public required ServiceReport Service { get; init; }

    /// <summary>The same bodies, discarded by the same Kestrel.</summary>
    public required FloorReport Floor { get; init; }

    /// <summary>What was planted, and what was found.</summary>
    public required FindingsReport Findings { get; init; }

    /// <summary>A file of the same events on one thread; null if it was not asked for.</summary>
    public required JudgeReport? Judge { get; init; }
}

/// <summary>How the run was asked for.</summary>
internal sealed record LoadSettings(
    int Seed, double MatchShare, int Connections, bool Gzip, bool Context, IReadOnlyList<string> Service);

/// <summary>What making the bodies costs, in processor time.</summary>
internal sealed record GenerationReport(
    double TemplateSeconds, double EventsPerSecond, double MicrosecondsPerEvent, double BytesPerEvent);

/// <summary>The service under load.</summary>
internal sealed record ServiceReport
{
    /// <summary>From the start of the process to the first accepted batch; null if it was running already.</summary>
    public required double? StartSeconds { get; init; }

    public required long Events { get; init; }
    public required double Seconds { get; init; }
    public required double EventsPerSecond { get; init; }
    public required double MegabytesPerSecond { get; init; }
    public required LatencyReport BatchMilliseconds { get; init; }
    public required int Retries { get; init; }

    /// <summary>Events per second in each fifth of the run.</summary>
    public required IReadOnlyList<double> EventsPerSecondByFifth { get; init; }

    /// <summary>The last fifth relative to the first one.</summary>
    public required double LastFifthToFirst { get; init; }

    /// <summary>Processor time of the service; null if it is not ours to look at.</summary>
    public required double? ProcessorSeconds { get; init; }

    public required double? ProcessorMicrosecondsPerEvent { get; init; }

    /// <summary>The same in each fifth of the run: what an event costs, whatever else the computer does.</summary>
    public required IReadOnlyList<double> ProcessorMicrosecondsByFifth { get; init; }

    public required double ClientProcessorMicrosecondsPerEvent { get; init; }
    public required MemoryReport? WorkingSetMegabytes { get; init; }
}

/// <summary>How long a batch took.</summary>
internal sealed record LatencyReport(double P50, double P95, double P99, double Max);

/// <summary>How much memory the service had at hand.</summary>
internal sealed record MemoryReport(double AtStart, double AtEnd, double Peak);

/// <summary>The floor: what a server costs that only reads.</summary>
/// <param name="EventsPerSecond">The median of its rounds.</param>
/// <param name="ProcessorMicrosecondsPerEvent">What the floor itself costs.</param>
/// <param name="ServiceToFloor">The service's events per second to the floor's: the median of the fifths.</param>
/// <param name="ServiceToFloorByFifth">The same in each fifth.</param>
/// <param name="ServiceToFloorByProcessor">
/// The same told from processor time, the client's included, which other programs on the computer disturb less; null
/// if the service's is not ours to look at.
/// </param>
internal sealed record FloorReport(
    double EventsPerSecond, double ProcessorMicrosecondsPerEvent, double ServiceToFloor,
    IReadOnlyList<double> ServiceToFloorByFifth, double? ServiceToFloorByProcessor);

/// <summary>What was planted, and what the API says.</summary>
internal sealed record FindingsReport(
    long PlantedOccurrences, long FoundOccurrences, long PlantedAlerts, long FoundAlerts);

/// <summary>A file of events, judged by several means on one thread each.</summary>
internal sealed record JudgeReport
{
    public required long Events { get; init; }
    public required long Bytes { get; init; }
    public required IReadOnlyList<JudgeResult> Results { get; init; }
    public required IReadOnlyList<string> Skipped { get; init; }
}

/// <summary>One means.</summary>
/// <param name="Name">What judged.</param>
/// <param name="RuleVersion">The version of the rule; null where none was asked.</param>
/// <param name="EventsPerSecond">The median of all rounds.</param>
/// <param name="Matches">How many events matched; null where nothing was asked.</param>
/// <param name="Expected">How many should have; null where nothing was asked.</param>
/// <param name="ProcessorMicrosecondsPerEvent">The median of all rounds.</param>
/// <param name="InProcessIsFasterBy">How many times as fast in-process judging by the same version is.</param>
/// <param name="InProcessIsCheaperBy">The same in processor time.</param>
internal sealed record JudgeResult(
    string Name, int? RuleVersion, double EventsPerSecond, long? Matches, long? Expected,
    double ProcessorMicrosecondsPerEvent, double InProcessIsFasterBy, double InProcessIsCheaperBy)
{
    /// <summary>True unless it found something else than was planted.</summary>
    public bool IsRight => Matches == Expected;
}
