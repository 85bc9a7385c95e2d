using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.DomainTests.ExceptionItemsTests;

/// <summary>What changed since an index was made is found as if the index were made anew.</summary>
public class ExceptionChangesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_is_put_and_removed(int seed)
    {
        var random = new Random(seed);
        ExceptionTerms Any() => new()
        {
            Executable = $@"C:\Program Files\Vendor\agent{random.Next(3)}.exe",
            TargetImage = @"C:\Program Files\App\app.exe",
            Classes = random.Next(2) == 0 ? AccessClasses.Query : AccessClasses.Query | AccessClasses.MemoryRead,
            IsForAllHosts = random.Next(2) == 0,
            Hosts = ["ws-1"],
        };
        var before = new ExceptionIndex(
            Enumerable.Range(0, 5).Select(i => new StandingException(new Coverage($"{i}", 1), Any())));
        var (changes, now) = (new ExceptionChanges(), before.Items.ToDictionary(item => item.Coverage.ItemId));
        Assert.True(changes.IsEmpty);

        for (var step = 0; step < 60; step++)
        {
            var id = $"{random.Next(12)}";
            if (random.Next(3) == 0)
            {
                changes.Remove(id);
                now.Remove(id);
            }
            else
            {
                now[id] = new StandingException(new Coverage(id, step), Any());
                changes.Put(now[id]);
            }

            var anew = new ExceptionIndex(now.Values);
            var terms = Any();
            Assert.Equal(
                anew.Containing(terms).Select(item => item.Coverage).OrderBy(one => one.ItemId),
                changes.Containing(terms, before).Select(item => item.Coverage).OrderBy(one => one.ItemId));
            Assert.Equal(
                anew.Items.Select(item => item.Coverage), changes.ApplyTo(before).Items.Select(item => item.Coverage));
        }
    }

    [Fact]
    public void Without_changes_the_index_stays_what_it_is() =>
        Assert.Same(ExceptionIndex.Empty, new ExceptionChanges().ApplyTo(ExceptionIndex.Empty));
}
