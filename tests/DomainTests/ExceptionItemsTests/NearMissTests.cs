using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.DomainTests.ExceptionItemsTests;

public sealed class NearMissTests
{
    private static readonly ExceptionMatcher Matcher = new(SomeItem.Terms);

    [Fact]
    public void What_is_covered_is_no_miss() => Assert.Null(NearMiss.Of(Matcher, SomeItem.Access()));

    [Fact]
    public void A_miss_tells_the_terms_that_kept_it() => Assert.Equal(
        [ExceptionTerm.AccessClasses, ExceptionTerm.Signer],
        NearMiss.Of(Matcher, SomeItem.Access(
            SomeItem.Source with { Signer = Signer.Unknown }, classes: AccessClasses.AllAccess))!
            .Failing.Select(term => term.Term));

    [Fact]
    public void Fewer_terms_are_nearer_and_of_equally_many_the_later()
    {
        var moreRights = SomeItem.Access(classes: AccessClasses.AllAccess);
        var anotherShape = SomeItem.Access(shape: "unbacked ?");
        var anotherHost = SomeItem.Access(host: new Domain.Events.Host(null, "ws-18"));
        var both = SomeItem.Access(shape: "unbacked ?", host: new Domain.Events.Host(null, "ws-18"));
        var covered = SomeItem.Access();
        CandidateAccess[] accesses = [both, moreRights, covered, anotherHost, anotherShape];

        Assert.Equal(
            [anotherShape, anotherHost, moreRights, both],
            NearMiss.NearestOf(Matcher, accesses, 10).Select(miss => miss.Access));
        Assert.Equal([anotherShape], NearMiss.NearestOf(Matcher, accesses, 1).Select(miss => miss.Access));
    }
}
