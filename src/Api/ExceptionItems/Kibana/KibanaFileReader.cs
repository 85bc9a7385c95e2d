using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Api.ExceptionItems.Kibana;

/// <summary>Reads an exported list line by line, and says at the end what all of it is.</summary>
/// <param name="actor">Who imports it.</param>
/// <param name="now">The time.</param>
/// <param name="days">After how many days an item expires that does not say when.</param>
internal sealed class KibanaFileReader(string actor, DateTimeOffset now, int days)
{
    // Whoever has so many things wrong in one line need not know them all.
    private const int FaultsOfLineMax = 20;

    private readonly List<ImportedItem> _items = [];
    private readonly List<ImportFault> _faults = [];
    private readonly Dictionary<string, int> _lineById = new(StringComparer.Ordinal);
    private int _lines;
    private int _lists;
    private int _itemLines;
    private (int Line, int Items)? _promised;

    /// <summary>How many items there were so far, with every line that may have been meant for one.</summary>
    public int ItemCount => _itemLines;

    /// <summary>How many lines there were so far.</summary>
    public int LineCount => _lines;

    /// <summary>Reads the next line; an empty one says nothing.</summary>
    public void Add(ReadOnlySpan<byte> line)
    {
        _lines++;
        if (_lines == 1 && line.StartsWith("\ufeff"u8)) line = line["\ufeff"u8.Length..];
        line = line.Trim(" \t\r"u8);
        if (line.IsEmpty) return;

        var read = KibanaLineReader.Read(_lines, line, new ImportContext(actor, now, days));
        if (read.Details?.ExportedExceptionListItemCount is { } promised) _promised = (_lines, promised);
        if (read.List is not null) _lists++;
        if (read.Item is not null || read.Faults is not null) _itemLines++;
        if (read.Item is { } item) Add(item);
        _faults.AddRange((read.Faults ?? []).Take(FaultsOfLineMax));
    }

    /// <summary>All that was read.</summary>
    public ImportedFile Finish()
    {
        // Lines that nobody can read may have been items.
        if (_promised is var (line, items) && _faults.Count == 0 && items != _itemLines)
            _faults.Add(new ImportFault(
                line, null, null, "exported_exception_list_item_count", Words.Of(ImportRefusalCode.CountMismatch),
                $"The file holds {_itemLines} items, and its last line says {items}: it is not whole."));
        return new ImportedFile(_lists, _items, [.. _faults.OrderBy(fault => fault.Line)]);
    }

    private void Add(ImportedItem item)
    {
        if (_lineById.TryAdd(item.Id, item.Line)) _items.Add(item);
        else
            _faults.Add(new ImportFault(
                item.Line, item.Id, null, "item_id", Words.Of(ImportRefusalCode.DuplicateItem),
                $"Line {_lineById[item.Id]} has an item {item.Id}, too; an id is one item's."));
    }
}
