using System.Numerics;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Domain.Rules;

namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>Reads a field of rows as small numbers, and knows what the numbers mean.</summary>
internal sealed class FieldColumn(AlertField field, AlertTable table)
{
    public AlertField Field { get; } = field;

    /// <summary>Adds the rows to the counts, which grow as they need.</summary>
    /// <param name="block">The block of the rows.</param>
    /// <param name="slots">The rows.</param>
    /// <param name="counts">The counts by number.</param>
    /// <param name="sign">One to add, minus one to take away.</param>
    public void Count(AlertBlock block, ReadOnlySpan<ushort> slots, ref AlertCount[] counts, int sign)
    {
        if (Field is AlertField.AccessClass)
        {
            CountClasses(block, slots, ref counts, sign);
            return;
        }

        foreach (var slot in slots) Add(ref counts, NumberOf(block, slot), block.Occurrences[slot], sign);
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

    private int NumberOf(AlertBlock block, int slot) => Field switch
    {
        AlertField.Status => (int)AlertBlock.StatusOf(block.Codes(CodeColumn.Queue)[slot]),
        AlertField.Disposition => (int)AlertBlock.DispositionOf(block.Codes(CodeColumn.Queue)[slot]),
        AlertField.Severity => block.Codes(CodeColumn.Severity)[slot],
        AlertField.TargetClass => block.Codes(CodeColumn.TargetClass)[slot],
        AlertField.FirstFrameKind => block.Codes(CodeColumn.FirstFrameKind)[slot],
        AlertField.Recommendation => block.Codes(CodeColumn.Recommendation)[slot],
        AlertField.Host => table.HostNameOf(block.Numbers(NumberColumn.Host)[slot]),
        AlertField.User => block.Numbers(NumberColumn.User)[slot],
        AlertField.Rule => block.Numbers(NumberColumn.Rule)[slot],
        AlertField.Pattern => block.Numbers(NumberColumn.Pattern)[slot],
        AlertField.Source => PatternOf(block, slot).Source,
        AlertField.Target => PatternOf(block, slot).Target,
        _ => throw new ArgumentOutOfRangeException(nameof(slot), Field, null),
    };

    private void CountClasses(AlertBlock block, ReadOnlySpan<ushort> slots, ref AlertCount[] counts, int sign)
    {
        foreach (var slot in slots)
        {
            var classes = (uint)(PatternOf(block, slot).Pattern.Classes ?? AccessClasses.None);
            if (classes == 0) Add(ref counts, 0, block.Occurrences[slot], sign);
            for (; classes != 0; classes &= classes - 1)
                Add(ref counts, BitOperations.TrailingZeroCount(classes) + 1, block.Occurrences[slot], sign);
        }
    }

    private PatternEntry PatternOf(AlertBlock block, int slot) =>
        table.Pattern(block.Numbers(NumberColumn.Pattern)[slot]);

    private static void Add(ref AlertCount[] counts, int number, int occurrences, int sign)
    {
        if (number >= counts.Length) Array.Resize(ref counts, Math.Max(number + 1, counts.Length * 2));
        var count = counts[number];
        counts[number] = new AlertCount(count.Alerts + sign, count.Occurrences + (sign * (long)occurrences));
    }
}
