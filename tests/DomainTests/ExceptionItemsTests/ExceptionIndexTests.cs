using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.DomainTests.ExceptionItemsTests;

public sealed class ExceptionIndexTests
{
    private static readonly CandidateAccess Unknown = SomeItem.Access(
        SomeItem.Source with { Signer = Signer.Unknown, Sha256 = null, Start = null, User = null });

    // What the file is called is left open, so that only the signer or the hash leads to the item.
    [Theory]
    [InlineData("source.executable = null")]
    [InlineData("source.executable = C:\\Program Files\\Vendor\\*.exe")]
    [InlineData("source.executable = C:\\Program Files\\Vendor\\ag*; source.signer.subject = null")]
    [InlineData("source.executable = C:\\Program Files\\*\\agent.exe; target.image = C:\\Windows\\System32\\ls*.exe")]
    [InlineData("scope.users = CORP\\mira; source.parentExecutable = C:\\Windows\\System32\\services.exe")]
    public void What_is_not_known_yet_may_lead_to_an_item(string item)
    {
        var terms = ItemText.Parse(item).Terms;
        var index = Index(("it", terms.Signer is null ? terms with { Sha256 = SomeItem.Hash } : terms));

        Assert.Null(index.FindCovering(Unknown));
        Assert.True(index.MayCover(Unknown));
        Assert.Equal("it", index.FindCovering(SomeItem.Access())?.Coverage.ItemId);
    }

    [Theory]
    [InlineData("target.image = C:\\Windows\\explorer.exe")]
    [InlineData("source.executable = C:\\Program Files\\Vendor\\b*.exe")]
    [InlineData("source.executable = null; access.classes = query")]
    [InlineData("source.executable = null; scope.hosts = ws-18")]
    public void What_is_certain_rules_an_item_out(string item) =>
        Assert.False(Index(("it", ItemText.Parse(item).Terms)).MayCover(Unknown));

    [Fact]
    public void Of_several_items_the_narrowest_is_named_and_of_equals_the_first_by_its_id()
    {
        var wide = SomeItem.Terms with { Executable = @"C:\Program Files\*\agent.exe" };

        Assert.Equal("b", Index(("a", wide), ("c", SomeItem.Terms), ("b", SomeItem.Terms))
            .FindCovering(SomeItem.Access())?.Coverage.ItemId);
    }

    [Fact]
    public void An_item_for_many_hosts_is_found_on_each_of_them()
    {
        var index = Index(("it", SomeItem.Terms with { Hosts = [.. Enumerable.Range(1, 40).Select(n => $"WS-{n}")] }));

        Assert.NotNull(index.FindCovering(SomeItem.Access()));
        Assert.Null(index.FindCovering(SomeItem.Access(host: new Domain.Events.Host(null, "ws-41"))));
    }

    [Fact]
    public void Without_items_nothing_is_covered()
    {
        Assert.Null(ExceptionIndex.Empty.FindCovering(SomeItem.Access()));
        Assert.False(ExceptionIndex.Empty.MayCover(SomeItem.Access()));
        Assert.Empty(ExceptionIndex.Empty.Near(SomeItem.Access()));
        Assert.Empty(ExceptionIndex.Empty.Containing(SomeItem.Terms));
    }

    private static ExceptionIndex Index(params (string Id, ExceptionTerms Terms)[] items) =>
        new(items.Select(item => SomeItem.Standing(item.Id, item.Terms)));
}
