using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>Rows of one block that are still in question or were found to fit.</summary>
internal delegate void RowVisitor(AlertBlock block, ReadOnlySpan<ushort> slots);

/// <summary>A filter as the index asks it: text is compared once for each value that occurs, rows by numbers.</summary>
/// <remarks>For one thread at a time.</remarks>
internal sealed class RowFilter
{
    private readonly AlertTable _table;
    private readonly List<(CodeColumn Column, uint Codes)> _codes = [];
    private readonly List<(TimeColumn Column, long From, long Before)> _times = [];
    private readonly List<(NumberColumn Column, ValueSet Values)> _numbers = [];

    public RowFilter(AlertFilter filter, AlertTable table)
    {
        _table = table;
        AskCodes(filter);
        AskTimes(filter);
        AskNumbers(filter);
    }

    /// <summary>Shows all rows that fit, in no particular order.</summary>
    public void Visit(RowVisitor visit)
    {
        // They lie about, and a row of a block costs less.
        const int FewOf = 32;
        if (TryVisitCandidates(FewOf, visit)) return;

        foreach (var block in _table.Blocks)
            if (MayFit(block)) Visit(block, visit);
    }

    /// <summary>Shows all rows that fit, unless so many may that looking at blocks is cheaper.</summary>
    /// <param name="fewOf">They must be less than one of so many rows.</param>
    /// <param name="visit">Takes them.</param>
    public bool TryVisitCandidates(int fewOf, RowVisitor visit)
    {
        if (FewCandidates(fewOf) is not var (column, values)) return false;

        foreach (var value in values) Visit(_table.RowsOf(column, value), visit);
        return true;
    }

    /// <summary>Shows those of the rows that fit.</summary>
    public void Visit(ReadOnlySpan<int> rows, RowVisitor visit)
    {
        Span<ushort> slots = stackalloc ushort[AlertBlock.Size];
        for (var next = 0; next < rows.Length;)
        {
            var (block, _) = _table.At(rows[next]);
            var count = 0;
            for (; next < rows.Length && rows[next] - block.FirstRow is >= 0 and < AlertBlock.Size and var slot; next++)
                slots[count++] = (ushort)slot;
            Show(block, slots[..count], visit);
        }
    }

    /// <summary>Shows the rows of a block that fit.</summary>
    public void Visit(AlertBlock block, RowVisitor visit)
    {
        Span<ushort> slots = stackalloc ushort[block.Count];
        for (var slot = 0; slot < slots.Length; slot++) slots[slot] = (ushort)slot;
        Show(block, slots, visit);
    }

    /// <summary>True if the row fits.</summary>
    public bool Fits(AlertBlock block, int slot)
    {
        Span<ushort> slots = [(ushort)slot];
        return Keep(block, slots) == 1;
    }

    /// <summary>False if no row of the block can fit.</summary>
    public bool MayFit(AlertBlock block)
    {
        foreach (var (column, codes) in _codes)
            if (!block.HasAny(column, codes)) return false;
        foreach (var (column, from, before) in _times)
            if (block.Latest(column) < from || block.Earliest(column) >= before) return false;

        return true;
    }

    // The values that are wanted of the column in which the fewest rows have one of them.
    private (NumberColumn Column, IReadOnlyList<int> Values)? FewCandidates(int fewOf)
    {
        (NumberColumn, IReadOnlyList<int>)? fewest = null;
        var least = _table.Count / fewOf;
        foreach (var (column, wanted) in _numbers)
        {
            if (column is NumberColumn.Rule) continue;
            var values = wanted.Values();
            var rows = values.Sum(value => (long)_table.RowsOf(column, value).Length);
            if (rows <= least) (fewest, least) = ((column, values), (int)rows);
        }

        return fewest;
    }

    private void Show(AlertBlock block, Span<ushort> slots, RowVisitor visit)
    {
        if (Keep(block, slots) is > 0 and var count) visit(block, slots[..count]);
    }

    // Column by column: what one lets through is all that the next looks at.
    private int Keep(AlertBlock block, Span<ushort> slots)
    {
        var count = slots.Length;
        foreach (var (column, codes) in _codes) count = Keep(block.Codes(column), codes, slots[..count]);
        foreach (var (column, from, before) in _times) count = Keep(block.Times(column), from, before, slots[..count]);
        foreach (var (column, values) in _numbers) count = Keep(block.Numbers(column), values, slots[..count]);
        return count;
    }

    private static int Keep(ReadOnlySpan<byte> column, uint codes, Span<ushort> slots)
    {
        var kept = 0;
        foreach (var slot in slots)
        {
            slots[kept] = slot;
            kept += (int)((codes >> column[slot]) & 1);
        }

        return kept;
    }

