using DetectionApi.Domain.Events;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Alerts.Indexing;
using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

/// <summary>Names are as long as whoever sends them wants; what the index keeps of them is not.</summary>
public sealed class LongNameTests
{
    private const int LengthMax = 1_024;

    private static readonly string Long = new('a', 100_000);

    private readonly AlertTable _table = new();
    private readonly AlertRow _row = Named(Long);

    public LongNameTests() => _table.Put(_row, []);

    [Theory]
    [InlineData(AlertField.Host)]
    [InlineData(AlertField.User)]
    [InlineData(AlertField.Source)]
    [InlineData(AlertField.Target)]
    public void Counts_show_the_beginning_of_a_name(AlertField field)
    {
        var question = new SummaryQuestion([field], null, 10);

        var summary = new AlertTally(new AlertFilter(), question, _table).Show(new AlertFilter(), 10, Some.Later);

        Assert.Equal(Long[..LengthMax], Assert.Single(summary.Fields[0].Top).Value);
    }

    [Fact]
    public void A_pattern_keeps_its_id_and_the_beginning_of_its_names()
    {
        var pattern = Assert.Single(new PatternBoard(new AlertFilter(), _table).Show(Some.Later));

        Assert.Equal(_row.PatternId, pattern.Id);
        Assert.Equal(
            new AccessPattern(Long[..LengthMax], Long[..LengthMax], AccessClasses.Query, Long[..LengthMax]),
            pattern.Pattern);
    }

    [Fact]
    public void Nothing_that_is_kept_is_longer()
    {
        Assert.Equal(new Host(Long[..LengthMax], Long[..LengthMax]), _table.Hosts[1]);
        Assert.All(
            [_table.Hashes[1]!, _table.Users[1]!, _table.HostNames[1]!, _table.Paths[1]!],
            name => Assert.Equal(LengthMax, name.Length));
    }

    [Fact]
    public void A_name_is_found_by_all_of_it_and_by_what_is_shown_of_it()
    {
        foreach (var name in (string[])[Long, Long[..LengthMax], "a*"])
            foreach (var filter in (AlertFilter[])
                [
                    new AlertFilter { Hosts = [name] }, new AlertFilter { Users = [name] },
                    new AlertFilter { Sources = [name] }, new AlertFilter { Targets = [name] },
                ])
                Assert.True(new RowFilter(filter, _table).Fits(_table.Blocks[0], 0));
    }

    [Fact]
    public void A_character_of_two_halves_is_not_torn_apart()
    {
        var table = new AlertTable();
        table.Put(Named(Long[..(LengthMax - 1)] + "😀😀"), []);

        Assert.Equal(Long[..(LengthMax - 1)], table.Users[1]);
    }

    private static AlertRow Named(string name)
    {
        var pattern = new AccessPattern(name, name, AccessClasses.Query, name);
        return new SomeAlertRow(new Random(1)).New() with
        {
            Host = new Host(name, name),
            User = name,
            Sha256 = name,
            Pattern = pattern,
            PatternId = pattern.Id,
        };
    }
}
