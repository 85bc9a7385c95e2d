namespace DetectionApi.Domain.Investigation;

/// <summary>Which of the events that the context keeps a host sends.</summary>
/// <param name="Seen">
/// One for each event id and day on which such an event came from the host, as far around the times that matter as it
/// matters; none if nothing is known of it.
/// </param>
public sealed record HostTelemetry(IReadOnlyList<TelemetrySeen> Seen)
{
    /// <summary>How long an event that is sent may fail to happen on a host.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromDays(1);

    /// <summary>The same for events that hardly happen on a host where nothing is wrong.</summary>
    public static readonly TimeSpan QuietIfRare = TimeSpan.FromDays(7);

    /// <summary>Of a host that never sent anything.</summary>
    public static HostTelemetry None { get; } = new([]);

    /// <summary>
    /// True if the host sends such events around the times: they neither stopped long before nor began long after.
    /// That says what it is set to send, but not that one which did not come did not happen.
    /// </summary>
    /// <param name="code">The event id.</param>
    /// <param name="from">The earliest time that matters.</param>
    /// <param name="to">The latest.</param>
    public bool Sends(string code, DateTimeOffset from, DateTimeOffset to)
    {
        var quiet = QuietOf(code);
        return Seen.Any(s => s.Code == code && s.LastAt >= from - quiet && s.FirstAt <= to + quiet);
    }

    /// <summary>
    /// True if the host was sending such events all the while: at no time was the last one longer ago than it may be.
    /// Only then what was not seen did not happen.
    /// </summary>
    /// <param name="code">The event id.</param>
    /// <param name="from">The earliest time that matters.</param>
    /// <param name="to">The latest.</param>
    public bool Covers(string code, DateTimeOffset from, DateTimeOffset to)
    {
        var quiet = QuietOf(code);
        var spans = Seen.Where(s => s.Code == code).ToList();
        return IsRecent(from) && IsRecent(to)
            && spans.Where(s => s.FirstAt > from && s.FirstAt <= to).All(s => IsRecent(s.FirstAt.AddTicks(-1)));

        bool IsRecent(DateTimeOffset time) => spans.Exists(s => s.FirstAt <= time && s.LastAt >= time - quiet);
    }

    /// <summary>True if anything that happened later came from the host: it is not behind with sending.</summary>
    public bool HasPassed(DateTimeOffset time) => Seen.Any(s => s.LastAt >= time);

    private static TimeSpan QuietOf(string code) => code is "8" or "23" or "26" ? QuietIfRare : Quiet;
}

/// <summary>Since when and until when on one day a host sent events of one id.</summary>
/// <param name="Code">The event id, such as <c>11</c>.</param>
/// <param name="FirstAt">The event time of the earliest.</param>
/// <param name="LastAt">The event time of the latest.</param>
public sealed record TelemetrySeen(string Code, DateTimeOffset FirstAt, DateTimeOffset LastAt);
