using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Events;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>Adds up what an item is to be made of, each access that items tell from others once.</summary>
internal sealed class ObservationTally
{
    private readonly Dictionary<Facts, (CandidateAccess Access, int Count)> _seen = [];
    private readonly Dictionary<string, HiddenCount> _byShape = [];
    private readonly HashSet<string> _hosts = [];
    private readonly HashSet<string> _users = [];
    private readonly HashSet<string> _alerts = [];

    /// <summary>The alerts and their occurrences.</summary>
    public HiddenCount Total => new(_alerts.Count, Occurrences);

    /// <summary>How many occurrences.</summary>
    public long Occurrences { get; private set; }

    /// <summary>On how many hosts.</summary>
    public int Hosts => _hosts.Count;

    /// <summary>By how many accounts.</summary>
    public int Users => _users.Count;

    /// <summary>When the first happened.</summary>
    public DateTimeOffset FirstAt { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>When the last happened.</summary>
    public DateTimeOffset LastAt { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>How many of the alerts an investigation says to escalate.</summary>
    public int Escalated { get; private set; }

    /// <summary>How many of the alerts somebody works on.</summary>
    public int Assigned { get; private set; }

    /// <summary>Adds occurrences of an alert.</summary>
    public void Add(ObservedShape seen)
    {
        var alert = seen.Alert;
        if (_alerts.Add(alert.Id))
        {
            if (alert.Recommendation is Recommendation.Escalate) Escalated++;
            if (alert is { Assignee: not null, Status: not AlertStatus.Closed }) Assigned++;
            _hosts.Add(alert.Host.Name);
            if (alert.Source.User is { } user) _users.Add(user);
        }

        Occurrences += seen.Occurrences;
        if (seen.FirstAt < FirstAt) FirstAt = seen.FirstAt;
        if (seen.LastAt > LastAt) LastAt = seen.LastAt;
        if (seen.Shape is { } shape) _byShape[shape] = _byShape.GetValueOrDefault(shape).Plus(seen.Occurrences);

        var facts = Facts.Of(seen);
        var known = _seen.GetValueOrDefault(facts);
        _seen[facts] = (known.Access ?? seen.First, known.Count + seen.Occurrences);
    }

    /// <summary>How much of it has the shape.</summary>
    public HiddenCount OfShape(string shape) => _byShape.GetValueOrDefault(shape);

    /// <summary>The narrowest item that covers all of it.</summary>
    public ExceptionSuggestion Suggest() => ExceptionSuggester.Of(
        [.. _seen.Values.Select(seen => new ObservedOccurrences(seen.Access, seen.Count))]);

    // What items ask of an access but when it happened.
    private sealed record Facts(
        string RuleId, Host Host, string? Executable, string? User, Signer Signer, string? Sha256,
        string? ParentExecutable, string? TargetImage, AccessClasses? Classes, FirstFrame FirstFrame, string? Shape)
    {
        public static Facts Of(ObservedShape seen)
        {
            var (alert, source) = (seen.Alert, seen.Alert.Source);
            var parent = source.Start is { FoundBy: StartFoundBy.EntityId } start ? start.Parent.Executable : null;
            return new Facts(
                alert.RuleId, alert.Host, source.Executable, source.User, source.Signer, source.Sha256, parent,
                alert.TargetImage, alert.Pattern.Classes, alert.FirstFrame, seen.Shape);
        }
    }
}
