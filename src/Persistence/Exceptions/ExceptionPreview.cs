using DetectionApi.Domain.Alerts;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>So many alerts, and so many of their occurrences.</summary>
/// <param name="Alerts">How many alerts.</param>
/// <param name="Occurrences">How many occurrences.</param>
public readonly record struct HiddenCount(int Alerts, long Occurrences)
{
    internal HiddenCount Plus(long occurrences) => new(Alerts + 1, Occurrences + occurrences);
}

/// <summary>What an item would have hidden of all that is stored.</summary>
public sealed record HiddenByException
{
    /// <summary>Its occurrences, and the alerts that have any of them.</summary>
    public required HiddenCount Total { get; init; }

    /// <summary>How many alerts activating it would take out of the queue.</summary>
    public required int OpenAlerts { get; init; }

    /// <summary>On how many hosts.</summary>
    public required int Hosts { get; init; }

    /// <summary>By how many accounts.</summary>
    public required int Users { get; init; }

    /// <summary>When the first happened; null if there is none.</summary>
    public required DateTimeOffset? FirstAt { get; init; }

    /// <summary>When the last happened; null if there is none.</summary>
    public required DateTimeOffset? LastAt { get; init; }

    /// <summary>By the day of UTC, oldest first, the latest days if there are very many.</summary>
    public required IReadOnlyList<KeyValuePair<DateOnly, HiddenCount>> ByDay { get; init; }

    /// <summary>By what became of the matches.</summary>
    public required IReadOnlyDictionary<Disposition, HiddenCount> ByDisposition { get; init; }
}

/// <summary>What an item would do and what it would not, by what is stored.</summary>
public sealed record ExceptionPreview
{
    /// <summary>What it would have hidden.</summary>
    public required HiddenByException Hidden { get; init; }

    /// <summary>Some of the alerts that it would have hidden, of each pattern the latest first.</summary>
    public required IReadOnlyList<Alert> Samples { get; init; }

    /// <summary>What it would not have hidden, the nearest first.</summary>
    public required IReadOnlyList<MissedOccurrence> Nearest { get; init; }

    /// <summary>How many alerts were looked at.</summary>
    public required int ScannedAlerts { get; init; }
}
