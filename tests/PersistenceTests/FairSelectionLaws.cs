using DetectionApi.Persistence.Exceptions;
using DetectionApi.Support;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.PersistenceTests;

/// <summary>A fair selection takes what somebody takes who has seen everything before.</summary>
public sealed class FairSelectionLaws
{
    private const int Limit = 5;

    [Fact]
    public void Whatever_the_order_it_takes_what_comes_first_of_all() => Prop
        .ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var groups = Enumerable.Range(0, 1 + random.Next(12)).Select(_ => 1 + random.Next(3)).ToArray();
            var all = Enumerable.Range(0, random.Next(60))
                .Select(value => (Group: random.Next(groups.Length), Value: value)).ToList();

            foreach (var order in (int[])[1, 2])
            {
                var selection = new FairSelection<int, int>(Limit, Comparer<int>.Default);
                foreach (var (group, value) in Some.Shuffled(all, seed + order))
                    selection.Show(groups[group], group, value);

                Assert.Equal(Expected(groups, all), selection.Take());
            }
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void What_is_heavier_than_all_that_is_kept_is_not_even_shown()
    {
        var selection = new FairSelection<int, int>(2, Comparer<int>.Default);
        Assert.True(selection.MayTake(9));
        selection.Show(2, 1, 10);
        selection.Show(3, 2, 11);

        Assert.True(selection.MayTake(3));
        Assert.False(selection.MayTake(4));
    }

    private static IEnumerable<int> Expected(int[] groups, List<(int Group, int Value)> all) => all
        .GroupBy(one => one.Group)
        .SelectMany(group => group.OrderBy(one => one.Value).Select((one, rank) => (one, rank)))
        .OrderBy(ranked => groups[ranked.one.Group]).ThenBy(ranked => ranked.rank).ThenBy(ranked => ranked.one.Value)
        .Take(Limit).Select(ranked => ranked.one.Value);
}
