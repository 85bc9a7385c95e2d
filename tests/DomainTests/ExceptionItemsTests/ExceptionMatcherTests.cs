using DetectionApi.Domain.Events;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.DomainTests.ExceptionItemsTests;

public sealed class ExceptionMatcherTests
{
    private static readonly CandidateAccess Access = SomeItem.Access();

    [Fact]
    public void An_access_that_has_all_that_is_asked_for_is_covered()
    {
        Assert.True(SomeItem.Terms.Covers(Access));
        Assert.True(ItemText.Parse(
            @"source.parentExecutable = C:\Windows\System32\Services.exe; scope.users = corp\MIRA; "
            + "rules = 2dd480be-1263-4d9c-8672-172928f6789a; "
            + "source.sha256 = AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").Terms.Covers(Access));
    }

    [Theory]
    [InlineData("rules = other", ExceptionTerm.Rule)]
    [InlineData("source.signer.subject = Vendor", ExceptionTerm.Signer)]
    [InlineData("source.executable = C:\\Program Files\\Vendor\\agent2.exe", ExceptionTerm.Executable)]
    [InlineData("source.sha256 = b", ExceptionTerm.Sha256)]
    [InlineData("source.parentExecutable = C:\\Windows\\explorer.exe", ExceptionTerm.ParentExecutable)]
    [InlineData("target.image = C:\\Windows\\explorer.exe", ExceptionTerm.Target)]
    [InlineData("access.classes = query", ExceptionTerm.AccessClasses)]
    [InlineData("callTrace.firstFrame.kind = source-image", ExceptionTerm.FirstFrame)]
    [InlineData("callTrace.firstFrame.kind = null; callTrace.firstFrame.module = C:\\y", ExceptionTerm.FirstFrame)]
    [InlineData("callTrace.shape = unbacked ?", ExceptionTerm.Shape)]
    [InlineData("scope.hosts = ws-18", ExceptionTerm.Host)]
    [InlineData("scope.hosts = null", ExceptionTerm.Host)]
    [InlineData("scope.users = CORP\\other", ExceptionTerm.User)]
    [InlineData("validFrom = 0.1", ExceptionTerm.Time)]
    [InlineData("expiresAt = 0", ExceptionTerm.Time)]
    public void One_term_that_fails_keeps_it(string item, ExceptionTerm term)
    {
        var matcher = new ExceptionMatcher(ItemText.Parse(item).Terms);

        Assert.False(matcher.Covers(Access));
        Assert.Equal([term], matcher.Explain(Access).Where(result => !result.Holds).Select(result => result.Term));
        Assert.Equal(
            term is ExceptionTerm.User or ExceptionTerm.Signer or ExceptionTerm.Sha256
                or ExceptionTerm.ParentExecutable,
            matcher.MayCover(Access));
    }

