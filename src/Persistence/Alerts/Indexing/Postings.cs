using System.Runtime.InteropServices;

namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>For each value of a column the rows that have it, ascending.</summary>
/// <remarks>Rows without a value are in no list: nobody looks for them.</remarks>
internal sealed class Postings
{
    private readonly List<List<int>> _rows = [];

    /// <summary>The rows that have the value.</summary>
    public ReadOnlySpan<int> this[int value] => value < _rows.Count ? CollectionsMarshal.AsSpan(_rows[value]) : [];

    /// <summary>Takes over that a row has another value than before.</summary>
    public void Move(int row, int from, int to)
    {
        if (from == to) return;
        if (from > 0) _rows[from].RemoveAt(_rows[from].BinarySearch(row));
        if (to > 0) Add(row, to);
    }

    /// <summary>Takes over that a row has a value.</summary>
    public void Add(int row, int value)
    {
        if (value == 0) return;
        while (_rows.Count <= value) _rows.Add([]);
        var rows = _rows[value];

        // New rows come last; others have changed.
        if (rows.Count == 0 || rows[^1] < row) rows.Add(row);
        else rows.Insert(~rows.BinarySearch(row), row);
    }
}
