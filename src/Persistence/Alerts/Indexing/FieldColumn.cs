using System.Numerics;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Domain.Rules;

namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>Reads a field of rows as small numbers, and knows what the numbers mean.</summary>
internal sealed class FieldColumn(AlertField field, AlertTable table)
{
    // More than any enumeration has values.
    private const int CodesMost = 16;

    public AlertField Field { get; } = field;

    /// <summary>Adds the rows to the counts, which grow as they need.</summary>
    /// <param name="block">The block of the rows.</param>
    /// <param name="slots">The rows.</param>
    /// <param name="counts">The counts by number.</param>
    /// <param name="sign">One to add, minus one to take away.</param>
    public void Count(AlertBlock block, ReadOnlySpan<ushort> slots, ref AlertCount[] counts, int sign)
    {
        if (NumbersMost() is var most && most > counts.Length) Array.Resize(ref counts, Math.Max(most, most * 5 / 4));
        switch (Field)
        {
            case AlertField.AccessClass:
                CountClasses(block, slots, counts, sign);
                break;
            case AlertField.Status or AlertField.Disposition or AlertField.Severity or AlertField.TargetClass
                or AlertField.FirstFrameKind or AlertField.Recommendation:
                CountCodes(block, slots, counts, sign);
                break;
            default:
                CountNumbers(block, slots, counts, sign);
                break;
        }
    }

    /// <summary>What a number means; null for rows without a value.</summary>
    public string? ValueOf(int number) => Field switch
    {
        AlertField.Status => Words.Of((AlertStatus)number),
        AlertField.Disposition => Words.Of((Disposition)number),
        AlertField.Severity => Words.Of((Severity)number),
        AlertField.TargetClass => Words.Of((TargetClass)number),
        AlertField.FirstFrameKind => Words.Of((FirstFrameKind)number),
        AlertField.Recommendation => number == 0 ? null : Words.Of((Recommendation)(number - 1)),
        AlertField.AccessClass => number == 0 ? null : Words.Of((AccessClasses)(1 << (number - 1))),
        AlertField.Host => table.HostNames[number],
        AlertField.User => table.Users[number],
        AlertField.Rule => table.Rules[number],
        AlertField.Pattern => table.Pattern(number).Id,
        AlertField.Source or AlertField.Target => table.Paths[number] is [_, ..] path ? path : null,
        _ => throw new ArgumentOutOfRangeException(nameof(number), Field, null),
    };

    private int NumbersMost() => Field switch
    {
        AlertField.Host => table.HostNames.Count,
        AlertField.User => table.Users.Count,
        AlertField.Rule => table.Rules.Count,
        AlertField.Pattern => table.PatternCount,
        AlertField.Source or AlertField.Target => table.Paths.Count,
        _ => CodesMost,
    };

    private void CountCodes(AlertBlock block, ReadOnlySpan<ushort> slots, AlertCount[] counts, int sign)
    {
        var (column, shift, mask) = Field switch
        {
            AlertField.Status => (CodeColumn.Queue, 0, AlertBlock.StatusMask),
            AlertField.Disposition => (CodeColumn.Queue, AlertBlock.StatusBits, byte.MaxValue),
            AlertField.Severity => (CodeColumn.Severity, 0, byte.MaxValue),
            AlertField.TargetClass => (CodeColumn.TargetClass, 0, byte.MaxValue),
            AlertField.FirstFrameKind => (CodeColumn.FirstFrameKind, 0, byte.MaxValue),
            _ => (CodeColumn.Recommendation, 0, byte.MaxValue),
        };
        var codes = block.Codes(column);
        foreach (var slot in slots) Add(counts, (codes[slot] >> shift) & mask, block.Occurrences[slot], sign);
    }

    private void CountNumbers(AlertBlock block, ReadOnlySpan<ushort> slots, AlertCount[] counts, int sign)
    {
        var (column, meanings) = Field switch
        {
            AlertField.Host => (NumberColumn.Host, table.NameOfHost),
            AlertField.Source => (NumberColumn.Pattern, table.SourceOfPattern),
            AlertField.Target => (NumberColumn.Pattern, table.TargetOfPattern),
            AlertField.User => (NumberColumn.User, default),
            AlertField.Rule => (NumberColumn.Rule, default),
            _ => (NumberColumn.Pattern, default(ReadOnlyMemory<int>)),
        };
        var numbers = block.Numbers(column);
        if (meanings.IsEmpty)
        {
            foreach (var slot in slots) Add(counts, numbers[slot], block.Occurrences[slot], sign);
            return;
        }

        var meaning = meanings.Span;
        foreach (var slot in slots) Add(counts, meaning[numbers[slot]], block.Occurrences[slot], sign);
    }

    private void CountClasses(AlertBlock block, ReadOnlySpan<ushort> slots, AlertCount[] counts, int sign)
    {
        var patterns = block.Numbers(NumberColumn.Pattern);
        foreach (var slot in slots)
        {
            var classes = (uint)(table.Pattern(patterns[slot]).Pattern.Classes ?? AccessClasses.None);
            if (classes == 0) Add(counts, 0, block.Occurrences[slot], sign);
            for (; classes != 0; classes &= classes - 1)
                Add(counts, BitOperations.TrailingZeroCount(classes) + 1, block.Occurrences[slot], sign);
        }
    }

    private static void Add(AlertCount[] counts, int number, int occurrences, int sign)
    {
        ref var count = ref counts[number];
        count = new AlertCount(count.Alerts + sign, count.Occurrences + (sign * (long)occurrences));
    }
}
