using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence.Exceptions;
using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

/// <summary>What is explained is what is done.</summary>
public sealed class ExceptionExplainerTests
{
    private static readonly ExceptionTerms ByShape = new()
    {
        Classes = AccessClasses.Query | AccessClasses.MemoryRead,
        FirstFrameKind = FirstFrameKind.Unbacked,
        Shape = "unbacked ?",
        IsForAllHosts = true,
    };

    [Fact]
    public async Task Of_an_alert_whose_occurrences_differ_the_first_that_fares_otherwise_is_told()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(
            SomeMatch.Of(1, 1), SomeMatch.Of(1, 2, TimeSpan.FromMinutes(1)),
            Some.Match(SomeMatch.EventOf(1, 3, TimeSpan.FromMinutes(2))
                .With("winlog.event_data.CallTrace", $"{Some.Unbacked}|{Some.KernelBase}")));
        var alert = Assert.Single(await store.AllAsync());
        var accesses = await store.Explainer.AccessesOfAsync(alert, default);

        var explained = ExplainedItem.Of(null, new ExceptionMatcher(ByShape), accesses);

        Assert.Equal((3, true, 2), (accesses.Count, explained.Covers, explained.Covered));
        Assert.Equal(Some.Time.AddMinutes(2), explained.Other!.Value.Of.Access.At);
        Assert.Equal(
            ExceptionTerm.Shape, Assert.Single(explained.Other.Value.Terms, term => !term.Holds).Term);
        Assert.Null(ExplainedItem.Of(null, new ExceptionMatcher(ByShape with { Shape = null }), accesses).Other);
    }

    [Fact]
    public async Task Of_an_event_that_is_not_stored_the_context_tells_what_it_would_tell_if_it_came()
    {
        await using var store = await TestStore.NewAsync();
        await store.KeepAsync(SomeContext.Start(), SomeContext.Load());
        var read = Read(Some.ProcessAccess());

        var access = (await store.Explainer.AccessOfAsync(read, Some.Later, default)).Access;

        Assert.Equal(
            (SomeContext.Sha256, "Example Ltd", Some.Rule.Id),
            (access.Source.Sha256, access.Source.Signer.Proven, access.RuleId));
        Assert.Equal(@"C:\Windows\System32\cmd.exe", access.Source.Start!.Parent.Executable);
        Assert.Empty(await store.AllAsync());
    }

    [Fact]
    public void An_event_that_no_rule_matches_is_read_all_the_same_and_one_without_an_access_is_none()
    {
        var silent = Read(Some.ProcessAccess($"{Some.Ntdll}|{Some.KernelBase}"));
        Assert.Empty(silent.Rules);
        Assert.False(silent.IsEmpty);
        Assert.Equal(FirstFrameKind.Ntdll, silent.Access.FirstFrame.Kind);

        Assert.True(Read(SomeContext.Start()).IsEmpty);
    }

    [Fact]
    public async Task Items_that_cover_come_first_and_then_those_that_come_nearest_but_no_more_than_a_hundred()
    {
        await using var store = await TestStore.NewAsync();
        await store.RecordAsync(SomeMatch.Of(1, 1));
        store.Exceptions.Put(new ExceptionIndex(
        [
            Item("one-term", ByShape with { Shape = "unbacked ?>x.dll" }), Item("covers", ByShape),
            Item("covers-more", ByShape with { Shape = null }),
            Item("two-terms", ByShape with { Shape = "unbacked ?>x.dll", Users = [@"CORP\nobody"] }),
            .. Enumerable.Range(0, 120).Select(i => Item($"other-{i}", ByShape with
            {
                Classes = AccessClasses.Query, Users = [@"CORP\nobody"], RuleIds = ["other"],
            })),
        ]));
        var accesses = await store.Explainer.AccessesOfAsync((await store.AllAsync())[0], default);

        var explained = store.Explainer.Explain(accesses);

        Assert.Equal(ExceptionExplainer.ItemsMax, explained.Count);
        Assert.Equal(
            ["covers", "covers-more", "one-term", "two-terms"],
            explained.Take(4).Select(item => item.Coverage!.ItemId));
        Assert.Equal([true, true, false, false], explained.Take(4).Select(item => item.Covers));
    }

    private static StandingException Item(string id, ExceptionTerms terms) => new(new Coverage(id, 1), terms);

    private static ReadAccess Read(SomeEvent document)
    {
        var detector = Some.Detector();
        var read = detector.Read(document.Utf8, detector.RulesFor(null), detector.NewBuffer(), out var reason);
        Assert.Null(reason);
        return read!;
    }
}
