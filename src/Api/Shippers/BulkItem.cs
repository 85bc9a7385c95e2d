using DetectionApi.Api.Ingest;

namespace DetectionApi.Api.Shippers;

/// <summary>What came of one action.</summary>
/// <remarks>
/// To a shipper a status is a decision about its event: below 300 it is done, 400 and 403 drop it for good, 429 and 500
/// upwards send it again. So they are for what no repetition can mend, and trouble of our own is never put on an item.
/// </remarks>
/// <param name="Action">The action.</param>
/// <param name="Status">Its HTTP status.</param>
/// <param name="Result">Elasticsearch's word for what happened; null if it failed.</param>
/// <param name="Error">Why the document is not taken; null if it is.</param>
internal readonly record struct BulkItem(BulkAction Action, int Status, string? Result, EventRefusal? Error)
{
    public static BulkItem Taken(BulkAction action) => action.Kind is BulkActionKind.Update
        ? new(action, StatusCodes.Status200OK, "updated", null)
        : new(action, StatusCodes.Status201Created, "created", null);

    public static BulkItem Refused(BulkAction action, EventRefusal refusal) =>
        new(action, refusal.Status, null, refusal);

    // Documents cannot be looked up by id here, so the one to delete is not there. To Elasticsearch that is no error.
    public static BulkItem NothingToDelete(BulkAction action) =>
        new(action, StatusCodes.Status404NotFound, "not_found", null);
}
