using DetectionApi.Api.Http;
using DetectionApi.Persistence.Triage;

namespace DetectionApi.Api.Triage;

/// <summary>A change of many alerts.</summary>
/// <param name="Ids">The alerts; either these or a filter.</param>
/// <param name="Filter">Which alerts, as the list would show them.</param>
/// <param name="Change">What to change of each.</param>
/// <param name="Comment">What to say about each that is changed.</param>
/// <param name="DryRun">Only say what would come of it.</param>
/// <param name="Limit">How many alerts it may be: 1 to 1000, 500 unless given. If there are more, none is
/// changed.</param>
internal sealed record AlertActionRequest(
    IReadOnlyList<string>? Ids = null, QueryFilter? Filter = null, AlertChangeRequest? Change = null,
    string? Comment = null, bool DryRun = false, int Limit = AlertActionRequest.LimitDefault)
{
    public const int LimitDefault = 500;
    public const int LimitMax = 1000;
}

/// <summary>What came of a change of one alert.</summary>
internal enum AlertActionStatus
{
    /// <summary>It is as was asked, and was not before.</summary>
    Changed,

    /// <summary>It was so already.</summary>
    Unchanged,

    /// <summary>It is not allowed.</summary>
    Refused,

    /// <summary>There is no such alert.</summary>
    NotFound,
}

/// <summary>A field of an alert that is another one now, or would be.</summary>
/// <param name="Field">Its name, as in the alert's history.</param>
/// <param name="From">What it was; null for nothing.</param>
/// <param name="To">What it is, or would be; null for nothing.</param>
internal sealed record AlertActionChange(string Field, string? From, string? To);

/// <summary>What came of a change of one alert, or would.</summary>
/// <param name="Id">The alert's id.</param>
/// <param name="Status">What came of it.</param>
/// <param name="Reason">Why it was refused; null unless it was.</param>
/// <param name="Changes">What is different now, or would be; empty unless it is changed.</param>
internal sealed record AlertActionItem(
    string Id, AlertActionStatus Status, string? Reason, IReadOnlyList<AlertActionChange> Changes)
{
    public static AlertActionItem Of(TriageOutcome outcome) => new(
        outcome.AlertId,
        outcome.Kind switch
        {
            TriageResult.Changed => AlertActionStatus.Changed,
            TriageResult.Unchanged => AlertActionStatus.Unchanged,
            TriageResult.NotFound => AlertActionStatus.NotFound,
            _ => AlertActionStatus.Refused,
        },
        outcome.Faults.Count > 0 ? string.Join(' ', outcome.Faults.Select(fault => fault.Detail)) : null,
        [.. outcome.Changes.Select(change => new AlertActionChange(change.Field, change.From, change.To))]);
}

/// <summary>What came of a change of many alerts, or would.</summary>
/// <param name="DryRun">True if nothing was changed, whatever the items say.</param>
/// <param name="Changed">How many are as was asked, and were not before.</param>
/// <param name="Unchanged">How many were so already.</param>
/// <param name="Refused">Of how many it is not allowed.</param>
/// <param name="NotFound">How many there are not.</param>
/// <param name="Items">Each alert, in the order of the ids or of the list.</param>
internal sealed record AlertActionResponse(
    bool DryRun, int Changed, int Unchanged, int Refused, int NotFound, IReadOnlyList<AlertActionItem> Items)
{
    public static AlertActionResponse Of(bool isDryRun, IEnumerable<TriageOutcome> outcomes)
    {
        var items = outcomes.Select(AlertActionItem.Of).ToList();
        return new AlertActionResponse(
            isDryRun,
            items.Count(item => item.Status is AlertActionStatus.Changed),
            items.Count(item => item.Status is AlertActionStatus.Unchanged),
            items.Count(item => item.Status is AlertActionStatus.Refused),
            items.Count(item => item.Status is AlertActionStatus.NotFound),
            items);
    }
}
