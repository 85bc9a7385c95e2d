namespace DetectionApi.Api.Shippers;

/// <summary>What an action line of a bulk request asks for.</summary>
internal enum BulkActionKind
{
    /// <summary>Store a document that is new.</summary>
    Create,

    /// <summary>Store a document.</summary>
    Index,

    /// <summary>Change a document; the new state is under <c>doc</c>.</summary>
    Update,

    /// <summary>Delete a document. No document line follows.</summary>
    Delete,
}

/// <summary>An action line of a bulk request.</summary>
/// <param name="Kind">What it asks for.</param>
/// <param name="Index">The index that it names, or the one of the request's path; null if neither does.</param>
/// <param name="Id">The id that it gives the document; null if it gives none.</param>
internal readonly record struct BulkAction(BulkActionKind Kind, string? Index, string? Id);
