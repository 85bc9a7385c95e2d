using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Alerts.Indexing;
using DetectionApi.Support;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.PersistenceTests;

/// <summary>The index answers as somebody would who looks at every alert, whatever happened before.</summary>
public sealed class AlertIndexLaws
{
    private const int RowsAtFirst = 2_600;

    private static readonly DateTimeOffset Now = Some.Time.AddDays(1);
    private static readonly AlertField[] AllFields = Enum.GetValues<AlertField>();

    [Fact]
    public void A_list_shows_what_the_filter_lets_through_in_order_from_any_place_on() => Hold((random, world) =>
    {
        var filter = SomeFilter.Of(random);
        var order = random.Next(2) == 0 ? AlertOrder.LastSeen : AlertOrder.Severity;
        var all = world.Rows.Where(filter.LetsThrough)
            .OrderByDescending(row => order is AlertOrder.Severity ? row.RiskScore : 0)
            .ThenByDescending(row => row.LastSeenAt).ThenByDescending(row => row.Id, StringComparer.Ordinal).ToList();
        var skipped = random.Next(3) == 0 ? 0 : random.Next(all.Count + 1);
        SortKey? after = skipped == 0
            ? null
            : SortKey.Of(
                new AlertPosition(all[skipped - 1].RiskScore, all[skipped - 1].LastSeenAt, all[skipped - 1].Id), order);

        var found = new FirstRows(new RowFilter(filter, world.Table), order, after, 40).In(world.Table);

        Assert.Equal(all.Skip(skipped).Take(40).Select(row => row.Id), found.Select(AlertTable.Format));
    });

    [Fact]
    public void A_span_that_just_touches_an_alert_shows_it() => Hold((_, world) =>
    {
        // The last and the first of each block are those that are passed over most easily.
        foreach (var block in world.Rows.Chunk(AlertBlock.Size))
        {
            AssertCounted(world, new AlertFilter { From = block.Max(row => row.LastSeenAt) });
            AssertCounted(world, new AlertFilter { To = block.Min(row => row.FirstSeenAt).AddMilliseconds(1) });
            AssertCounted(world, new AlertFilter { CreatedFrom = block.Max(row => row.CreatedAt) });
        }
    });

    [Fact]
    public void A_summary_counts_what_the_filter_lets_through_asked_now_or_kept_since_long() => Hold((random, world) =>
    {
        var filter = SomeFilter.Of(random);
        var question = new SummaryQuestion(AllFields, Of<HistogramInterval>(random), 3);
        var kept = world.Keep(new AlertTally(filter, question, world.Table));
        for (var i = random.Next(30); i > 0; i--) world.Change();
        var expected = world.Rows.Where(filter.LetsThrough).ToList();

        foreach (var tally in (AlertTally[])[kept, new AlertTally(filter, question, world.Table)])
        {
            var summary = tally.Show(filter, question.Top, Now.AddYears(1));
            Assert.Equal(CountOf(expected), summary.Total);
            foreach (var field in summary.Fields) AssertSame(ByValue(expected, field.Field), field);
            Assert.Equal(
                summary.Total,
                summary.Histogram.Aggregate(summary.Before.Plus(summary.After), (sum, bar) => sum.Plus(bar.Count)));
            Assert.All(summary.Histogram, bar => Assert.Equal(
                CountOf(expected.Where(row => StartOf(row.LastSeenAt, question.Interval) == bar.At)), bar.Count));
        }
    });

    [Fact]
    public void Patterns_are_counted_as_if_each_alert_was_looked_at() => Hold((random, world) =>
    {
        var filter = SomeFilter.Of(random);
        var kept = world.Keep(new PatternBoard(filter, world.Table));
        for (var i = random.Next(30); i > 0; i--) world.Change();
        var expected = world.Rows.Where(filter.LetsThrough).GroupBy(row => row.PatternId)
            .OrderBy(rows => rows.Key, StringComparer.Ordinal).Select(rows => Shown([.. rows])).ToList();

        foreach (var board in (PatternBoard[])[kept, new PatternBoard(filter, world.Table)])
            Assert.Equal(
                expected, board.Show(Now).OrderBy(pattern => pattern.Id, StringComparer.Ordinal).Select(Shown));
    });

