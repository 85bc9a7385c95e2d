using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Support;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.DomainTests.ProcessAccessTests;

public sealed class AccessPatternTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(1000);

    public static TheoryData<int, string, string> Paths() => Cases.Of("windows-paths.cases");

    public static TheoryData<int, string, string> Targets() => Cases.Of("target-classes.cases");

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_path_is_folded(int line, string path, string expected)
    {
        var folded = WindowsPath.Fold(path);

        Assert.True(folded == expected, $"line {line}: {folded}");
    }

    [Fact]
    public void A_folded_path_folds_to_itself() => Prop.ForAll(
        Gen.ListOf(Gen.Elements("\\", "/", "?", ".", " ", "\\\\?\\", "\\??\\", "\\\\.\\", "A", "c:", "Ä", "İ", ".."))
            .Select(string.Concat).ToArbitrary(),
        path => WindowsPath.Fold(WindowsPath.Fold(path)) == WindowsPath.Fold(path)).Check(Often);

    [Theory]
    [InlineData(@"c:\a\b.exe", "b.exe")]
    [InlineData("b.exe", "b.exe")]
    [InlineData(@"c:\a\", "")]
    [InlineData("", "")]
    public void The_name_is_what_follows_the_last_backslash(string path, string expected) =>
        Assert.Equal(expected, WindowsPath.NameOf(path));

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_target_has_a_class(int line, string image, string expected)
    {
        var found = Words.Of(TargetClasses.Of(image, @"C:\Tools\Probe.exe"));

        Assert.True(found == expected, $"line {line}: {found}");
    }

    [Fact]
    public void A_target_without_an_image_is_of_no_class()
    {
        Assert.Equal(TargetClass.Other, TargetClasses.Of(null, null));
        Assert.Equal(TargetClass.Other, TargetClasses.Of(null, @"C:\Tools\Probe.exe"));
        Assert.Equal(TargetClass.Other, TargetClasses.Of(@"C:\Tools\Probe.exe", null));
    }

    [Theory]
    [InlineData("host.name", "elsewhere")]
    [InlineData("winlog.computer_name", "elsewhere")]
    [InlineData("winlog.record_id", 9)]
    [InlineData("winlog.event_data.UtcTime", "2026-03-09 10:20:30.250")]
    [InlineData("winlog.event_data.SourceProcessGUID", "{7A2C10F3-4E1E-69A5-3B02-000000000E01}")]
    [InlineData("winlog.event_data.SourceProcessId", "1")]
    [InlineData("winlog.event_data.SourceUser", "CORP\\other")]
    [InlineData("winlog.event_data.SourceImage", @"\\?\c:\users\PUBLIC\tools\probe.exe")]
    [InlineData("winlog.event_data.TargetImage", @"c:\windows\SYSTEM32\lsass.exe")]
    [InlineData("winlog.event_data.TargetProcessId", "1")]
    [InlineData("winlog.event_data.GrantedAccess", "0x1410")]
    [InlineData("winlog.event_data.CallTrace", "UNKNOWN(0000000000000007)|UNKNOWN(0000000000000008)")]
    [InlineData("winlog.event_data.CallTrace", "UNKNOWN(0000000000000007)|C:\\a.dll+1")]
    public void The_same_pattern_has_the_same_id(string field, object value) =>
        Assert.Equal(PatternId(Some.ProcessAccess()), PatternId(Some.ProcessAccess().With(field, value)));

    [Theory]
    [InlineData("winlog.event_data.SourceImage", @"C:\Users\Public\Tools\probe2.exe")]
    [InlineData("winlog.event_data.SourceImage", null)]
    [InlineData("winlog.event_data.TargetImage", @"C:\Windows\lsass.exe")]
    [InlineData("winlog.event_data.TargetImage", null)]
    [InlineData("winlog.event_data.GrantedAccess", "0x1030")]
    [InlineData("winlog.event_data.GrantedAccess", "0x0")]
    [InlineData("winlog.event_data.GrantedAccess", null)]
    [InlineData("winlog.event_data.CallTrace", "C:\\a.dll+1|UNKNOWN(0000000000000007)")]
    [InlineData("winlog.event_data.CallTrace", "Ente")]
    public void Another_pattern_has_another_id(string field, object? value) =>
        Assert.NotEqual(PatternId(Some.ProcessAccess()), PatternId(Some.ProcessAccess().With(field, value)));

    [Fact]
    public void A_mask_without_rights_is_not_one_that_cannot_be_read() => Assert.NotEqual(
        PatternId(Some.ProcessAccess().With("winlog.event_data.GrantedAccess", "0x0")),
        PatternId(Some.ProcessAccess().With("winlog.event_data.GrantedAccess", "?")));

    [Fact]
    public void An_id_does_not_change_with_the_service() => Assert.Equal(
        "0c362b8ddc6c0959c8f4805b5667a89d", PatternId(Some.ProcessAccess()));

    [Fact]
    public void Enumerations_read_in_the_words_of_people()
    {
        Assert.Equal("source-image", Words.Of(FirstFrameKind.SourceImage));
        Assert.Equal(["query", "all-access"], Words.AllOf(AccessClasses.AllAccess | AccessClasses.Query));
        Assert.Empty(Words.AllOf(AccessClasses.None));
        Assert.Equal(["credential", "browser", "security-product", "self", "other"], Words.All<TargetClass>());
        Assert.Equal(
            [
                "ntdll", "wow64", "win32u", "security-product", "unbacked", "source-image", "other-module", "empty",
                "malformed",
            ],
            Words.All<FirstFrameKind>());
    }

    [Theory]
    [InlineData("security-product", true)]
    [InlineData("Security-Product", true)]
    [InlineData("SecurityProduct", false)]
    [InlineData("2", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_word_means_a_value_or_none(string? word, bool isOne)
    {
        Assert.Equal(isOne, Words.TryParse<TargetClass>(word, out var value));
        Assert.Equal(isOne ? TargetClass.SecurityProduct : default, value);
    }

    private static string PatternId(SomeEvent document) => Some.Match(document).Access.Pattern.Id;
}
