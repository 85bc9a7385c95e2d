using System.Text.Json.Serialization;
using DetectionApi.Domain.ExceptionItems;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>Changes of many exception items.</summary>
/// <param name="Actions">What to do, one after another: 1 to 1000.</param>
/// <param name="DryRun">Only say what would come of it.</param>
/// <param name="Atomic">Do nothing of it unless all of it can be done.</param>
internal sealed record ExceptionActionsRequest(
    IReadOnlyList<ExceptionActionRequest?>? Actions = null, bool DryRun = false, bool Atomic = false)
{
    public const int ActionsMax = 1000;
}

/// <summary>A change of one item; one of these.</summary>
/// <param name="Create">Writes a new item.</param>
/// <param name="Update">Changes what an item says.</param>
/// <param name="Submit">Brings an item into force, or before an approver.</param>
/// <param name="Revoke">Ends an item.</param>
internal sealed record ExceptionActionRequest(
    ExceptionItemRequest? Create = null, ExceptionActionUpdate? Update = null, ExceptionActionSubmission? Submit = null,
    ExceptionActionRevocation? Revoke = null);

/// <summary>Changes what an item says.</summary>
/// <param name="Id">The item.</param>
/// <param name="Version">The version that it is meant for.</param>
/// <param name="Content">All that it says from now on.</param>
internal sealed record ExceptionActionUpdate(
    string? Id = null, int? Version = null,
    [property: JsonPropertyName("item")] ExceptionItemRequest? Content = null);

/// <summary>Brings an item into force, or before an approver.</summary>
/// <param name="Id">The item.</param>
/// <param name="Version">The version that it is meant for; it may be left out of an item that the same request
/// creates or changes.</param>
internal sealed record ExceptionActionSubmission(string? Id = null, int? Version = null);

/// <summary>Ends an item.</summary>
/// <param name="Id">The item.</param>
/// <param name="Version">The version that it is meant for.</param>
/// <param name="Comment">Why.</param>
internal sealed record ExceptionActionRevocation(string? Id = null, int? Version = null, string? Comment = null);

/// <summary>What came of a change of one item.</summary>
internal enum ExceptionActionStatus
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>It was so already.</summary>
    Unchanged,

    /// <summary>It is not allowed.</summary>
    Refused,

    /// <summary>There is no such item.</summary>
    NotFound,

    /// <summary>The item has another version now.</summary>
    Stale,

    /// <summary>It could have been done, and another change could not; it was to be all or nothing.</summary>
    HeldBack,
}

/// <summary>Why a change is not done.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Detail">What is wrong and what to do.</param>
/// <param name="Pointer">A JSON pointer into the request.</param>
/// <param name="Overridable">True if an approver may let the item pass all the same.</param>
internal sealed record ExceptionActionRefusal(string Code, string Detail, string Pointer, bool Overridable = false);

/// <summary>What came of a change of one item, or would.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="Id">The item's id, also if it was made just now; null if the request does not say.</param>
/// <param name="Status">What came of the change.</param>
/// <param name="ItemStatus">How far the item is now, or would be; null if there is none.</param>
/// <param name="Version">The item's version now, or then; null if there is none.</param>
/// <param name="Refusals">Why it is not done; empty if it is.</param>
internal sealed record ExceptionActionResult(
    int Index, string? Id, ExceptionActionStatus Status, ExceptionStatus? ItemStatus, int? Version,
    IReadOnlyList<ExceptionActionRefusal> Refusals);

/// <summary>What came of the changes of many items, or would.</summary>
/// <param name="DryRun">True if nothing was changed, whatever the items say.</param>
/// <param name="Done">How many changes are done.</param>
/// <param name="Unchanged">How many had nothing to change.</param>
/// <param name="Refused">How many are not allowed.</param>
/// <param name="NotFound">For how many there is no item.</param>
/// <param name="Stale">How many were meant for another version.</param>
/// <param name="HeldBack">How many are not done because of others.</param>
/// <param name="Items">Each change, in the order of the request.</param>
internal sealed record ExceptionActionsResponse(
    bool DryRun, int Done, int Unchanged, int Refused, int NotFound, int Stale, int HeldBack,
    IReadOnlyList<ExceptionActionResult> Items)
{
    public static ExceptionActionsResponse Of(bool isDryRun, IReadOnlyList<ExceptionActionResult> items)
    {
        int CountOf(ExceptionActionStatus status) => items.Count(item => item.Status == status);
        return new ExceptionActionsResponse(
            isDryRun, CountOf(ExceptionActionStatus.Done), CountOf(ExceptionActionStatus.Unchanged),
            CountOf(ExceptionActionStatus.Refused), CountOf(ExceptionActionStatus.NotFound),
            CountOf(ExceptionActionStatus.Stale), CountOf(ExceptionActionStatus.HeldBack), items);
    }
}