    [Fact]
    public void A_pattern_recurs_on_all_that_have_it() => Hold((random, world) =>
    {
        var id = world.Any().PatternId;
        var expected = world.Rows.Where(row => row.PatternId == id).ToList();

        var recurrence = new PatternBoard(new AlertFilter(), world.Table).RecurrenceOf(world.Table.FindPattern(id));

        Assert.Equal(
            (CountOf(expected), HostsOf(expected), UsersOf(expected), expected.Min(row => row.FirstSeenAt),
                expected.Count(row => row.Status is AlertStatus.Closed)),
            (recurrence.Count, recurrence.Hosts, recurrence.Users, recurrence.FirstSeenAt, recurrence.ClosedAlerts));
        Assert.All(recurrence.ClosedByReason, reason =>
            Assert.Equal(expected.Count(row => row.ClosingReason == reason.Key), reason.Value));
    });

    [Fact]
    public void Related_are_all_that_have_something_in_common_and_what_tells_most_is_shown() => Hold((random, world) =>
    {
        var alert = world.Any();
        var within = TimeSpan.FromMinutes(random.Next(600));
        var expected = world.Rows
            .Where(row => row.Id != alert.Id && row.LastSeenAt >= alert.FirstSeenAt - within
                && row.FirstSeenAt <= alert.LastSeenAt + within)
            .Select(row => (Row: row, Relations: RelationsOf(alert, row))).Where(other => other.Relations.Count > 0)
            .OrderBy(other => RankOf(other.Row)).ThenByDescending(other => other.Row.LastSeenAt)
            .ThenByDescending(other => other.Row.Id, StringComparer.Ordinal).ToList();

        var related = AlertRelations.RelatedTo(world.Table, alert.Id, within, 20);

        Assert.Equal(expected.Count, related.Total);
        Assert.Equal(expected.Take(20).Select(other => other.Row.Id), related.First.Select(other => other.Id));
        Assert.All(
            related.First.Zip(expected), pair => Assert.Equal(pair.Second.Relations, pair.First.Relations));
        Assert.All(related.TotalByRelation, total => Assert.Equal(
            expected.Count(other => other.Relations.Contains(total.Key)), total.Value));
    });

    private static void AssertCounted(World world, AlertFilter filter) => Assert.Equal(
        CountOf(world.Rows.Where(filter.LetsThrough)),
        new AlertTally(filter, new SummaryQuestion([], null, 1), world.Table).Show(filter, 1, Now).Total);

    private static void Hold(Action<Random, World> law) => Prop
        .ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var world = new World(random);
            for (var i = 0; i < 12; i++)
            {
                law(random, world);
                world.Change();
            }
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    private static AlertCount CountOf(IEnumerable<AlertRow> rows) => rows.Aggregate(
        default(AlertCount), (sum, row) => sum.Plus(new AlertCount(1, row.OccurrenceCount)));

    private static int HostsOf(IEnumerable<AlertRow> rows) => rows.Select(row => row.Host.Name).Distinct().Count();

    private static int UsersOf(IEnumerable<AlertRow> rows) =>
        rows.Select(row => row.User).OfType<string>().Distinct().Count();

    private static DateTimeOffset StartOf(DateTimeOffset time, HistogramInterval? interval) =>
        new(time.Year, time.Month, time.Day, interval is HistogramInterval.Hour ? time.Hour : 0, 0, 0, TimeSpan.Zero);

    private static Dictionary<string, AlertCount> ByValue(IEnumerable<AlertRow> rows, AlertField field) => rows
        .SelectMany(row => ValuesOf(row, field).Select(value => (Value: value ?? "null", Row: row)))
        .GroupBy(pair => pair.Value).ToDictionary(same => same.Key, same => CountOf(same.Select(pair => pair.Row)));

    private static void AssertSame(Dictionary<string, AlertCount> expected, FieldCounts found)
    {
        Assert.Equal(Math.Min(3, expected.Count), found.Top.Count);
        Assert.All(found.Top, value => Assert.Equal(expected[value.Value ?? "null"], value.Count));
        Assert.Equal(
            expected.Values.Select(count => count.Alerts).OrderDescending().Take(3),
            found.Top.Select(value => value.Count.Alerts));
        Assert.Equal(expected.Count - found.Top.Count, found.OtherValues);
        Assert.Equal(
            expected.Values.Sum(count => count.Occurrences),
            found.Others.Occurrences + found.Top.Sum(value => value.Count.Occurrences));
    }

