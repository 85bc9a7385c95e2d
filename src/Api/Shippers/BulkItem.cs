namespace DetectionApi.Api.Shippers;

/// <summary>What came of one action.</summary>
/// <remarks>
/// To a shipper a status is a decision about its event: below 300 it is done, 400 drops it for good, 429 and 500
/// upwards send it again. So 400 is for what no repetition can mend, and trouble of our own is never put on an item.
/// </remarks>
/// <param name="Action">The action.</param>
/// <param name="Status">Its HTTP status.</param>
/// <param name="Result">Elasticsearch's word for what happened; null if it failed.</param>
/// <param name="Error">Why the document could not be read; null if it could.</param>
internal readonly record struct BulkItem(BulkAction Action, int Status, string? Result, string? Error)
{
    public static BulkItem Taken(BulkAction action) => action.Kind is BulkActionKind.Update
        ? new(action, StatusCodes.Status200OK, "updated", null)
        : new(action, StatusCodes.Status201Created, "created", null);

    public static BulkItem Unreadable(BulkAction action, string reason) =>
        new(action, StatusCodes.Status400BadRequest, null, reason);

    // Documents cannot be looked up by id here, so the one to delete is not there. To Elasticsearch that is no error.
    public static BulkItem NothingToDelete(BulkAction action) =>
        new(action, StatusCodes.Status404NotFound, "not_found", null);
}
