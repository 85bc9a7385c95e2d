using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.Alerts;

/// <summary>What analysts may do with alerts.</summary>
public static class TriageRules
{
    /// <summary>How many tags an alert may have.</summary>
    public const int TagsMax = 32;

    private static readonly IReadOnlyList<string> ReasonsOfPeople =
        [.. Words.All<ClosingReason>().Where(word => word != Words.Of(ClosingReason.AutomatedClosure))];

    /// <summary>What is wrong with a change, of whatever alert.</summary>
    public static IReadOnlyList<TriageFault> FaultsIn(AlertChange change)
    {
        if (change.IsEmpty) return [new("nothing-to-change", "The change asks for nothing; name what to change.", "")];

        return [.. ClosingFaults(change), .. EvidenceFaults(change), .. DuplicateFaults(change), .. TagFaults(change)];
    }

    /// <summary>What is wrong with a change, which <see cref="FaultsIn"/> let pass, of that alert.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="change">The change.</param>
    /// <param name="original">The alert that the change calls the original; null if there is none of that id.</param>
    public static IReadOnlyList<TriageFault> FaultsOf(Alert alert, AlertChange change, Alert? original) =>
    [
        .. TransitionFaults(alert, change),
        .. change.DuplicateOf is { } id ? OriginalFaults(alert, id, original) : [],
        .. TriageState.Of(alert).With(change).Tags.Count > TagsMax
            ? [new TriageFault(
                "too-many-tags", $"An alert has {TagsMax} tags at most.", change.Tags is null ? "addTags" : "tags")]
            : Array.Empty<TriageFault>(),
    ];

    private static IEnumerable<TriageFault> ClosingFaults(AlertChange change)
    {
        if (change is { Status: AlertStatus.Closed, ClosingReason: null })
            yield return new TriageFault(
                "closing-reason-missing",
                $"To close an alert takes a reason: {string.Join(", ", ReasonsOfPeople)}.",
                "closingReason");
        if (change.ClosingReason is ClosingReason.AutomatedClosure)
            yield return new TriageFault(
                "reason-not-for-people",
                "By automated-closure alerts are closed that an exception item covers when it comes into force; give "
                + $"another reason: {string.Join(", ", ReasonsOfPeople)}.",
                "closingReason");
        if (change is { Status: not (null or AlertStatus.Closed), ClosingReason: not null })
            yield return new TriageFault(
                "not-closing", "Only an alert that is closed has a closing reason.", "closingReason");
    }

    private static IEnumerable<TriageFault> EvidenceFaults(AlertChange change)
    {
        if (change.ClosingReason is not (ClosingReason.FalsePositive or ClosingReason.BenignPositive))
            return change.Evidence is null
                ? []
                : [new("evidence-not-asked",
                    "Evidence goes with the reasons false-positive and benign-positive; a comment takes the rest.",
                    "evidence")];

        return
            from category in (change.Evidence ?? new ClosingEvidence()).ByCategory()
            where string.IsNullOrWhiteSpace(category.Text)
            select new TriageFault(
                "evidence-missing",
                $"To close an alert as harmless takes a word on each category of evidence; {category.Category} has "
                + "none.",
                $"evidence/{category.Category}");
    }

    private static IEnumerable<TriageFault> DuplicateFaults(AlertChange change)
    {
        if (change is { ClosingReason: ClosingReason.Duplicate, DuplicateOf: null })
            yield return new TriageFault(
                "original-missing", "To close an alert as a duplicate takes the id of the other one.", "duplicateOf");
        if (change is { ClosingReason: not ClosingReason.Duplicate, DuplicateOf: not null })
            yield return new TriageFault(
                "duplicate-not-asked", "Another alert is named along with the reason duplicate only.", "duplicateOf");
    }

    private static IEnumerable<TriageFault> TagFaults(AlertChange change)
    {
        if (change.Tags is not null && (change.AddedTags.Count > 0 || change.RemovedTags.Count > 0))
            yield return new TriageFault(
                "tags-twice", "Give either all tags, or those to add and to remove.", "tags");
    }

    private static IEnumerable<TriageFault> TransitionFaults(Alert alert, AlertChange change)
    {
        if (change.Status is { } status && !StatusTransitions.Allows(alert.Status, status))
            yield return new TriageFault(
                "transition-refused",
                $"From {Words.Of(alert.Status)} an alert does not go to {Words.Of(status)}, only to "
                + $"{string.Join(", ", StatusTransitions.Of(alert.Status).Select(Words.Of))}.",
                "status");
        if (change is { Status: null, ClosingReason: not null } && alert.Status is not AlertStatus.Closed)
            yield return new TriageFault(
                "not-closing", "Only an alert that is closed has a closing reason; close it with the same change.",
                "closingReason");
    }

    // Whoever is named as the original is no duplicate at that time, so duplicates never lead around in a circle.
    private static IEnumerable<TriageFault> OriginalFaults(Alert alert, string id, Alert? original)
    {
        if (id == alert.Id)
            yield return new TriageFault("duplicate-of-itself", "An alert is no duplicate of itself.", "duplicateOf");
        else if (original is null)
            yield return new TriageFault("unknown-original", $"There is no alert {id}.", "duplicateOf");
        else if (original.DuplicateOf is { } further)
            yield return new TriageFault(
                "original-is-duplicate", $"Alert {id} is a duplicate itself, of {further}; name that one.",
                "duplicateOf");
    }
}
