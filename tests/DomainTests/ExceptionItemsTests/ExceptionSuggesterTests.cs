using DetectionApi.Domain.Events;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.DomainTests.ExceptionItemsTests;

public sealed class ExceptionSuggesterTests
{
    [Fact]
    public void One_access_is_told_in_full()
    {
        var suggestion = Of(SomeItem.Access());

        Assert.Equal(
            [
                "rules: 2dd480be-1263-4d9c-8672-172928f6789a", "source.signer.subject: Vendor Ltd",
                @"source.executable: C:\Program Files\Vendor\agent.exe",
                @"source.parentExecutable: C:\Windows\System32\services.exe",
                @"target.image: C:\Windows\system32\lsass.exe", "access.classes: memory-read",
                "callTrace.firstFrame.kind: unbacked", $"callTrace.shape: {SomeItem.Shape}", "scope.allHosts: false",
                "scope.hosts: ws-17.corp.example", @"scope.users: CORP\mira",
            ],
            InWords(suggestion.Terms));
        Assert.Empty(suggestion.Reasons);
        Assert.Empty(suggestion.Narrower);
    }

    [Fact]
    public void Every_term_is_justified_once_and_those_left_out_as_well()
    {
        var justified = Of(SomeItem.Access()).Justified;

        Assert.Equal(Enum.GetValues<ExceptionTerm>(), justified.Select(term => term.Term));
        Assert.All(justified, term => Assert.Matches(@"^[A-Z].{10,200}\.$", term.Because));
        Assert.All(justified, term => Assert.Equal(term.IsLeftOut, term.Value.Length == 0));
        Assert.Equal(
            [ExceptionTerm.Time, ExceptionTerm.Sha256],
            justified.Where(term => term.IsLeftOut).Select(term => term.Term));
    }

    // What a person still has to say is how long it holds; then nothing refuses it.
    [Fact]
    public void What_is_suggested_of_harmless_accesses_passes_the_gate() => Assert.Equal(
        "expiry-missing expiresAt", SomeItem.InWords(SomeItem.Refusals(Of(SomeItem.Access()).Terms!)));

    [Theory]
    [InlineData(@"C:\Program Files\Vendor\1.0\agent.exe", @"c:\program files\vendor\*\agent.exe")]
    [InlineData(@"C:\Program Files\Other\agent.exe", @"c:\program files\*\agent.exe")]
    [InlineData(@"C:\PROGRA~1\VENDOR\agent.exe", SomeItem.Agent)]
    [InlineData(@"C:\Program Files\Vendor\agent-2.exe", @"c:\program files\vendor\agent*.exe")]
    [InlineData(@"C:\Program Files\Vendor\updater.exe", @"c:\program files\vendor\*.exe")]
    [InlineData(@"C:\Program Files\Vendor\agent.dll", @"c:\program files\vendor\agent.*")]
    [InlineData(@"C:\Windows\Vendor\agent.exe", null)]
    [InlineData(@"D:\Program Files\Vendor\agent.exe", null)]
    [InlineData(@"C:\Program Files\Vendor\agent.exe ", null)]
    [InlineData(@"C:\Program Files\Vendor \agent.exe", null)]
    [InlineData(@"<unknown process>", null)]
    [InlineData(null, null)]
    public void Names_that_differ_become_stars_below_the_first_folder(string? other, string? expected)
    {
        var base10 = other?.Contains("1.0", StringComparison.Ordinal) == true
            ? @"C:\Program Files\Vendor\1.1\agent.exe" : SomeItem.Agent;
        var suggestion = Of(By(base10), By(other));

        Assert.Equal(expected, suggestion.Terms!.Executable);
        Assert.Equal(SomeItem.Vendor, suggestion.Terms.Signer);
    }

