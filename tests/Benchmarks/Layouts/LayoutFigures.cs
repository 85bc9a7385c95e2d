namespace DetectionApi.Benchmarks.Layouts;

/// <summary>What was measured of a layout. Costs are processor time, of one event or of one search.</summary>
internal sealed record LayoutFigures
{
    /// <summary>Compressed and appended, on the clock.</summary>
    public required double EventsPerSecond { get; init; }

    public required double CompressMicroseconds { get; init; }
    public required IReadOnlyList<double> AppendMicrosecondsByFifth { get; init; }

    /// <summary>Written into the log, for an event.</summary>
    public required double LogBytes { get; init; }

    /// <summary>On the disk, for an event.</summary>
    public required double Bytes { get; init; }

    /// <summary>How many events all searches found together.</summary>
    public required int Found { get; init; }

    /// <summary>Finding a process within two hours.</summary>
    public required double FindNearMilliseconds { get; init; }

    /// <summary>Finding a process in all the time.</summary>
    public required double FindMilliseconds { get; init; }

    /// <summary>Looking for a process that is not there.</summary>
    public required double FindNothingMilliseconds { get; init; }

    /// <summary>Dropping an event.</summary>
    public required double DropMicroseconds { get; init; }

    /// <summary>Appending an event, over all.</summary>
    public double AppendMicroseconds => AppendMicrosecondsByFifth.Average();

    /// <summary>Appending in the last fifth relative to the first.</summary>
    public double LastFifthToFirst => AppendMicrosecondsByFifth[^1] / AppendMicrosecondsByFifth[0];

    /// <summary>The better of two measurements, number by number: what disturbs only ever makes it worse.</summary>
    public LayoutFigures BestWith(LayoutFigures other) => this with
    {
        EventsPerSecond = Math.Max(EventsPerSecond, other.EventsPerSecond),
        CompressMicroseconds = Math.Min(CompressMicroseconds, other.CompressMicroseconds),
        AppendMicrosecondsByFifth =
            [.. AppendMicrosecondsByFifth.Zip(other.AppendMicrosecondsByFifth, Math.Min)],
        FindNearMilliseconds = Math.Min(FindNearMilliseconds, other.FindNearMilliseconds),
        FindMilliseconds = Math.Min(FindMilliseconds, other.FindMilliseconds),
        FindNothingMilliseconds = Math.Min(FindNothingMilliseconds, other.FindNothingMilliseconds),
        DropMicroseconds = Math.Min(DropMicroseconds, other.DropMicroseconds),
    };
}
