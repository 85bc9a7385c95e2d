using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;
using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.Investigation;

/// <summary>A finding while it is written: sentence by sentence, each with what it means for the answer.</summary>
/// <remarks>
/// Anything that speaks for an attack escalates, whatever else is missing; without that anything that is not known
/// leaves the question open; only then it lowers.
/// </remarks>
internal sealed class FindingDraft(Question question)
{
    private const int NamesMax = 5;
    private const int EvidenceMax = 100;

    private readonly List<string> _opening = [];
    private readonly List<string> _raised = [];
    private readonly List<string> _doubts = [];
    private readonly List<string> _said = [];
    private readonly List<string> _lacks = [];
    private readonly List<MissingTelemetry> _missing = [];
    private readonly Dictionary<EventKey, EvidenceEvent> _evidence = [];

    /// <summary>What it comes to.</summary>
    public Answer Answer =>
        _raised.Count > 0 ? Answer.Escalate : Doubts.Any() ? Answer.Unresolved : Answer.Lower;

    /// <summary>True if nothing was said yet.</summary>
    public bool IsSilent => _raised.Count + _doubts.Count + _lacks.Count + _said.Count == 0;

    /// <summary>The sentences that decide the answer.</summary>
    public IReadOnlyList<string> Decisive => Answer switch
    {
        Answer.Escalate => _raised,
        Answer.Unresolved => [.. Doubts],
        _ => _said,
    };

    private IEnumerable<string> Doubts =>
        _lacks.Count == 0 ? _doubts : _doubts.Append($"Not established: {string.Join("; ", _lacks)}.");

    /// <summary>Which question it answers.</summary>
    public Question Question => question;

    /// <summary>Says what it is about, before everything else; speaks for nothing.</summary>
    public void Open(string sentence) => _opening.Add(sentence);

    /// <summary>Speaks for an attack.</summary>
    public void Raise(string sentence) => _raised.Add(sentence);

    /// <summary>Cannot be told.</summary>
    public void Doubt(string sentence) => _doubts.Add(sentence);

    /// <summary>Speaks for nothing, or for a tool that is meant to do this.</summary>
    public void Say(string sentence) => _said.Add(sentence);

    /// <summary>Cannot be told for want of events.</summary>
    /// <param name="what">What.</param>
    /// <param name="why">Why not.</param>
    /// <param name="setting">Which setting would provide it.</param>
    public void Lack(string what, string why, string setting)
    {
        _missing.Add(new MissingTelemetry(what, setting));
        _lacks.Add($"{what} ({why})");
    }

    /// <summary>Cannot be told for want of events of one of these ids.</summary>
    public void Lack(Inquiry inquiry, string what, params string[] codes)
    {
        var names = string.Join(" or ", codes.Select(Collector.NameOf));
        Lack(
            what, codes.Any(inquiry.Sends) ? $"no event came that tells it: {names}" : $"the host sends no {names}",
            Collector.SettingOf(codes));
    }

    /// <summary>
    /// Cannot be told from not seeing, unless the host was sending events of one of these ids after the access.
    /// </summary>
    public void LackIfBlind(Inquiry inquiry, string what, params string[] codes)
    {
        if (inquiry.WhyBlind(codes) is { } why) Lack(what, why, Collector.SettingOf(codes));
    }

    /// <summary>Notes an event that was looked at.</summary>
    public void RestOn(ContextEvent e, params IEnumerable<string> fields) =>
        RestOn(e.Key, e.RecordId, e.Code, e.At, fields);

    /// <summary>Notes an event that was looked at, which need not be there any more.</summary>
    public void RestOn(EventKey key, string? recordId, string code, DateTimeOffset at, IEnumerable<string> fields)
    {
        var known = _evidence.GetValueOrDefault(key);
        if (known is null && _evidence.Count == EvidenceMax) return;
        _evidence[key] = new EvidenceEvent(key, recordId, code, at, [.. (known?.Fields ?? []).Union(fields)]);
    }

    /// <summary>The finding.</summary>
    public Finding Done() => new(question, Answer, string.Join(' ', [.. _opening, .. _raised, .. Doubts, .. _said]))
    {
        Missing = _missing,
        Evidence = [.. _evidence.Values.OrderBy(e => e.At).ThenBy(e => e.EventKey.Value)],
    };

    /// <summary>Names that others chose, each once, and how many more there are.</summary>
    public static string Names(IEnumerable<string> names)
    {
        var known = names.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var more = known.Count - NamesMax;
        return string.Join(", ", known.Take(NamesMax).Select(Quoted.Of)) + (more > 0 ? $" and {more} more" : "");
    }
}
