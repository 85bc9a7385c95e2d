using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Exceptions;
using DetectionApi.Persistence.Triage;
using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

/// <summary>What makes most of the queue becomes an item that covers it, and nothing that differs from it.</summary>
public sealed class ExceptionSuggestionTests
{
    private static readonly Doing ByMira = new("mira", Some.Later);

    [Fact]
    public async Task The_noisiest_come_first_and_what_calls_in_another_way_is_a_group_of_its_own()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(
        [
            .. Noise(0, 30), .. Noise(40, 3, trace: $"{Some.Unbacked}|{Some.KernelBase}"),
            .. Noise(50, 5, "0x1fffff"),
        ]);

        var groups = await store.Suggestions.NoisiestAsync(10, Some.Later, default);

        Assert.Equal(
            [(30L, "unbacked ?"), (5L, "unbacked ?"), (3L, "unbacked ?>kernelbase.dll")],
            groups.Select(group => (group.Count.Occurrences, group.Shape!)));
        Assert.Equal([30, 5, 3], groups.Select(group => group.Count.Alerts));
        Assert.Equal((1, 1), (groups[0].Hosts, groups[0].Users));
        Assert.Equal((Some.Time, Some.Time.AddSeconds(29)), (groups[0].FirstAt, groups[0].LastAt));
        var preview = await store.Previewer.PreviewAsync(groups[0].Suggestion.Terms!, default);
        Assert.Equal((30, 30L, 30), (
            preview.Hidden.Total.Alerts, preview.Hidden.Total.Occurrences, preview.Hidden.OpenAlerts));
        Assert.Equal(
            [ExceptionTerm.Shape, ExceptionTerm.AccessClasses],
            preview.Nearest.Take(2).Select(nearest => Assert.Single(nearest.Failing).Term));
    }

    [Fact]
    public async Task Only_as_many_as_asked_for_and_only_the_first()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync([.. Noise(0, 4), .. Noise(10, 9, "0x1fffff"), .. Noise(30, 6, "0x1438")]);

        Assert.Equal(9, Assert.Single(await store.Suggestions.NoisiestAsync(1, Some.Later, default)).Count.Occurrences);
    }

    [Fact]
    public async Task What_is_closed_or_covered_by_an_item_is_no_suggestion()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync([.. Noise(0, 4), .. Noise(10, 2, "0x1fffff")]);
        var groups = await store.Suggestions.NoisiestAsync(10, Some.Later, default);
        store.Exceptions.Put(new ExceptionIndex(
            [new StandingException(new Coverage("noise", 1), groups[0].Suggestion.Terms!)]));
        foreach (var alert in await store.AllAsync(new AlertFilter { PatternIds = [groups[1].PatternId] }))
            await store.Triage.ChangeAsync(
                alert.Id, null,
                new AlertChange { Status = AlertStatus.Closed, ClosingReason = ClosingReason.TruePositive }, null,
                ByMira, default);

        Assert.Empty(await store.Suggestions.NoisiestAsync(10, Some.Later, default));
    }

    [Fact]
    public async Task What_speaks_for_an_attack_is_told_and_not_left_out()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(Noise(0, 5));
        var alerts = await store.AllAsync();
        await ChangeAsync(alerts[0].Id, new AlertChange { Assignment = new Assignment("jo") });
        await ChangeAsync(alerts[1].Id, new AlertChange
        {
            Status = AlertStatus.Closed,
            ClosingReason = ClosingReason.TruePositive,
        });

        var group = Assert.Single(await store.Suggestions.NoisiestAsync(10, Some.Later, default));

        Assert.Equal((4, 1, 1, 0), (group.Count.Alerts, group.Assigned, group.TruePositives, group.Escalated));

        Task ChangeAsync(string id, AlertChange change) =>
            store.Triage.ChangeAsync(id, null, change, null, ByMira, default);
    }

    [Fact]
    public async Task Of_a_pattern_all_that_stands_in_the_queue_is_covered_and_each_shape_by_a_narrower_item()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync([.. Noise(0, 6), .. Noise(10, 2, trace: $"{Some.Unbacked}|{Some.KernelBase}")]);
        var pattern = (await store.AllAsync())[0].PatternId;

        var basis = (await store.Suggestions.OfPatternAsync(pattern, default))!;

        Assert.Equal(new HiddenCount(8, 8), basis.Count);
        Assert.Null(basis.Suggestion.Terms!.Shape);
        Assert.Equal(
            [("unbacked ?", 6L), ("unbacked ?>kernelbase.dll", 2L)],
            basis.Suggestion.Narrower.Select(narrower => (narrower.Shape, basis.ByShape[narrower.Shape].Occurrences)));
        foreach (var narrower in basis.Suggestion.Narrower)
            Assert.Equal(
                basis.ByShape[narrower.Shape],
                (await store.Previewer.PreviewAsync(narrower.Terms, default)).Hidden.Total);
    }

    [Fact]
    public async Task An_alert_that_is_not_there_is_named_and_a_pattern_without_alerts_is_none()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(Noise(0, 1));
        var id = (await store.AllAsync())[0].Id;

        Assert.Equal(["none"], (await store.Suggestions.OfAlertsAsync([id, "none"], default)).Unknown);
        Assert.Null(await store.Suggestions.OfPatternAsync("none", default));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Whatever_stands_in_the_queue_a_suggested_item_covers_its_group(int seed)
    {
        await using var store = await TestStore.NewAsync();
        var noise = new SomeNoise(new Random(seed));
        await store.RecordAsync(Enumerable.Range(0, 200).Select(_ => noise.Next()));

        var groups = await store.Suggestions.NoisiestAsync(50, Some.Later, default);

        Assert.True(groups.Count > 10);
        Assert.Equal(groups.Select(group => group.Count.Occurrences).OrderDescending(),
            groups.Select(group => group.Count.Occurrences));
        foreach (var group in groups.Where(group => group.Suggestion.Terms is not null).Take(15))
        {
            var preview = await store.Previewer.PreviewAsync(group.Suggestion.Terms!, default);
            Assert.True(preview.Hidden.Total.Occurrences >= group.Count.Occurrences);
            Assert.True(preview.Hidden.Total.Alerts >= group.Count.Alerts);
        }
    }

    private static IEnumerable<Match> Noise(int first, int count, string mask = "0x1010", string? trace = null) =>
        Enumerable.Range(first, count).Select(i => Some.Match(
            SomeMatch.EventOf(i, i, TimeSpan.FromSeconds(i))
                .With("winlog.event_data.GrantedAccess", mask)
                .With("winlog.event_data.CallTrace", trace ?? Some.Unbacked)));
}
