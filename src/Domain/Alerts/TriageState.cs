using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.Alerts;

/// <summary>All of an alert that analysts decide.</summary>
internal sealed record TriageState(
    AlertStatus Status, ClosingReason? ClosingReason, ClosingEvidence? Evidence, string? DuplicateOf,
    string? Assignee, IReadOnlyList<string> Tags, bool LegalHold)
{
    // Tags hold no commas.
    private const string BetweenTags = ", ";

    public static TriageState Of(Alert alert) => new(
        alert.Status, alert.ClosingReason, alert.ClosingEvidence, alert.DuplicateOf, alert.Assignee, alert.Tags,
        alert.LegalHold);

    /// <summary>The state after a change that is not refused.</summary>
    public TriageState With(AlertChange change)
    {
        var next = this with
        {
            Status = change.Status ?? Status,
            Assignee = change.Assignment is { } assignment ? assignment.To?.Trim() : Assignee,
            Tags = TagsWith(change),
            LegalHold = change.LegalHold ?? LegalHold,
        };

        // Of an alert that is open again, the history tells why it was closed.
        if (next.Status is not AlertStatus.Closed)
            return next with { ClosingReason = null, Evidence = null, DuplicateOf = null };
        if (change.ClosingReason is null) return next;

        return next with
        {
            ClosingReason = change.ClosingReason,
            Evidence = change.Evidence?.Tidied(),
            DuplicateOf = change.DuplicateOf,
        };
    }

    /// <summary>What is different in the state after this one, field by field.</summary>
    public IReadOnlyList<FieldChange> ChangesTo(TriageState next) =>
    [
        .. Fields().Zip(next.Fields(), (from, to) => new FieldChange(from.Name, from.Value, to.Value))
            .Where(change => change.From != change.To),
    ];

    private IEnumerable<(string Name, string? Value)> Fields() =>
    [
        (FieldChange.Status, Words.Of(Status)),
        ("closingReason", ClosingReason is { } reason ? Words.Of(reason) : null),
        .. (Evidence ?? new ClosingEvidence()).ByCategory().Select(c => ($"evidence.{c.Category}", c.Text)),
        ("duplicateOf", DuplicateOf),
        ("assignee", Assignee),
        ("tags", Tags.Count > 0 ? string.Join(BetweenTags, Tags) : null),
        ("legalHold", LegalHold ? "true" : "false"),
    ];

    // In one order, so that the same tags are the same text.
    private IReadOnlyList<string> TagsWith(AlertChange change)
    {
        if (change is { Tags: null, AddedTags: [], RemovedTags: [] }) return Tags;

        return
        [
            .. (change.Tags ?? Tags).Concat(change.AddedTags).Select(tag => tag.Trim())
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Except(change.RemovedTags.Select(tag => tag.Trim()), StringComparer.OrdinalIgnoreCase)
                .Order(StringComparer.Ordinal),
        ];
    }
}
