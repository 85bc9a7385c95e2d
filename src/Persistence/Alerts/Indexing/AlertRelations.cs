using System.Numerics;
using DetectionApi.Domain.Alerts;

namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>Finds the alerts that have something in common with one, and keeps only those that tell most.</summary>
/// <remarks>
/// Nothing can be written meanwhile, and whoever causes alerts says how many rows there are to look at: each costs a
/// few comparisons, and room is taken for those that are shown only.
/// </remarks>
internal sealed class AlertRelations
{
    private const byte IsAttack = (byte)ClosingReason.TruePositive + 1;

    private static readonly AlertRelation[] All = Enum.GetValues<AlertRelation>();

    private readonly AlertTable _table;
    private readonly int _row;
    private readonly int _limit;
    private readonly (int User, int HostName, int Sha256, int Pattern) _own;
    private readonly (long From, long To) _near;
    private readonly int[] _totals = new int[All.Length];
    private int _total;

    // The last of those found so far is on top.
    private readonly PriorityQueue<uint, Place> _first;

    private AlertRelations(AlertTable table, int row, TimeSpan within, int limit)
    {
        (_table, _row, _limit, _first) = (table, row, limit, new PriorityQueue<uint, Place>(limit + 1));
        var (block, slot) = table.At(row);
        _own = ValuesOf(block, slot);
        _near = (
            block.Times(TimeColumn.FirstSeen)[slot] - (long)within.TotalMilliseconds,
            block.Times(TimeColumn.LastSeen)[slot] + (long)within.TotalMilliseconds);

        Meet(AlertRelation.User, NumberColumn.User, _own.User);
        foreach (var host in table.HostsNamedAs(block.Numbers(NumberColumn.Host)[slot]))
            Meet(AlertRelation.Host, NumberColumn.Host, host);
        Meet(AlertRelation.Sha256, NumberColumn.Sha256, _own.Sha256);
        Meet(AlertRelation.Pattern, NumberColumn.Pattern, _own.Pattern);
    }

    public static RelatedAlerts RelatedTo(AlertTable table, string alertId, TimeSpan within, int limit) =>
        table.Find(alertId) is { } row
            ? new AlertRelations(table, row, within, limit).Show()
            : new RelatedAlerts([], 0, All.ToDictionary(relation => relation, _ => 0));

    private RelatedAlerts Show()
    {
        var shown = new RelatedAlert[_first.Count];
        for (var i = shown.Length - 1; _first.TryDequeue(out var relations, out var place); i--)
            shown[i] = new RelatedAlert(
                AlertTable.Format(place.Key.Id), DateTimeOffset.FromUnixTimeMilliseconds(place.Key.LastSeen),
                [.. All.Where(relation => (relations & BitOf(relation)) != 0)]);
        return new RelatedAlerts(shown, _total, All.ToDictionary(relation => relation, r => _totals[(int)r]));
    }

    // Rows that follow each other are of one block, and most blocks are of another time.
    private void Meet(AlertRelation relation, NumberColumn column, int value)
    {
        var (known, isNear) = (-1, false);
        foreach (var row in _table.RowsOf(column, value))
        {
            var (block, slot) = _table.At(row);
            if (block.FirstRow != known)
            {
                known = block.FirstRow;
                isNear = block.Latest(TimeColumn.LastSeen) >= _near.From
                    && block.Earliest(TimeColumn.FirstSeen) <= _near.To;
            }

            if (isNear && row != _row && block.Times(TimeColumn.LastSeen)[slot] >= _near.From
                && block.Times(TimeColumn.FirstSeen)[slot] <= _near.To)
                Take(relation, block, slot);
        }
    }

    private void Take(AlertRelation relation, AlertBlock block, int slot)
    {
        _totals[(int)relation]++;

        // What has more in common is met again.
        var relations = RelationsOf(block, slot);
        if (BitOperations.TrailingZeroCount(relations) != (int)relation) return;

        _total++;
        var place = Place.Of(block, slot);
        if (_first.Count < _limit) _first.Enqueue(relations, place);
        else _first.EnqueueDequeue(relations, place);
    }

    private uint RelationsOf(AlertBlock block, int slot)
    {
        var other = ValuesOf(block, slot);
        return (other.User > 0 && other.User == _own.User ? BitOf(AlertRelation.User) : 0)
            | (other.HostName == _own.HostName ? BitOf(AlertRelation.Host) : 0)
            | (other.Sha256 > 0 && other.Sha256 == _own.Sha256 ? BitOf(AlertRelation.Sha256) : 0)
            | (other.Pattern == _own.Pattern ? BitOf(AlertRelation.Pattern) : 0);
    }

    private (int User, int HostName, int Sha256, int Pattern) ValuesOf(AlertBlock block, int slot) => (
        block.Numbers(NumberColumn.User)[slot], _table.HostNameOf(block.Numbers(NumberColumn.Host)[slot]),
        block.Numbers(NumberColumn.Sha256)[slot], block.Numbers(NumberColumn.Pattern)[slot]);

    private static uint BitOf(AlertRelation relation) => 1u << (int)relation;

    /// <summary>The place of a related alert; the greatest comes first.</summary>
    private readonly record struct Place(int Weight, SortKey Key) : IComparable<Place>
    {
        // An attacker can cause any number of alerts, but nobody judges his flood an attack piece by piece, and what
        // a rule raises is capped.
        public static Place Of(AlertBlock block, int slot) => new(
            block.Codes(CodeColumn.ClosingReason)[slot] == IsAttack ? 2
                : AlertBlock.DispositionOf(block.Codes(CodeColumn.Queue)[slot]) is Disposition.Raised ? 1
                : 0,
            SortKey.Of(block, slot, AlertOrder.LastSeen));

        public int CompareTo(Place other) =>
            Weight != other.Weight ? Weight.CompareTo(other.Weight) : Key.CompareTo(other.Key);
    }
}
