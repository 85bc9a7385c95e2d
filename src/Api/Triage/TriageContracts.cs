using System.Text.Json.Serialization;
using DetectionApi.Domain.Alerts;

namespace DetectionApi.Api.Triage;

/// <summary>What to change of an alert; what is left out stays as it is.</summary>
internal sealed record AlertChangeRequest
{
    /// <summary>How far analysts are. A closed alert goes to open only; every other one goes anywhere.</summary>
    public AlertStatus? Status { get; init; }

    /// <summary>What it turned out to be; required to close it. `automated-closure` is for exception items.</summary>
    public ClosingReason? ClosingReason { get; init; }

    /// <summary>Why it may be closed as harmless; `false-positive` and `benign-positive` take all of it.</summary>
    public ClosingEvidence? Evidence { get; init; }

    /// <summary>The id of the alert that tells the same story; required with the reason `duplicate`.</summary>
    public string? DuplicateOf { get; init; }

    /// <summary>Who is to work on it; null for nobody.</summary>
    public string? Assignee
    {
        get;
        init => (field, HasAssignee) = (value, true);
    }

    /// <summary>All of its tags from now on.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Tags that it gets beside those that it has.</summary>
    public IReadOnlyList<string>? AddTags { get; init; }

    /// <summary>Tags that it loses.</summary>
    public IReadOnlyList<string>? RemoveTags { get; init; }

    /// <summary>Whether what tells about it is kept even after it was closed.</summary>
    public bool? LegalHold { get; init; }

    /// <summary>True if the body says who is to work on it, be it nobody.</summary>
    [JsonIgnore]
    public bool HasAssignee { get; private init; }

    public AlertChange ToChange() => new()
    {
        Status = Status,
        ClosingReason = ClosingReason,
        Evidence = Evidence,
        DuplicateOf = DuplicateOf?.Trim().ToLowerInvariant(),
        Assignment = HasAssignee ? new Assignment(Assignee) : null,
        Tags = Tags,
        AddedTags = AddTags ?? [],
        RemovedTags = RemoveTags ?? [],
        LegalHold = LegalHold,
    };
}

/// <summary>One field that an analyst changed.</summary>
/// <param name="Number">Ascending in the order of the changes.</param>
/// <param name="Revision">The revision that the change led to; what was changed at once has the same one.</param>
/// <param name="At">When it was changed.</param>
/// <param name="Actor">Who changed it.</param>
/// <param name="Field">What was changed, such as `status` or `evidence.identity`.</param>
/// <param name="From">What it was; null for nothing.</param>
/// <param name="To">What it became; null for nothing.</param>
internal sealed record AlertHistoryEntryResponse(
    long Number, int Revision, DateTimeOffset At, string Actor, string Field, string? From, string? To)
{
    public static AlertHistoryEntryResponse Of(AlertHistoryEntry entry) => new(
        entry.Number, entry.Revision, entry.At, entry.Actor, entry.Field, entry.From, entry.To);
}
