using DetectionApi.Domain.Alerts;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>Adds up what came of holding an item against alerts, in whatever order they come.</summary>
internal sealed class PreviewTally
{
    private const int SamplesMax = 20;
    private const int DaysMax = 400;

    private readonly HashSet<string> _hosts = [];
    private readonly HashSet<string> _users = [];
    private readonly SortedDictionary<DateOnly, HiddenCount> _byDay = [];
    private readonly Dictionary<Disposition, HiddenCount> _byDisposition =
        Enum.GetValues<Disposition>().ToDictionary(disposition => disposition, _ => default(HiddenCount));

    private readonly FairSelection<string, Seen> _samples = new(SamplesMax, Seen.LatestFirst);
    private readonly FairSelection<(string, string, string?), MissedOccurrence> _nearest =
        new(ScannedAlert.NearestMax, MissedOccurrence.NearestFirst);

    private DateTimeOffset? _firstAt;
    private DateTimeOffset? _lastAt;
    private HiddenCount _total;
    private int _openAlerts;

    /// <summary>The ids of some alerts that the item hides, of each pattern the latest first.</summary>
    public IReadOnlyList<string> Samples => [.. _samples.Take().Select(seen => seen.Id)];

    /// <summary>Adds an alert.</summary>
    public void Add(ScannedAlert scanned)
    {
        foreach (var missed in scanned.Nearest)
        {
            var (failing, shape) = missed.Kind;
            _nearest.Show(missed.Failing.Count, (scanned.Alert.PatternId, failing, shape), missed);
        }

        if (scanned.Covered > 0) Hide(scanned);
    }

    /// <summary>What all came to.</summary>
    public ExceptionPreview Show(IReadOnlyList<Alert> samples, int scannedAlerts) => new()
    {
        Hidden = new HiddenByException
        {
            Total = _total,
            OpenAlerts = _openAlerts,
            Hosts = _hosts.Count,
            Users = _users.Count,
            FirstAt = _firstAt,
            LastAt = _lastAt,
            ByDay = [.. _byDay],
            ByDisposition = _byDisposition,
        },
        Samples = samples,
        Nearest = _nearest.Take(),
        ScannedAlerts = scannedAlerts,
    };

    private void Hide(ScannedAlert scanned)
    {
        var alert = scanned.Alert;
        _total = _total.Plus(scanned.Covered);
        _byDisposition[alert.Disposition] = _byDisposition[alert.Disposition].Plus(scanned.Covered);
        foreach (var (day, covered) in scanned.CoveredByDay)
            _byDay[day] = _byDay.GetValueOrDefault(day).Plus(covered);
        if (_byDay.Count > DaysMax) _byDay.Remove(_byDay.Keys.First());
        if (scanned.WouldBeClosed) _openAlerts++;
        _hosts.Add(alert.Host.Name);
        if (alert.Source.User is { } user) _users.Add(user);
        if (!(_firstAt <= scanned.FirstCoveredAt)) _firstAt = scanned.FirstCoveredAt;
        if (!(_lastAt >= scanned.LastCoveredAt)) _lastAt = scanned.LastCoveredAt;
        _samples.Show(0, alert.PatternId, new Seen(alert.LastSeenAt, alert.Id));
    }

    private sealed record Seen(DateTimeOffset At, string Id)
    {
        public static Comparer<Seen> LatestFirst { get; } = Comparer<Seen>.Create((one, other) =>
            one.At != other.At ? other.At.CompareTo(one.At) : string.CompareOrdinal(other.Id, one.Id));
    }
}