    private static int Keep(ReadOnlySpan<long> column, long from, long before, Span<ushort> slots)
    {
        var kept = 0;
        foreach (var slot in slots)
        {
            slots[kept] = slot;
            if (column[slot] >= from && column[slot] < before) kept++;
        }

        return kept;
    }

    private static int Keep(ReadOnlySpan<int> column, ValueSet values, Span<ushort> slots)
    {
        var kept = 0;
        foreach (var slot in slots)
        {
            slots[kept] = slot;
            if (values.Contains(column[slot])) kept++;
        }

        return kept;
    }

    private void AskCodes(AlertFilter filter)
    {
        Ask(CodeColumn.Queue, QueuesOf(filter));
        Ask(CodeColumn.Severity, filter.Severities.Select(s => (int)s));
        Ask(CodeColumn.TargetClass, filter.TargetClasses.Select(c => (int)c));
        Ask(CodeColumn.FirstFrameKind, filter.FirstFrameKinds.Select(k => (int)k));

        Ask(CodeColumn.Recommendation, filter.Recommendations.Select(r => (int)r + 1));
        Ask(CodeColumn.ClosingReason, filter.ClosingReasons.Select(r => (int)r + 1));

        void Ask(CodeColumn column, IEnumerable<int> wanted)
        {
            var codes = wanted.Aggregate(0u, (all, code) => all | (1u << code));
            if (codes != 0) _codes.Add((column, codes));
        }
    }

    private static IEnumerable<int> QueuesOf(AlertFilter filter) =>
        filter is { Dispositions: [], Statuses: [] }
            ? []
            : from disposition in OrAll(filter.Dispositions)
              from status in OrAll(filter.Statuses)
              select (int)AlertBlock.QueueOf(disposition, status);

    private static IReadOnlyList<T> OrAll<T>(IReadOnlyList<T> wanted) where T : struct, Enum =>
        wanted.Count > 0 ? wanted : Enum.GetValues<T>();

    private void AskTimes(AlertFilter filter)
    {
        if (filter.From is { } from)
            _times.Add((TimeColumn.LastSeen, from.ToUnixTimeMilliseconds(), long.MaxValue));
        if (filter.To is { } to) _times.Add((TimeColumn.FirstSeen, long.MinValue, to.ToUnixTimeMilliseconds()));
        if (filter.CreatedFrom is { } createdFrom)
            _times.Add((TimeColumn.Created, createdFrom.ToUnixTimeMilliseconds(), long.MaxValue));
    }

    private void AskNumbers(AlertFilter filter)
    {
        if (PatternTest(filter) is { } isPattern)
            _numbers.Add((NumberColumn.Pattern, new ValueSet(
                () => _table.PatternCount, number => isPattern(_table.Pattern(number)))));
        if (filter.Hosts is [_, ..] hosts)
            _numbers.Add((NumberColumn.Host, new ValueSet(
                () => _table.Hosts.Count,
                number => hosts.Any(host => AlertNames.IsHost(_table.Hosts[number]!, host)))));
        if (filter.Users is [_, ..] users)
            _numbers.Add((NumberColumn.User, new ValueSet(
                () => _table.Users.Count, number => users.Any(user => AlertNames.IsUser(_table.Users[number], user)))));
        if (filter.Assignees is [_, ..] assignees)
            _numbers.Add((NumberColumn.Assignee, new ValueSet(
                () => _table.Assignees.Count,
                number => assignees.Any(assignee => WildcardText.Fits(assignee, _table.Assignees[number])))));
        if (filter.RuleIds is [_, ..] rules)
            _numbers.Add((NumberColumn.Rule, new ValueSet(
                () => _table.Rules.Count, number => rules.Contains(_table.Rules[number]!))));
    }

    // Sources, targets and rights are those of the pattern.
    private static Func<PatternEntry, bool>? PatternTest(AlertFilter filter)
    {
        var classes = AlertStore.WithImplying(filter.AnyAccessClass);
        if (filter is { PatternIds: [], Sources: [], Targets: [] } && classes is AccessClasses.None) return null;

        return entry => (filter.PatternIds.Count == 0 || filter.PatternIds.Contains(entry.Id))
            && (classes is AccessClasses.None || (entry.Pattern.Classes & classes) is not (null or AccessClasses.None))
            && (filter.Sources.Count == 0 || filter.Sources.Any(s => AlertNames.IsPath(entry.Pattern.Source, s)))
            && (filter.Targets.Count == 0 || filter.Targets.Any(t => AlertNames.IsPath(entry.Pattern.Target, t)));
    }
}
