using System.Globalization;
using DetectionApi.Domain.Events;

namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>All rows of the index. One writes, or many read; who does which is decided elsewhere.</summary>
internal sealed class AlertTable
{
    private static readonly NumberColumn[] PostedColumns =
        [NumberColumn.Pattern, NumberColumn.Host, NumberColumn.User, NumberColumn.Sha256, NumberColumn.Assignee];

    private readonly Dictionary<UInt128, int> _rows = [];
    private readonly List<AlertBlock> _blocks = [];
    private readonly Vocabulary<string> _patternIds = new();
    private readonly List<PatternEntry?> _patterns = [null];
    private readonly Translation _hostNames = new();
    private readonly Translation _sources = new();
    private readonly Translation _targets = new();
    private readonly Dictionary<NumberColumn, Postings> _postings =
        PostedColumns.ToDictionary(column => column, _ => new Postings());

    /// <summary>How many rows there are.</summary>
    public int Count => _rows.Count;

    public IReadOnlyList<AlertBlock> Blocks => _blocks;

    public Vocabulary<string> Rules { get; } = new();

    public Vocabulary<Host> Hosts { get; } = new();

    /// <summary>The names of hosts: hosts of one name may have several ids.</summary>
    public Vocabulary<string> HostNames { get; } = new();

    public Vocabulary<string> Users { get; } = new();

    public Vocabulary<string> Assignees { get; } = new();

    public Vocabulary<string> Hashes { get; } = new();

    /// <summary>Sources and targets of patterns.</summary>
    public Vocabulary<string> Paths { get; } = new();

    public int PatternCount => _patterns.Count;

    public PatternEntry Pattern(int number) => _patterns[number]!;

    public int FindPattern(string id) => _patternIds.Find(id);

    /// <summary>The number of the name of each host.</summary>
    public ReadOnlyMemory<int> NameOfHost => _hostNames.All;

    /// <summary>The number of the source of each pattern.</summary>
    public ReadOnlyMemory<int> SourceOfPattern => _sources.All;

    /// <summary>The number of the target of each pattern.</summary>
    public ReadOnlyMemory<int> TargetOfPattern => _targets.All;

    public int HostNameOf(int host) => _hostNames[host];

    /// <summary>The hosts that have the name of that one.</summary>
    public IEnumerable<int> HostsNamedAs(int host) =>
        Enumerable.Range(1, _hostNames.Count - 1).Where(other => _hostNames[other] == _hostNames[host]);

    /// <summary>The rows that have a value of a column.</summary>
    public ReadOnlySpan<int> RowsOf(NumberColumn column, int value) => _postings[column][value];

    public (AlertBlock Block, int Slot) At(int row) => (_blocks[row / AlertBlock.Size], row % AlertBlock.Size);

    /// <summary>The row of an alert; null if it is not known.</summary>
    public int? Find(string id) => TryParse(id, out var key) && _rows.TryGetValue(key, out var row) ? row : null;

    /// <summary>An id is the 32 digits of a number, and numbers sort as their digits do.</summary>
    public static UInt128 Parse(string id) => TryParse(id, out var key)
        ? key
        : throw new FormatException($"'{id}' is no id of an alert.");

    public static bool TryParse(string id, out UInt128 key)
    {
        key = default;
        return id.Length == 32
            && UInt128.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out key);
    }

    public static string Format(UInt128 key) => key.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>Takes over an alert as it is now.</summary>
    public void Put(AlertRow alert, IReadOnlyCollection<IStandingResult> standing)
    {
        alert = alert.WithShortNames();
        var key = Parse(alert.Id);
        if (_rows.TryGetValue(key, out var row))
        {
            var (block, slot) = At(row);
            foreach (var result in standing) result.Leave(block, slot);
            Write(alert, row, block, slot, isNew: false);
            foreach (var result in standing) result.Enter(block, slot);
        }
        else
        {
            row = _rows.Count;
            if (row % AlertBlock.Size == 0) _blocks.Add(new AlertBlock(_blocks.Count));
            var block = _blocks[^1];
            var slot = block.Add(key);
            _rows.Add(key, row);
            Write(alert, row, block, slot, isNew: true);
            foreach (var result in standing) result.Enter(block, slot);
        }
    }

    private void Write(AlertRow alert, int row, AlertBlock block, int slot, bool isNew)
    {
        block.Set(slot, TimeColumn.FirstSeen, alert.FirstSeenAt);
        block.Set(slot, TimeColumn.LastSeen, alert.LastSeenAt);
        block.Set(slot, TimeColumn.Created, alert.CreatedAt);
        block.Set(slot, CodeColumn.Queue, AlertBlock.QueueOf(alert.Disposition, alert.Status));
        block.Set(slot, CodeColumn.Severity, (byte)alert.Severity);
        block.Set(slot, CodeColumn.TargetClass, (byte)alert.TargetClass);
        block.Set(slot, CodeColumn.FirstFrameKind, (byte)alert.FirstFrameKind);
        block.Set(slot, CodeColumn.Recommendation, (byte)(alert.Recommendation is { } known ? (int)known + 1 : 0));
        block.Set(slot, CodeColumn.ClosingReason, (byte)(alert.ClosingReason is { } why ? (int)why + 1 : 0));
        block.SetRiskScore(slot, alert.RiskScore);
        block.Occurrences[slot] = alert.OccurrenceCount;
        SetNumber(NumberColumn.Rule, Rules.NumberOf(alert.RuleId));
        SetNumber(NumberColumn.Pattern, NumberOfPattern(alert));
        SetNumber(NumberColumn.Host, NumberOfHost(alert.Host));
        SetNumber(NumberColumn.User, Users.NumberOf(alert.User));
        SetNumber(NumberColumn.Assignee, Assignees.NumberOf(alert.Assignee));
        SetNumber(NumberColumn.Sha256, Hashes.NumberOf(alert.Sha256));

        void SetNumber(NumberColumn column, int value)
        {
            if (_postings.TryGetValue(column, out var postings))
            {
                if (isNew) postings.Add(row, value);
                else postings.Move(row, block.Numbers(column)[slot], value);
            }

            block.Set(slot, column, value);
        }
    }

    private int NumberOfPattern(AlertRow alert)
    {
        var number = _patternIds.NumberOf(alert.PatternId);
        if (number < _patterns.Count) return number;

        _patterns.Add(new PatternEntry(alert.PatternId, alert.Pattern));
        _sources.Add(Paths.NumberOf(alert.Pattern.Source));
        _targets.Add(Paths.NumberOf(alert.Pattern.Target));
        return number;
    }

    private int NumberOfHost(Host host)
    {
        var number = Hosts.NumberOf(host);
        if (number == _hostNames.Count) _hostNames.Add(HostNames.NumberOf(host.Name));
        return number;
    }
}
