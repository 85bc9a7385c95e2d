using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.ExceptionItemsTests;

public sealed class CanaryTrialTests
{
    private static readonly ExceptionTerms SignerOnly = new()
    {
        Signer = "Microsoft Windows",
        TargetImage = Some.Lsass,
        Classes = AccessClasses.Query | AccessClasses.MemoryRead,
        FirstFrameKind = FirstFrameKind.Unbacked,
        IsForAllHosts = true,
    };

    private static readonly ExceptionTerms Exact = SignerOnly with
    {
        Executable = @"C:\Windows\System32\svchost.exe",
        Classes = AccessClasses.Query | AccessClasses.MemoryRead | AccessClasses.MemoryWrite,
        Shape = "unbacked ?>kernelbase.dll>sechost.dll>rpcrt4.dll>kernel32.dll>ntdll.dll",
    };

    [Fact]
    public void A_signer_alone_hides_what_is_done_from_within_signed_programs() => Assert.Equal(
        [
            "powershell-read", "rundll32-read", "cscript-read", "mshta-read", "regsvr32-read", "explorer-read",
        ],
        Hidden(SignerOnly));

    [Fact]
    public void One_program_with_its_signer_and_the_whole_shape_hides_nothing() => Assert.Empty(Hidden(Exact));

    [Fact]
    public void So_it_does_of_the_usual_item() => Assert.Empty(Hidden(SomeItem.Terms));

    [Theory]
    [InlineData(@"C:\Windows\System32\*.exe")]
    [InlineData(@"C:\Windows\System32\r*32.exe")]
    [InlineData(@"C:\Windows\*\rundll32.exe")]
    [InlineData(@"\\?\C:\windows\SYSTEM32\RUNDLL32.EXE.")]
    public void A_path_that_means_such_a_program_hides_them(string path) =>
        Assert.Contains("rundll32-read", Hidden(SignerOnly with { Executable = path }));

    [Theory]
    [InlineData("scope")]
    [InlineData("user")]
    [InlineData("parent")]
    [InlineData("rule")]
    [InlineData("time")]
    public void What_an_attacker_chooses_does_not_save_an_item(string term) => Assert.Equal(
        Hidden(SignerOnly), Hidden(term switch
        {
            "scope" => SignerOnly with { IsForAllHosts = false, Hosts = ["ws-17"] },
            "user" => SignerOnly with { Users = [@"CORP\nobody"] },
            "parent" => SignerOnly with { ParentExecutable = @"C:\Windows\System32\services.exe" },
            "rule" => SignerOnly with { RuleIds = [Some.Rule.Id] },
            _ => SignerOnly with { ValidFrom = Some.Time.AddYears(5), ExpiresAt = Some.Time.AddYears(6) },
        }));

    [Theory]
    [InlineData(FirstFrameKind.SourceImage, "runtimebroker-hollowed")]
    [InlineData(FirstFrameKind.OtherModule, "stomped-module")]
    public void Other_first_frames_have_their_attacks(FirstFrameKind kind, string canary) =>
        Assert.Contains(canary, Hidden(SignerOnly with { FirstFrameKind = kind }));

    [Theory]
    [InlineData(AccessClasses.DuplicateHandle | AccessClasses.Query, "duplicate-handle-query")]
    [InlineData(AccessClasses.AllAccess, "snapshot")]
    public void Other_rights_have_theirs(AccessClasses classes, string canary) =>
        Assert.Contains(canary, Hidden(SignerOnly with { Classes = classes }));

    // The folder that the event names ends in a blank; that of the item would be Windows' own.
    [Fact]
    public void An_item_never_means_a_folder_that_only_looks_like_its_own() => Assert.Empty(Hidden(Exact with
    {
        Executable = @"C:\Windows \System32\svchost.exe", Signer = null, Shape = null,
    }));

    private static IEnumerable<string> Hidden(ExceptionTerms terms) =>
        CanaryTrial.HiddenBy(terms, Canaries.All).Select(canary => canary.Id);
}
