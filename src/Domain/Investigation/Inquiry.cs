using System.Globalization;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.Investigation;

/// <summary>The evidence of one alert, put in order for the questions.</summary>
internal sealed class Inquiry
{
    private readonly AlertEvidence _evidence;
    private readonly DateTimeOffset _at;
    private readonly DateTimeOffset? _endedAt;

    public Inquiry(AlertEvidence evidence, InvestigationLists lists, DateTimeOffset at)
    {
        (_evidence, _at) = (evidence, at);
        Places = new KnownPlaces(lists);
        Events = [.. evidence.Events.OrderBy(e => e.At).ThenBy(e => e.Key.Value).DistinctBy(e => e.Key)];
        Source = SourceFacts.Learn(Alert, Events);
        var process = new ProcessInstance(Alert.Host.Name, Source);
        _endedAt = EndOf(process);
        Instance = process with { To = _endedAt ?? DateTimeOffset.MaxValue };
    }

    /// <summary>The alert.</summary>
    public Alert Alert => _evidence.Alert;

    /// <summary>The lists.</summary>
    public InvestigationLists Lists => Places.Lists;

    /// <summary>Paths as the lists see them.</summary>
    public KnownPlaces Places { get; }

    /// <summary>Each event once, in the order of time.</summary>
    public IReadOnlyList<ContextEvent> Events { get; }

    /// <summary>What is known of the source process.</summary>
    public SourceProcess Source { get; }

    /// <summary>The source process.</summary>
    public ProcessInstance Instance { get; }

    /// <summary>Until when it was looked for what came after the access.</summary>
    public string LookedUntil => _endedAt is { } end && end < EvidenceKeys.SettledAt(Alert)
        ? $"it ended at {Time(end)}"
        : Time(EvidenceKeys.SettledAt(Alert));

    /// <summary>What other alerts tell.</summary>
    public RelatedActivity Related => _evidence.Related;

    /// <summary>True if the process that was opened holds what an attacker wants.</summary>
    public bool IsSensitive =>
        Alert.Target.Class is TargetClass.Credential or TargetClass.Browser or TargetClass.SecurityProduct;

    /// <summary>True if analysts took the pattern for benign before, and nobody ever for an attack.</summary>
    public bool IsPatternKnown => Related.Pattern is { JudgedBenign: > 0, JudgedTruePositive: 0 }
        && !Related.Alerts.Any(a => a.Verdict is ClosingVerdict.TruePositive && a.By.Contains(Relation.Pattern));

    /// <summary>The event of the access itself, if the context has it.</summary>
    public ContextEvent? Access => Events.FirstOrDefault(e => e.Key == Alert.FirstEventKey);

    /// <summary>The number of that event in its log.</summary>
    public string? AccessRecordId => Access?.RecordId ?? _evidence.FirstRecordId;

    /// <summary>The start of the parent, if it is known.</summary>
    public ContextEvent? ParentStart => Source.Start is not { } start ? null : Events.LastOrDefault(e =>
        e.Code is "1" or "4688" && e.Host == Alert.Host.Name && e.At <= start.At + ProcessInstance.ClockTolerance
        && IsParent(e, start.Parent));

    /// <summary>The logon of the session, if it is known.</summary>
    public ContextEvent? Logon => Source.Start is not { LogonId: { } logon } start ? null : Events.LastOrDefault(e =>
        e.Code == "4624" && e.Host == Alert.Host.Name && e.At <= start.At + ProcessInstance.ClockTolerance
        && ProcessInstance.IsSame(e["winlog.event_data.TargetLogonId"], logon));

    /// <summary>What the process did after the access.</summary>
    public IEnumerable<ContextEvent> After(params string[] codes) =>
        Events.Where(e => codes.Contains(e.Code) && IsAfter(e) && Instance.Did(e));

    /// <summary>The starts of the processes that it began after the access.</summary>
    public IEnumerable<ContextEvent> Children() => Events.Where(e => IsAfter(e) && Instance.Began(e));

    /// <summary>True if the host sends such events.</summary>
    public bool Sends(string code) => _evidence.Telemetry.Sends(
        code, Alert.FirstSeenAt - EvidenceKeys.Around, EvidenceKeys.SettledAt(Alert));

    /// <summary>
    /// Why it tells nothing that none of these events was seen after the access; null if it tells something.
    /// </summary>
    public string? WhyBlind(params string[] codes) =>
        WhyBlindBetween(Alert.FirstSeenAt, EvidenceKeys.SettledAt(Alert), codes);

    /// <summary>The same of other times.</summary>
    public string? WhyBlindBetween(DateTimeOffset from, DateTimeOffset to, params string[] codes)
    {
        var telemetry = _evidence.Telemetry;
        if (codes.Any(code => telemetry.Covers(code, from, to))) return null;

        var names = string.Join(" or ", codes.Select(Collector.NameOf));
        if (!codes.Any(code => Sends(code) || telemetry.Sends(code, from, to))) return $"the host sends no {names}";

        return codes.Any(code => telemetry.Covers(code, from, from))
            ? $"the host was not seen to send {names} all the while until {Time(to)}"
            : $"the host was not seen to send {names} before {(from == Alert.FirstSeenAt ? "the access" : Time(from))}";
    }

    /// <summary>Says that there is more than was read: then that nothing was seen tells nothing.</summary>
    public void DoubtIfCut(FindingDraft draft)
    {
        if (_evidence.IsCut) draft.Doubt("There are more events than were looked at.");
    }

    /// <summary>Says what may still come.</summary>
    public void DoubtWhatIsToCome(FindingDraft draft)
    {
        DoubtIfCut(draft);
        if (_endedAt is not null) return;

        var settledAt = EvidenceKeys.SettledAt(Alert);
        if (_at < settledAt)
            draft.Doubt($"The process may still be at work, and until {Time(settledAt)} more belongs to the alert.");
        else if (!_evidence.Telemetry.HasPassed(settledAt))
            draft.Doubt($"The host has sent nothing yet that happened after {Time(settledAt)}.");
    }

    /// <summary>A time as the sentences say it.</summary>
    public static string Time(DateTimeOffset time) =>
        time.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private bool IsAfter(ContextEvent e) => e.At >= Alert.FirstSeenAt - ProcessInstance.ClockTolerance
        && e.At <= EvidenceKeys.SettledAt(Alert);

    private DateTimeOffset? EndOf(ProcessInstance process)
    {
        var ends = Events.Where(e => e.At >= Alert.LastSeenAt
            && ((e.Code == "5" && process.Did(e)) || process.IsNextOfPid(e)));
        return ends.FirstOrDefault()?.At;
    }

    private static bool IsParent(ContextEvent e, ParentProcess parent)
    {
        if (parent.EntityId is not null && e["process.entity_id"] is { } entityId)
            return ProcessInstance.IsSame(entityId, parent.EntityId);

        return parent.Pid is { } pid && e["process.pid"] == pid.ToString(CultureInfo.InvariantCulture)
            && parent.Executable is { } path && e["process.executable"] is { } other
            && WindowsPath.Fold(path) == WindowsPath.Fold(other);
    }
}
