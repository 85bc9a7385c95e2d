using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Events;
using DetectionApi.Domain.ExceptionItems;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>An occurrence that an item does not cover, and the terms that keep it.</summary>
/// <param name="AlertId">Its alert.</param>
/// <param name="EventKey">Which event it is.</param>
/// <param name="At">When it happened.</param>
/// <param name="Shape">The shape of its call trace; null if it was not kept.</param>
/// <param name="Failing">The terms that do not hold.</param>
public sealed record MissedOccurrence(
    string AlertId, EventKey EventKey, DateTimeOffset At, string? Shape, IReadOnlyList<TermResult> Failing)
{
    /// <summary>What it has in common with others that the same terms keep, and the same shape if it is one of
    /// them.</summary>
    internal (string Failing, string? Shape) Kind => (
        string.Join(' ', Failing.Select(term => term.Term)),
        Failing.Any(term => term.Term is ExceptionTerm.Shape) ? Shape : null);

    /// <summary>Of those that equally many terms keep, those that a term keeps which is asked late; of these the
    /// latest.</summary>
    internal static Comparer<MissedOccurrence> NearestFirst { get; } = Comparer<MissedOccurrence>.Create(
        (one, other) => (other.Failing[0].Term, other.At, other.EventKey.Value)
            .CompareTo((one.Failing[0].Term, one.At, one.EventKey.Value)));
}

/// <summary>What came of holding an item against one alert.</summary>
internal sealed class ScannedAlert(StoredAlert alert)
{
    /// <summary>How many occurrences are kept of those that are not covered.</summary>
    public const int NearestMax = 20;

    private readonly SortedDictionary<DateOnly, int> _coveredByDay = [];
    private FairSelection<(string Failing, string? Shape), MissedOccurrence>? _missed;

    /// <summary>The alert.</summary>
    public StoredAlert Alert => alert;

    /// <summary>How many of its occurrences the item covers.</summary>
    public int Covered { get; private set; }

    /// <summary>When the first of them happened.</summary>
    public DateTimeOffset FirstCoveredAt { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>When the last of them happened.</summary>
    public DateTimeOffset LastCoveredAt { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>How many of those that were looked at it does not cover.</summary>
    public int Missed { get; private set; }

    /// <summary>True if there is nothing in the alert that the item does not cover.</summary>
    public bool IsWhollyCovered => Covered > 0 && Missed == 0;

    /// <summary>True if it stands in a queue, and activating the item takes it out: nobody is at work on it.</summary>
    public bool WouldBeClosed => IsWhollyCovered && alert.Status is AlertStatus.Open && alert.Assignee is null
        && alert.Disposition is not Disposition.Excepted;

    /// <summary>What is covered, by the day of UTC.</summary>
    public IReadOnlyDictionary<DateOnly, int> CoveredByDay => _coveredByDay;

    /// <summary>Of what is not covered the nearest, of each kind one before any has two.</summary>
    public IReadOnlyList<MissedOccurrence> Nearest => _missed?.Take() ?? [];

    /// <summary>Counts an occurrence that is covered.</summary>
    public void Cover(DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        _coveredByDay[day] = _coveredByDay.GetValueOrDefault(day) + 1;
        if (at < FirstCoveredAt) FirstCoveredAt = at;
        if (at > LastCoveredAt) LastCoveredAt = at;
        Covered++;
    }

    /// <summary>Counts one that is not.</summary>
    public void Miss(MissedOccurrence missed)
    {
        Missed++;
        _missed ??= new FairSelection<(string, string?), MissedOccurrence>(NearestMax, MissedOccurrence.NearestFirst);
        _missed.Show(missed.Failing.Count, missed.Kind, missed);
    }
}
