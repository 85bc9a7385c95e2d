using DetectionApi.Domain.ExceptionItems;

namespace DetectionApi.Domain.Alerts;

/// <summary>Folds matches into alerts: into one that exists, or into one that it begins.</summary>
/// <remarks>It decides and changes the alerts it was given; storing them is another's business.</remarks>
public sealed class AlertFolder
{
    private readonly Dictionary<UInt128, List<Alert>> _byFoldKey = [];
    private readonly Dictionary<string, RaisedTimes> _raised;
    private readonly List<Alert> _begun = [];
    private readonly List<Occurrence> _occurrences = [];

    /// <summary>Begins with what the store knows.</summary>
    /// <param name="alerts">All alerts with the fold keys of the matches that will come, closed ones as well.</param>
    /// <param name="raised">
    /// For each rule the times of its raised alerts, at least those within an interval of a match that will come.
    /// </param>
    public AlertFolder(IEnumerable<Alert> alerts, Dictionary<string, RaisedTimes> raised)
    {
        _raised = raised;
        foreach (var alert in alerts) AlertsOf(alert.FoldKey).Add(alert);
    }

    /// <summary>The alerts that it began.</summary>
    public IReadOnlyList<Alert> Begun => _begun;

    /// <summary>The occurrences that it took.</summary>
    public IReadOnlyList<Occurrence> Occurrences => _occurrences;

    /// <summary>Takes a match whose event the store does not have yet.</summary>
    /// <param name="match">The match.</param>
    /// <param name="receivedAt">When it was received.</param>
    /// <param name="coverage">The item that covers it; null if none does. Alerts hold what one item covers, in one
    /// version, or what none does.</param>
    public void Take(Match match, DateTimeOffset receivedAt, Coverage? coverage = null)
    {
        var at = match.TimeOf(receivedAt);
        var alerts = AlertsOf(match.FoldKey);
        bool Takes(Alert alert) => alert.IsCoveredBy(coverage) && alert.Admits(at);

        // While it was closed its behaviour may have begun another one, which goes on telling it.
        var alert = alerts.Find(a => a.ReopenedAt is null && Takes(a)) ?? alerts.FindLast(Takes);
        if (alert is null) alert = Begin(match, at, receivedAt, coverage, alerts);
        else if (alert.Disposition is Disposition.Overflow && TryRaise(match, at)) alert.Promote(at);
        _occurrences.Add(alert.Absorb(match, at, receivedAt));
    }

    private Alert Begin(
        Match match, DateTimeOffset at, DateTimeOffset receivedAt, Coverage? coverage, List<Alert> alerts)
    {
        var disposition = coverage is not null ? Disposition.Excepted
            : TryRaise(match, at) ? Disposition.Raised
            : Disposition.Overflow;
        var previous = alerts.Where(a => a.Status is AlertStatus.Closed).MaxBy(a => a.LastSeenAt);
        var alert = Alert.Begin(match, at, receivedAt, disposition, coverage, previous?.Id);
        alerts.Add(alert);
        _begun.Add(alert);
        return alert;
    }

    // Notes it if the cap has room.
    private bool TryRaise(Match match, DateTimeOffset at)
    {
        var (rule, version) = match.Rule;
        if (!_raised.TryGetValue(rule.Id, out var raised)) _raised.Add(rule.Id, raised = new RaisedTimes([]));
        if (!raised.Admit(at, version.Interval, version.AlertsPerIntervalMax)) return false;

        raised.Add(at);
        return true;
    }

    private List<Alert> AlertsOf(UInt128 foldKey)
    {
        if (!_byFoldKey.TryGetValue(foldKey, out var alerts)) _byFoldKey.Add(foldKey, alerts = []);
        return alerts;
    }
}