    private static IEnumerable<string?> ValuesOf(AlertRow row, AlertField field) => field switch
    {
        AlertField.Status => [Words.Of(row.Status)],
        AlertField.Severity => [Words.Of(row.Severity)],
        AlertField.Host => [row.Host.Name],
        AlertField.User => [row.User],
        AlertField.Source => [row.Pattern.Source.Length > 0 ? row.Pattern.Source : null],
        AlertField.Target => [row.Pattern.Target.Length > 0 ? row.Pattern.Target : null],
        AlertField.TargetClass => [Words.Of(row.TargetClass)],
        AlertField.AccessClass => SomeFilter.ClassesOf(row).Select(Words.Of).DefaultIfEmpty(null),
        AlertField.FirstFrameKind => [Words.Of(row.FirstFrameKind)],
        AlertField.Rule => [row.RuleId],
        AlertField.Pattern => [row.PatternId],
        AlertField.Disposition => [Words.Of(row.Disposition)],
        _ => [row.Recommendation is { } known ? Words.Of(known) : null],
    };

    private static string Shown(IReadOnlyList<AlertRow> rows)
    {
        var open = rows.Where(row => row.Status is not AlertStatus.Closed).ToList();
        var today = StartOf(Now, HistogramInterval.Day);
        return Text(
            rows[0].PatternId, (open.Count > 0 ? open : rows).Max(row => row.Severity),
            open.Min(row => row.Recommendation), open.Count, CountOf(rows), HostsOf(rows), UsersOf(rows),
            rows.Min(row => row.FirstSeenAt), rows.Max(row => row.LastSeenAt),
            string.Join(',', Enumerable.Range(-6, 7).Select(ago => rows.Count(
                row => StartOf(row.FirstSeenAt, HistogramInterval.Day) == today.AddDays(ago)))));
    }

    private static string Shown(PatternSummary pattern) => Text(
        pattern.Id, pattern.Severity, pattern.Recommendation, pattern.OpenAlerts, pattern.Count, pattern.Hosts,
        pattern.Users, pattern.FirstSeenAt, pattern.LastSeenAt,
        string.Join(',', pattern.Trend.Select(bar => bar.Count.Alerts)));

    private static string Text(params object?[] values) =>
        string.Join(" | ", values.Select(value => FormattableString.Invariant($"{value}")));

    private static List<AlertRelation> RelationsOf(AlertRow one, AlertRow other)
    {
        var relations = new List<AlertRelation>();
        if (one.User is not null && one.User == other.User) relations.Add(AlertRelation.User);
        if (one.Host.Name == other.Host.Name) relations.Add(AlertRelation.Host);
        if (one.Sha256 is not null && one.Sha256 == other.Sha256) relations.Add(AlertRelation.Sha256);
        if (one.PatternId == other.PatternId) relations.Add(AlertRelation.Pattern);
        return relations;
    }

    private static int RankOf(AlertRow row) =>
        row.ClosingReason is ClosingReason.TruePositive ? 0 : row.Disposition is Disposition.Raised ? 1 : 2;

    private static T Of<T>(Random random) where T : struct, Enum =>
        Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)];

    /// <summary>An index, and beside it all that it should know.</summary>
    private sealed class World
    {
        private readonly Random _random;
        private readonly SomeAlertRow _some;
        private readonly List<AlertRow> _rows = [];
        private readonly List<IStandingResult> _kept = [];

        public World(Random random)
        {
            (_random, _some) = (random, new SomeAlertRow(random));
            for (var i = 0; i < RowsAtFirst; i++) Put(_some.New());
            for (var i = 0; i < RowsAtFirst / 10; i++) Change();
        }

        public IReadOnlyList<AlertRow> Rows => _rows;

        public AlertTable Table { get; } = new();

        public AlertRow Any() => _rows[_random.Next(_rows.Count)];

        public T Keep<T>(T result) where T : IStandingResult
        {
            _kept.Add(result);
            return result;
        }

        public void Change()
        {
            if (_random.Next(5) == 0)
            {
                Put(_some.New());
                return;
            }

            var index = _random.Next(_rows.Count);
            _rows[index] = _some.Changed(_rows[index]);
            Table.Put(_rows[index], _kept);
        }

        private void Put(AlertRow row)
        {
            _rows.Add(row);
            Table.Put(row, _kept);
        }
    }
}
