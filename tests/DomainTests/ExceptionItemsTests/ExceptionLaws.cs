using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.DomainTests.ExceptionItemsTests;

/// <summary>What holds of all items and accesses.</summary>
public sealed class ExceptionLaws
{
    private static readonly Arbitrary<ExceptionTerms> Terms = AnyItem.Terms.ToArbitrary();
    private static readonly Arbitrary<CandidateAccess> Access = AnyItem.Access.ToArbitrary();
    private static readonly Arbitrary<CandidateAccess[]> Accesses = AnyItem.Access.ArrayOf(30).ToArbitrary();

    // Some terms, and the same with some more.
    private static readonly Arbitrary<(ExceptionTerms, ExceptionTerms)> Pairs = (
        from terms in AnyItem.Terms
        from other in AnyItem.Terms
        from which in Gen.Choose(0, 13).ListOf(2)
        select (terms, which.Aggregate(terms, (some, one) => AnyItem.Narrowed(some, other, one)))).ToArbitrary();

    [Fact]
    public void What_contains_another_item_covers_all_that_it_covers()
    {
        var (contained, covered) = (0, 0);
        Prop.ForAll(
            Pairs, Terms, Accesses,
            (pair, other, accesses) =>
            {
                var (wide, narrow) = pair;
                foreach (var (a, b) in new[] { (wide, narrow), (wide, other), (narrow, other) })
                {
                    if (!a.Contain(b)) continue;
                    contained++;
                    var (wider, narrower) = (new ExceptionMatcher(a), new ExceptionMatcher(b));
                    foreach (var access in accesses.Where(narrower.Covers))
                    {
                        covered++;
                        Assert.True(wider.Covers(access));
                    }
                }
            }).Check(AnyItem.Often);

        Assert.True(contained > 200 && covered > 100, $"{contained} contained, {covered} covered");
    }

    [Fact]
    public void Every_item_contains_itself() => Prop.ForAll(
        Terms, terms => Assert.True(terms.Contain(terms))).Check(AnyItem.Often);

    [Fact]
    public void A_term_more_never_widens()
    {
        var covered = 0;
        Prop.ForAll(
            Pairs, Accesses,
            (pair, accesses) =>
            {
                var (terms, narrowed) = pair;
                var (before, after) = (new ExceptionMatcher(terms), new ExceptionMatcher(narrowed));
                foreach (var access in accesses.Where(after.Covers))
                {
                    covered++;
                    Assert.True(before.Covers(access));
                }

                Assert.True(Breadth.Of(narrowed).Score <= Breadth.Of(terms).Score);
            }).Check(AnyItem.Often);

        Assert.True(covered > 100, $"{covered} covered");
    }

    [Fact]
    public void What_is_explained_is_what_is_done() => Prop.ForAll(
        Terms, Access,
        (terms, access) =>
        {
            var matcher = new ExceptionMatcher(terms);
            Assert.Equal(matcher.Covers(access), matcher.Explain(access).All(term => term.Holds));
            Assert.True(matcher.MayCover(access) || !matcher.Covers(access));
            Assert.Equal(matcher.Covers(access), NearMiss.Of(matcher, access) is null);
        }).Check(AnyItem.Often);

    [Fact]
    public void The_index_finds_what_a_look_at_every_item_finds()
    {
        var found = 0;
        Prop.ForAll(
            AnyItem.Terms.ListOf(12).ToArbitrary(), Accesses,
            (items, accesses) =>
            {
                var index = new ExceptionIndex(items.Select((terms, n) => SomeItem.Standing($"item-{n:d2}", terms)));
                foreach (var access in accesses)
                {
                    var first = index.Items.FirstOrDefault(item => item.Matcher.Covers(access));
                    if (first is not null) found++;
                    Assert.Equal(first?.Coverage, index.FindCovering(access)?.Coverage);
                    if (first is not null) Assert.Contains(first, index.Near(access));
                }
            }).Check(AnyItem.Often.WithMaxTest(300));

        Assert.True(found > 200, $"{found} found");
    }

    [Fact]
    public void Whatever_the_context_tells_the_index_said_that_it_may_cover()
    {
        var learned = 0;
        Prop.ForAll(
            AnyItem.Terms.ListOf(4).ToArbitrary(), Access, AnyItem.Source.ToArbitrary(),
            (items, access, facts) =>
            {
                var index = new ExceptionIndex(items.Select((terms, n) =>
                    SomeItem.Standing($"item-{n}", n % 2 == 0 ? terms : AnyItem.Fitting(terms, access))));
                var known = With(access, access.Source.With(facts));
                if (index.FindCovering(known) is null) return;
                if (index.FindCovering(access) is null) learned++;
                Assert.True(index.MayCover(access));
            }).Check(AnyItem.Often);

        Assert.True(learned > 20, $"{learned} learned");
    }

    [Fact]
    public void The_index_finds_every_item_that_contains_another()
    {
        var found = 0;
        Prop.ForAll(
            AnyItem.Terms.ListOf(8).ToArbitrary(), Terms, Gen.Choose(0, 999).ListOf(3).ToArbitrary(),
            (items, other, which) =>
            {
                var index = new ExceptionIndex(items.Select((terms, n) => SomeItem.Standing($"item-{n}", terms)));
                var asked = which.Aggregate(
                    items.Count > 0 ? items[0] : other, (terms, one) => AnyItem.Narrowed(terms, other, one));
                var expected = index.Items.Where(item => item.Terms.Contain(asked)).ToList();
                found += expected.Count;
                Assert.Equal(
                    expected.Select(item => item.Coverage.ItemId).Order(),
                    index.Containing(asked).Select(item => item.Coverage.ItemId).Order());
            }).Check(AnyItem.Often);

        Assert.True(found > 200, $"{found} found");
    }

    [Fact]
    public void A_pattern_contains_another_only_if_it_means_all_that_the_other_means() => Prop.ForAll(
        AnyItem.Pattern.ToArbitrary(), AnyItem.Pattern.ToArbitrary(), AnyItem.Path.ToArbitrary(),
        (one, other, path) =>
        {
            var (a, b) = (PathPattern.Of(one), PathPattern.Of(other));
            var folded = ItemPath.Fold(path);
            Assert.True(a.Contains(a));
            if (a.Contains(b) && b.Matches(folded)) Assert.True(a.Matches(folded), $"{a} {b} {folded}");
            if (a.IsExact) Assert.Equal(a.Text == folded, a.Matches(folded));
            Assert.Equal(a.Text, PathPattern.Of(a.Text).Text);
        }).Check(AnyItem.Often);

    [Fact]
    public void A_pattern_means_the_paths_that_its_names_mean_one_by_one() => Prop.ForAll(
        AnyItem.Pattern.ToArbitrary(), AnyItem.Path.ToArbitrary(),
        (written, path) =>
        {
            var (pattern, folded) = (PathPattern.Of(written), ItemPath.Fold(path));
            var (wanted, names) = (pattern.Text.Split('\\'), folded.Split('\\'));
            Assert.Equal(
                wanted.Length == names.Length
                    && wanted.Zip(names).All(pair => pair.First == pair.Second
                        || KnownFolders.Matches(pair.First, pair.Second)),
                pattern.Matches(folded));
        }).Check(AnyItem.Often);

    private static CandidateAccess With(CandidateAccess access, SourceProcess source) => new(
        access.RuleId, access.At, access.Host, source, access.TargetImage, access.Classes, access.FirstFrame,
        access.Shape);
}
