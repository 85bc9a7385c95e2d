namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>Counts, pattern by pattern, the rows that a filter lets through.</summary>
internal sealed class PatternBoard : IStandingResult
{
    private readonly AlertTable _table;
    private readonly RowFilter _filter;
    private readonly Lock _refreshing = new();
    private readonly List<PatternTally?> _tallies = [];
    private Left? _left;

    public PatternBoard(AlertFilter filter, AlertTable table)
    {
        (_table, _filter) = (table, new RowFilter(filter, table));
        _filter.Visit((block, slots) =>
        {
            foreach (var slot in slots) Add(block, slot);
        });
    }

    public void Leave(AlertBlock block, int slot)
    {
        _left = null;
        if (!_filter.Fits(block, slot)) return;

        var tally = TallyOf(block, slot);
        tally.Count(block, slot, -1);
        _left = new Left(tally, Extent.Of(block, slot));
    }

    public void Enter(AlertBlock block, int slot)
    {
        var left = _left;
        _left = null;
        var fits = _filter.Fits(block, slot);
        if (fits) Add(block, slot);

        // A row that only grows takes nothing away from who was where and when; that is what most changes are.
        if (left is var (tally, before) && !(fits && Extent.Of(block, slot).Covers(before))) tally.IsStale = true;
    }

    /// <summary>Those with a row that the filter lets through, in no particular order.</summary>
    public IReadOnlyList<PatternSummary> Show(DateTimeOffset now)
    {
        var shown = new List<PatternSummary>();
        for (var number = 0; number < _tallies.Count; number++)
            if (CurrentOf(number) is { } tally) shown.Add(tally.Show(_table.Pattern(number), now));

        return shown;
    }

    /// <summary>What the rows of one pattern come to.</summary>
    public PatternRecurrence RecurrenceOf(int number) => CurrentOf(number)?.Recurrence() ?? PatternRecurrence.None;

    // Null if it has no rows. Many may ask at the same time, and the first brings it up to date for all.
    private PatternTally? CurrentOf(int number)
    {
        if (number >= _tallies.Count || _tallies[number] is not { IsEmpty: false } tally) return null;

        lock (_refreshing)
        {
            if (tally.IsStale) Refresh(tally, number);
        }

        return tally;
    }

    private void Add(AlertBlock block, int slot)
    {
        var tally = TallyOf(block, slot);
        tally.Count(block, slot, 1);
        tally.Extend(_table, block, slot);
    }

    private void Refresh(PatternTally tally, int number)
    {
        tally.Refresh();
        _filter.Visit(_table.RowsOf(NumberColumn.Pattern, number), (block, slots) =>
        {
            foreach (var slot in slots) tally.Extend(_table, block, slot);
        });
    }

    private PatternTally TallyOf(AlertBlock block, int slot)
    {
        var number = block.Numbers(NumberColumn.Pattern)[slot];
        while (_tallies.Count <= number) _tallies.Add(null);
        return _tallies[number] ??= new PatternTally();
    }

    private sealed record Left(PatternTally Tally, Extent Extent);

    private readonly record struct Extent(int Pattern, int Host, int User, long First, long Last)
    {
        public static Extent Of(AlertBlock block, int slot) => new(
            block.Numbers(NumberColumn.Pattern)[slot], block.Numbers(NumberColumn.Host)[slot],
            block.Numbers(NumberColumn.User)[slot], block.Times(TimeColumn.FirstSeen)[slot],
            block.Times(TimeColumn.LastSeen)[slot]);

        public bool Covers(Extent before) => (Pattern, Host) == (before.Pattern, before.Host)
            && (User == before.User || before.User == 0) && First <= before.First && Last >= before.Last;
    }
}