    // From the first moment on, and in the last one no longer.
    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(59_999, true)]
    [InlineData(60_000, false)]
    public void It_holds_from_its_beginning_until_its_expiry(int milliseconds, bool expected) => Assert.Equal(
        expected,
        (SomeItem.Terms with { ValidFrom = SomeItem.Now, ExpiresAt = SomeItem.Now.AddMinutes(1) })
            .Covers(SomeItem.Access(at: SomeItem.Now.AddMilliseconds(milliseconds))));

    [Theory]
    [InlineData(SignerState.Trusted, SignerFoundBy.Event, true)]
    [InlineData(SignerState.Trusted, SignerFoundBy.OwnImage, true)]
    [InlineData(SignerState.Trusted, SignerFoundBy.SameFile, true)]
    [InlineData(SignerState.Trusted, SignerFoundBy.Inventory, true)]
    [InlineData(SignerState.Trusted, SignerFoundBy.OtherHost, false)]
    [InlineData(SignerState.Trusted, null, false)]
    [InlineData(SignerState.Untrusted, SignerFoundBy.OwnImage, false)]
    [InlineData(SignerState.Unsigned, SignerFoundBy.OwnImage, false)]
    [InlineData(SignerState.Unknown, null, false)]
    public void A_signer_decides_if_it_verified_and_not_by_what_another_host_says(
        SignerState state, SignerFoundBy? foundBy, bool expected) => Assert.Equal(
        expected, SomeItem.Terms.Covers(SomeItem.Access(
            SomeItem.Source with { Signer = new Signer(state, SomeItem.Vendor, foundBy) })));

    [Theory]
    [InlineData(SignerState.Trusted, SomeItem.Vendor, SignerFoundBy.Event, true)]
    [InlineData(SignerState.Trusted, SomeItem.Vendor, SignerFoundBy.OtherHost, true)]
    [InlineData(SignerState.Trusted, SomeItem.Vendor, null, true)]
    [InlineData(SignerState.Unknown, null, null, true)]
    [InlineData(SignerState.Trusted, "Other Ltd", SignerFoundBy.OwnImage, false)]
    [InlineData(SignerState.Untrusted, SomeItem.Vendor, SignerFoundBy.OwnImage, false)]
    [InlineData(SignerState.Unsigned, null, SignerFoundBy.OwnImage, false)]
    [InlineData(SignerState.Unsigned, null, null, false)]
    public void It_may_hide_what_is_not_known_to_be_signed_by_somebody_else(
        SignerState state, string? subject, SignerFoundBy? foundBy, bool expected) => Assert.Equal(
        expected, new ExceptionMatcher(SomeItem.Terms).MayHide(SomeItem.Access(
            SomeItem.Source with { Signer = new Signer(state, subject, foundBy) })));

    [Fact]
    public void It_may_hide_an_access_of_which_a_fact_that_it_asks_for_is_not_known()
    {
        var asking = new ExceptionMatcher(SomeItem.Terms with
        {
            Users = [@"CORP\mira"], Sha256 = new string('a', 64), Shape = "unbacked ?>x.dll",
            ParentExecutable = @"C:\Windows\System32\services.exe",
        });
        var known = SomeItem.Source with
        {
            User = @"CORP\mira", Sha256 = new string('a', 64),
            Start = SomeItem.StartedBy(@"C:\Windows\System32\services.exe"),
        };
        bool MayHide(SourceProcess source, string? shape) => asking.MayHide(SomeItem.Access(source, shape: shape));

        Assert.True(MayHide(known, "unbacked ?>x.dll"));
        Assert.True(MayHide(known, null));
        Assert.True(MayHide(known with { User = null, Sha256 = null, Start = null }, null));
        Assert.False(MayHide(known, "unbacked ?>y.dll"));
        Assert.False(MayHide(known with { User = @"CORP\jo" }, null));
        Assert.False(MayHide(known with { Sha256 = new string('b', 64) }, null));
        Assert.False(MayHide(known with { Start = SomeItem.StartedBy(@"C:\x.exe") }, null));
    }

    [Fact]
    public void It_does_not_hide_what_has_another_path_or_rights_that_cannot_be_read()
    {
        var matcher = new ExceptionMatcher(SomeItem.Terms);

        Assert.False(matcher.MayHide(SomeItem.Access(SomeItem.Source with { Executable = null })));
        Assert.False(matcher.MayHide(SomeItem.Access(classes: null)));
    }

    [Theory]
    [InlineData(@"C:\Windows\System32\services.exe", StartFoundBy.EntityId, true)]
    [InlineData(@"\\?\C:\windows\system32\SERVICES.EXE", StartFoundBy.EntityId, true)]
    [InlineData(@"C:\Windows\System32\services.exe", StartFoundBy.ProcessId, false)]
    [InlineData(null, StartFoundBy.EntityId, false)]
    public void A_parent_decides_if_it_is_certain(string? parent, StartFoundBy foundBy, bool expected) => Assert.Equal(
        expected,
        (SomeItem.Terms with { ParentExecutable = @"C:\Windows\System32\services.exe" }).Covers(SomeItem.Access(
            SomeItem.Source with { Start = SomeItem.StartedBy(parent, foundBy) })));

    [Theory]
    [InlineData(null, false)]
    [InlineData(AccessClasses.None, true)]
    [InlineData(AccessClasses.Query | AccessClasses.MemoryRead, true)]
    [InlineData(AccessClasses.Query | AccessClasses.MemoryWrite, false)]
    [InlineData(AccessClasses.MemoryRead | AccessClasses.Other, false)]
    [InlineData(AccessClasses.AllAccess, false)]
    public void Rights_that_are_not_named_are_not_covered(AccessClasses? classes, bool expected) =>
        Assert.Equal(expected, SomeItem.Terms.Covers(SomeItem.Access(classes: classes)));

    [Theory]
    [InlineData(AccessClasses.Security, true)]
    [InlineData(AccessClasses.AllAccess, true)]
    [InlineData(AccessClasses.AllAccess | AccessClasses.Other, false)]
    public void All_access_implies_everything_that_has_a_name(AccessClasses classes, bool expected) => Assert.Equal(
        expected,
        (SomeItem.Terms with { Classes = AccessClasses.AllAccess }).Covers(SomeItem.Access(classes: classes)));

    [Theory]
    [InlineData("ws-17.corp.example", true)]
    [InlineData("WS-17", true)]
    [InlineData("0D1B6A0E", true)]
    [InlineData("ws-1", false)]
    [InlineData("corp.example", false)]
    [InlineData("unknown", false)]
    public void A_host_goes_by_its_name_with_or_without_its_domain_or_by_its_id(string host, bool expected) =>
        Assert.Equal(expected, (SomeItem.Terms with { Hosts = [host] }).Covers(Access));

    [Theory]
    [InlineData("unknown", null, "unknown", false)]
    [InlineData("unknown", "id-1", "id-1", true)]
    [InlineData("unknown", "id-1", "unknown", false)]
    [InlineData("ws-17", null, "ws-17", true)]
    [InlineData(".corp", null, "", false)]
    public void A_host_that_said_no_name_cannot_be_meant_by_one(
        string name, string? id, string wanted, bool expected) => Assert.Equal(
            expected, (SomeItem.Terms with { Hosts = [wanted] }).Covers(SomeItem.Access(host: new Host(id, name))));

    [Fact]
    public void What_is_found_is_told_beside_what_is_wanted()
    {
        var explained = new ExceptionMatcher(SomeItem.Terms).Explain(SomeItem.Access(
            SomeItem.Source with { Signer = new Signer(SignerState.Trusted, "Other Ltd", SignerFoundBy.OtherHost) },
            classes: null));

        Assert.Equal(explained.Select(result => result.Term).Order(), explained.Select(result => result.Term));
        Assert.Contains(
            new TermResult(
                ExceptionTerm.Signer, "Vendor Ltd, verified", "Other Ltd, verified on other hosts only", Holds: false),
            explained);
        Assert.Contains(
            new TermResult(ExceptionTerm.AccessClasses, "at most query, memory-read", null, Holds: false), explained);
        Assert.Contains(
            new TermResult(
                ExceptionTerm.Time, "from ever since until 2026-04-01T10:20:30.250Z", "2026-03-02T10:20:30.250Z",
                Holds: true),
            explained);
    }
}
