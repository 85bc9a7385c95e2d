using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence;

/// <summary>A part of a list.</summary>
/// <param name="Items">The rows.</param>
/// <param name="HasMore">True if the list goes on behind them.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, bool HasMore)
{
    private const long DocumentBytesMax = 16 * 1024 * 1024;

    /// <summary>Makes a page of rows that were read one past the limit, to see whether there is more.</summary>
    internal static Page<T> Of(List<T> oneMore, int limit) => oneMore.Count > limit
        ? new Page<T>(oneMore[..limit], true)
        : new Page<T>(oneMore, false);

    /// <summary>
    /// Reads a page of rows with documents, which ends early when these become too much for memory; it has one row at
    /// least if there is any.
    /// </summary>
    internal static async Task<Page<T>> OfDocumentsAsync(
        IQueryable<T> rows, int limit, Func<T, byte[]> documentOf, CancellationToken cancellationToken)
    {
        var items = new List<T>();
        var bytes = 0L;

        // One row at a time: what comes behind the end of the page is never in memory.
        await foreach (var row in rows.Take(limit + 1).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            bytes += documentOf(row).Length;
            if (items.Count == limit || (items.Count > 0 && bytes > DocumentBytesMax))
                return new Page<T>(items, true);

            items.Add(row);
        }

        return new Page<T>(items, false);
    }
}
