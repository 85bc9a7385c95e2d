namespace DetectionApi.Api.Shippers;

/// <summary>What came of the actions of a request, in order.</summary>
/// <remarks>A shipper's batch is one action over and over, with one outcome: that takes one entry, not thousands.</remarks>
internal sealed class BulkItems
{
    private readonly List<(BulkItem Item, int Count)> _runs = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>True if a document could not be read.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>The outcomes, each with how often it comes in a row.</summary>
    public IReadOnlyList<(BulkItem Item, int Count)> Runs => _runs;

    /// <summary>Adds the outcome of the next action.</summary>
    public void Add(BulkItem item)
    {
        Count++;
        HasErrors |= item.Error is not null;
        if (_runs is [.., var last] && last.Item == item) _runs[^1] = (item, last.Count + 1);
        else _runs.Add((item, 1));
    }
}
