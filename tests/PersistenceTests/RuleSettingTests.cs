using DetectionApi.Domain.Rules;
using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

public sealed class RuleSettingTests
{
    private static readonly RuleSetting Default = RuleSetting.DefaultOf(Some.Rule);

    [Fact]
    public async Task A_setting_comes_back_as_it_was_chosen()
    {
        await using var store = await TestStore.NewAsync();
        var chosen = new RuleSetting(Some.Rule.Id, 3, false, 2, Some.Time, "x");

        Assert.Empty(await store.RuleSettings.AllAsync(default));
        Assert.True(await store.RuleSettings.TrySaveAsync(chosen, default));
        Assert.Equal([chosen], await store.RuleSettings.AllAsync(default));
        Assert.True(await store.RuleSettings.TrySaveAsync(Default with { Revision = 3 }, default));
        Assert.Equal([Default with { Revision = 3 }], await store.RuleSettings.AllAsync(default));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task A_setting_that_does_not_follow_the_one_in_force_is_not_stored(int revision)
    {
        await using var store = await TestStore.NewAsync();
        await store.RuleSettings.TrySaveAsync(Default with { Revision = 2 }, default);

        Assert.False(await store.RuleSettings.TrySaveAsync(
            Default with { Revision = revision, ActiveVersion = 3 }, default));
        Assert.Equal([Default with { Revision = 2 }], await store.RuleSettings.AllAsync(default));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task The_first_setting_follows_the_default(int revision)
    {
        await using var store = await TestStore.NewAsync();

        Assert.False(await store.RuleSettings.TrySaveAsync(Default with { Revision = revision }, default));
        Assert.Empty(await store.RuleSettings.AllAsync(default));
    }

    [Fact]
    public async Task Of_many_at_once_one_wins()
    {
        await using var store = await TestStore.NewAsync();
        var saved = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            store.RuleSettings.TrySaveAsync(Default with { Revision = 2, ChangedBy = $"{i}" }, default))));

        Assert.Single(saved, true);
        var winner = Assert.Single(await store.RuleSettings.AllAsync(default)).ChangedBy;
        Assert.Equal($"{Array.IndexOf(saved, true)}", winner);
    }
}
