namespace DetectionApi.Domain.Alerts;

/// <summary>What came of one event: it could not be read, is not its sender's to send, nothing, or matches.</summary>
public readonly struct Verdict
{
    private readonly IReadOnlyList<Match>? _matches;

    private Verdict(string? unreadable, IReadOnlyList<Match>? matches, string? foreignHost = null)
    {
        Unreadable = unreadable;
        ForeignHost = foreignHost;
        _matches = matches;
    }

    /// <summary>No rule matched; the default.</summary>
    public static Verdict Silent => default;

    /// <summary>Why the document is no event; null if it is one.</summary>
    public string? Unreadable { get; }

    /// <summary>The host of an event that its sender may not send; null if he may.</summary>
    public string? ForeignHost { get; }

    /// <summary>One match for each rule that matched.</summary>
    public IReadOnlyList<Match> Matches => _matches ?? [];

    /// <summary>The document is no event.</summary>
    public static Verdict OfUnreadable(string reason) => new(reason, null);

    /// <summary>The event is of a host outside of its sender's scope.</summary>
    public static Verdict OfForeign(string host) => new(null, null, host);

    /// <summary>At least one rule matched.</summary>
    public static Verdict Of(IReadOnlyList<Match> matches) => new(null, matches);
}
