using DetectionApi.Domain.ExceptionItems;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.DomainTests.ExceptionItemsTests;

/// <summary>What is suggested covers what it was suggested from, and is as narrow as that allows.</summary>
public sealed class SuggesterLaws
{
    // The same access with something of others here and there, so that one item may often cover all of them.
    private static readonly Gen<ObservedOccurrences[]> Observed =
        from first in AnyItem.Access
        from others in AnyItem.Access.ListOf()
        from which in Gen.Choose(0, 255).ListOf(others.Count)
        select new[] { first }.Concat(others.Zip(which, (other, bits) => Mixed(first, other, bits)))
            .Select(access => new ObservedOccurrences(access)).ToArray();

    [Fact]
    public void A_suggested_item_covers_all_that_it_was_suggested_from()
    {
        var (suggested, refused) = (0, 0);
        Prop.ForAll(Observed.ToArbitrary(), observed =>
        {
            var suggestion = ExceptionSuggester.Of(observed);
            Assert.Equal(suggestion.Terms is null, suggestion.Reasons.Count > 0);
            if (suggestion.Terms is not { } terms)
            {
                refused++;
                return;
            }

            suggested++;
            Assert.All(observed, one => Assert.True(terms.Covers(one.Access)));
            Assert.All(suggestion.Narrower, narrower =>
            {
                Assert.True(terms.Contain(narrower.Terms));
                var ofShape = observed.Where(one => one.Access.Shape == narrower.Shape).ToList();
                Assert.Equal(ofShape.Count, narrower.OccurrenceCount);
                Assert.All(ofShape, one => Assert.True(narrower.Terms.Covers(one.Access)));
                Assert.True(Breadth.Of(narrower.Terms).Score <= Breadth.Of(terms).Score);
            });
        }).Check(AnyItem.Often);

        Assert.True(suggested > 50 && refused > 100, $"{suggested} suggested, {refused} refused");
    }

    [Fact]
    public void One_access_is_always_covered_unless_its_rights_cannot_be_read() => Prop.ForAll(
        AnyItem.Access.ToArbitrary(),
        access =>
        {
            var suggestion = ExceptionSuggester.Of([new ObservedOccurrences(access)]);
            var hasIdentity = !access.Source.Executable!.Contains("Windows ", StringComparison.Ordinal)
                || access.TrustedSigner is not null || access.Source.Sha256 is not null;
            Assert.Equal(access.Classes is not (null or 0) && hasIdentity, suggestion.Terms is not null);
            Assert.Empty(suggestion.Narrower);
        }).Check(AnyItem.Often);

    [Fact]
    public void The_order_of_what_was_observed_says_nothing() => Prop.ForAll(
        Observed.ToArbitrary(),
        observed =>
        {
            var (one, other) = (ExceptionSuggester.Of(observed), ExceptionSuggester.Of([.. observed.Reverse()]));
            Assert.Equal(one.Reasons, other.Reasons);
            Assert.Equal(one.Terms is null, other.Terms is null);
            if (one.Terms is { } terms)
                Assert.Equal(
                    [], ExceptionDifference.Between(SomeItem.Of(terms), SomeItem.Of(other.Terms!)));
        }).Check(AnyItem.Often);

    private static CandidateAccess Mixed(CandidateAccess first, CandidateAccess other, int bits)
    {
        bool Takes(int bit) => (bits & (1 << bit)) != 0 && (bits & 3) == 0;
        return new CandidateAccess(
            Takes(7) ? other.RuleId : first.RuleId, other.At, Takes(2) ? other.Host : first.Host,
            Takes(3) ? other.Source : first.Source, Takes(4) ? other.TargetImage : first.TargetImage,
            Takes(5) ? other.Classes : first.Classes, Takes(6) ? other.FirstFrame : first.FirstFrame,
            Takes(5) ? other.Shape : first.Shape);
    }
}
