namespace DetectionApi.Domain.Alerts;

/// <summary>What came of one event: it could not be read, nothing, or matches.</summary>
public readonly struct Verdict
{
    private readonly IReadOnlyList<Match>? _matches;

    private Verdict(string? unreadable, IReadOnlyList<Match>? matches)
    {
        Unreadable = unreadable;
        _matches = matches;
    }

    /// <summary>No rule matched; the default.</summary>
    public static Verdict Silent => default;

    /// <summary>Why the document is no event; null if it is one.</summary>
    public string? Unreadable { get; }

    /// <summary>One match for each rule that matched.</summary>
    public IReadOnlyList<Match> Matches => _matches ?? [];

    /// <summary>The document is no event.</summary>
    public static Verdict OfUnreadable(string reason) => new(reason, null);

    /// <summary>At least one rule matched.</summary>
    public static Verdict Of(IReadOnlyList<Match> matches) => new(null, matches);
}