    [Fact]
    public void A_signer_is_suggested_if_it_is_known_at_first_hand_of_all()
    {
        var elsewhere = SomeItem.Source with
        {
            Signer = new Signer(SignerState.Trusted, SomeItem.Vendor, SignerFoundBy.OtherHost),
        };
        var terms = Of(SomeItem.Access(), SomeItem.Access(elsewhere)).Terms!;
        Assert.Equal((null, SomeItem.Hash), (terms.Signer, terms.Sha256));

        var other = SomeItem.Source with
        {
            Signer = new Signer(SignerState.Trusted, "Other Ltd", SignerFoundBy.Event), Sha256 = new string('b', 64),
        };
        terms = Of(SomeItem.Access(), SomeItem.Access(other)).Terms!;
        Assert.Equal((null, null, SomeItem.Agent), (terms.Signer, terms.Sha256, terms.Executable));
    }

    [Fact]
    public void A_parent_is_suggested_if_it_is_certain_and_the_same()
    {
        Assert.Null(Of(SomeItem.Access(), StartedBy(@"C:\Windows\explorer.exe")).Terms!.ParentExecutable);
        Assert.Null(Of(SomeItem.Access(), SomeItem.Access(SomeItem.Source with { Start = null }))
            .Terms!.ParentExecutable);
        Assert.Equal(
            @"C:\Windows\System32\SERVICES.exe",
            Of(SomeItem.Access(), StartedBy(@"C:\Windows\System32\SERVICES.exe")).Terms!.ParentExecutable);
    }

    [Fact]
    public void Rights_are_joined() => Assert.Equal(
        AccessClasses.Query | AccessClasses.MemoryRead | AccessClasses.MemoryWrite,
        Of(
            SomeItem.Access(classes: AccessClasses.Query | AccessClasses.MemoryRead),
            SomeItem.Access(classes: AccessClasses.MemoryWrite)).Terms!.Classes);

    [Fact]
    public void Hosts_are_named_up_to_a_thousand()
    {
        Assert.Equal(1000, Of([.. Hosts(1000)]).Terms!.Hosts.Count);
        Assert.Equal((true, 0), (Of([.. Hosts(1001)]).Terms is var all && all!.IsForAllHosts, all.Hosts.Count));
        Assert.True(Of(SomeItem.Access(host: new Host(null, Host.Unknown))).Terms!.IsForAllHosts);
        Assert.Equal(["id-1"], Of(SomeItem.Access(host: new Host("id-1", Host.Unknown))).Terms!.Hosts);
    }

    [Fact]
    public void Accounts_are_named_up_to_a_hundred_if_all_are_known()
    {
        Assert.Equal(100, Of([.. Users(100)]).Terms!.Users.Count);
        Assert.Empty(Of([.. Users(101)]).Terms!.Users);
        Assert.Empty(Of(SomeItem.Access(), SomeItem.Access(SomeItem.Source with { User = null })).Terms!.Users);
        Assert.Empty(Of(SomeItem.Access(SomeItem.Source with { User = "S-1-5-18" })).Terms!.Users);
    }

    [Fact]
    public void A_module_of_many_versions_is_joined_like_a_path()
    {
        var suggestion = Of(
            By(@"C:\Program Files\Vendor\1.0\hook.dll", 0), By(@"C:\Program Files\Vendor\1.1\hook.dll", 1));

        Assert.Equal(FirstFrameKind.OtherModule, suggestion.Terms!.FirstFrameKind);
        Assert.Equal(@"c:\program files\vendor\*\hook.dll", suggestion.Terms.FirstFrameModule);
        Assert.Null(suggestion.Terms.Shape);
        Assert.Equal(2, suggestion.Narrower.Count);
    }

