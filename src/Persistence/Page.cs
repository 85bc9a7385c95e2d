namespace DetectionApi.Persistence;

/// <summary>A part of a list.</summary>
/// <param name="Items">The rows.</param>
/// <param name="HasMore">True if the list goes on behind them.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, bool HasMore)
{
    /// <summary>Makes a page of rows that were read one past the limit, to see whether there is more.</summary>
    internal static Page<T> Of(List<T> oneMore, int limit) => oneMore.Count > limit
        ? new Page<T>(oneMore[..limit], true)
        : new Page<T>(oneMore, false);
}