    [Fact]
    public void Nothing_is_suggested_of_what_one_item_cannot_cover()
    {
        Assert.Equal(["There is nothing to make an item of."], Of().Reasons);
        AssertReason("rights of 1 of 2", SomeItem.Access(), SomeItem.Access(classes: null));
        AssertReason("No rights", SomeItem.Access(classes: AccessClasses.None));
        AssertReason("The target has 2 values", SomeItem.Access(), SomeItem.Access(target: @"C:\x\y\z.exe"));
        AssertReason("The target is not said", SomeItem.Access(target: null));
        AssertReason(
            "different kinds of code, unbacked, source-image", SomeItem.Access(),
            SomeItem.Access(firstFrame: new FirstFrame(FirstFrameKind.SourceImage, SomeItem.Agent)));
        AssertReason(
            "Nothing says which program it is",
            SomeItem.Access(SomeItem.Source with { Executable = null, Signer = Signer.Unknown, Sha256 = null }));
    }

    [Fact]
    public void Different_shapes_are_suggested_one_by_one_the_most_frequent_first()
    {
        var observed = Enumerable.Range(0, 30).Select(number => new ObservedOccurrences(
            SomeItem.Access(shape: $"unbacked ?>{"abcdefghijklmno"[number / 2]}.dll"))).ToList();
        observed.Add(new ObservedOccurrences(SomeItem.Access(shape: "unbacked ?>c.dll")));
        observed.Add(new ObservedOccurrences(SomeItem.Access(shape: null)));
        observed.Add(new ObservedOccurrences(SomeItem.Access(shape: "unbacked ?>z.dll"), Count: 7));
        var suggestion = ExceptionSuggester.Of(observed);

        Assert.Null(suggestion.Terms!.Shape);
        Assert.Equal(10, suggestion.Narrower.Count);
        Assert.Equal(
            [("unbacked ?>z.dll", 7), ("unbacked ?>c.dll", 3), ("unbacked ?>a.dll", 2)],
            suggestion.Narrower.Take(3).Select(one => (one.Shape, one.OccurrenceCount)));
        Assert.All(suggestion.Narrower, one => Assert.Equal(one.Shape, one.Terms.Shape));
    }

    // Where the kinds of code differ there is no item for all, but one for each.
    [Fact]
    public void What_no_one_item_covers_several_may() => Assert.Equal(
        [FirstFrameKind.SourceImage, FirstFrameKind.Unbacked],
        Of(
            SomeItem.Access(),
            SomeItem.Access(
                firstFrame: new FirstFrame(FirstFrameKind.SourceImage, SomeItem.Agent),
                shape: @"source-image c:\program files\vendor\agent.exe"))
            .Narrower.Select(one => one.Terms.FirstFrameKind!.Value));

    private static void AssertReason(string part, params CandidateAccess[] accesses)
    {
        var suggestion = Of(accesses);
        Assert.Null(suggestion.Terms);
        Assert.Contains(part, Assert.Single(suggestion.Reasons));
    }

    private static ExceptionSuggestion Of(params CandidateAccess[] accesses) => ExceptionSuggester.Of(
        [.. accesses.Select(access => new ObservedOccurrences(access))]);

    private static CandidateAccess By(string? path) => SomeItem.Access(SomeItem.Source with { Executable = path });

    private static CandidateAccess By(string module, int number) => SomeItem.Access(
        firstFrame: new FirstFrame(FirstFrameKind.OtherModule, module), shape: $"other-module {module}>{number}.dll");

    private static CandidateAccess StartedBy(string parent) =>
        SomeItem.Access(SomeItem.Source with { Start = SomeItem.StartedBy(parent) });

    private static IEnumerable<CandidateAccess> Hosts(int count) =>
        Enumerable.Range(1, count).Select(number => SomeItem.Access(host: new Host(null, $"ws-{number}")));

    private static IEnumerable<CandidateAccess> Users(int count) => Enumerable.Range(1, count).Select(number =>
        SomeItem.Access(SomeItem.Source with { User = $@"CORP\user{number}" }));

    private static IEnumerable<string> InWords(ExceptionTerms? terms) =>
        ExceptionDifference.Between(null, SomeItem.Of(terms!)).Skip(3)
            .Select(change => $"{change.Field}: {change.To}");
}
