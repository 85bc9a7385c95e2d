using DetectionApi.Domain.ExceptionItems;

namespace DetectionApi.DomainTests.ExceptionItemsTests;

public sealed class PathPatternTests
{
    // What a person writes ⇒ what it means; what an event says stays as it is, but for case and prefixes.
    [Theory]
    [InlineData(@"C:\Windows\System32\lsass.exe", @"c:\windows\system32\lsass.exe")]
    [InlineData(@" C:/Windows/System32/lsass.exe ", @"c:\windows\system32\lsass.exe")]
    [InlineData(@"C:\Windows \System32.\lsass.exe. .", @"c:\windows\system32\lsass.exe")]
    [InlineData(@"\\?\C:\Windows\lsass.exe", @"c:\windows\lsass.exe")]
    [InlineData(@"\??\C:\Windows\lsass.exe", @"c:\windows\lsass.exe")]
    [InlineData(@"\\.\C:\Windows\lsass.exe", @"c:\windows\lsass.exe")]
    [InlineData(@"\\?\UNC\Server\Share\a.exe", @"\\server\share\a.exe")]
    [InlineData(@"\\Server\Share\a.exe", @"\\server\share\a.exe")]
    [InlineData(@"C:\PROGRA~1\Vendor\a.exe", @"c:\program files\vendor\a.exe")]
    [InlineData(@"\\?\c:\Progra~1\a.exe", @"c:\program files\a.exe")]
    [InlineData(@"C:\PROGRA~2\a.exe", @"c:\progra~2\a.exe")]
    [InlineData(@"D:\PROGRA~1\a.exe", @"d:\progra~1\a.exe")]
    [InlineData(@"C:\x\PROGRA~1\a.exe", @"c:\x\progra~1\a.exe")]
    [InlineData(@"C:\a\..\b.exe", @"c:\a\..\b.exe")]
    public void A_path_in_an_item_is_tidied(string written, string meant)
    {
        Assert.Equal(meant, PathPattern.Of(written).Text);
        Assert.Equal(meant, ItemPath.Tidy(meant));
    }

    [Theory]
    [InlineData(@"C:\Windows \System32\lsass.exe")]
    [InlineData(@"C:\Windows.\System32\lsass.exe")]
    [InlineData(@"C:\Windows\System32\lsass.exe ")]
    [InlineData(@"C:\Windows\System32\lsass.exe.")]
    [InlineData(@" C:\Windows\System32\lsass.exe")]
    [InlineData(@"D:\Windows\System32\lsass.exe")]
    [InlineData(@"C:\Windows\System32\lsass.exe:x")]
    [InlineData(@"C:\Windows\System32\x\..\lsass.exe")]
    [InlineData(@"\\server\c$\Windows\System32\lsass.exe")]
    [InlineData(@"\Device\HarddiskVolume3\Windows\System32\lsass.exe")]
    public void A_path_in_an_event_is_not(string said) =>
        Assert.False(PathPattern.Of(@"C:\Windows\System32\lsass.exe").Matches(ItemPath.Fold(said)));

    [Theory]
    [InlineData(@"C:\WINDOWS\system32\LSASS.EXE")]
    [InlineData(@"\\?\C:\Windows/System32\lsass.exe")]
    public void Case_and_prefixes_say_nothing(string said) =>
        Assert.True(PathPattern.Of(@"C:\Windows\System32\lsass.exe").Matches(ItemPath.Fold(said)));

    [Theory]
    [InlineData(@"C:\PROGRA~1\a.exe", true)]
    [InlineData(@"C:\Program Files\a.exe", true)]
    [InlineData(@"C:\PROGRA~2\a.exe", false)]
    public void One_short_name_is_always_the_same_folder(string said, bool expected) => Assert.Equal(
        expected, PathPattern.Of(@"C:\Program Files\a.exe").Matches(ItemPath.Fold(said)));

    [Theory]
    [InlineData(@"C:\a\*\b.exe", @"c:\a\x\b.exe", true)]
    [InlineData(@"C:\a\*\b.exe", @"c:\a\\b.exe", true)]
    [InlineData(@"C:\a\*\b.exe", @"c:\a\x\y\b.exe", false)]
    [InlineData(@"C:\a\*\b.exe", @"c:\a\b.exe", false)]
    [InlineData(@"C:\a\*", @"c:\a\b.exe", true)]
    [InlineData(@"C:\a\*", @"c:\a\b\c.exe", false)]
    [InlineData(@"C:\a\*", @"c:\a\tracing:b.exe", false)]
    [InlineData(@"C:\a\*.exe", @"c:\a\b.txt:c.exe", false)]
    [InlineData(@"C:\a\?.exe", @"c:\a\b.exe", true)]
    [InlineData(@"C:\a\?.exe", @"c:\a\.exe", false)]
    [InlineData(@"C:\a\?.exe", @"c:\a\bb.exe", false)]
    [InlineData(@"C:\a?b.exe", @"c:\a\b.exe", false)]
    [InlineData(@"C:\a?b.exe", @"c:\a:b.exe", false)]
    [InlineData(@"C:\a\*x*y*.exe", @"c:\a\1x2xy3.exe", true)]
    [InlineData(@"C:\a\*x*y*.exe", @"c:\a\1y2x3.exe", false)]
    [InlineData(@"C:\a\x*\*.exe", @"c:\a\xx\b.exe", true)]
    [InlineData(@"C:\a\**", @"c:\a\b", true)]
    [InlineData(@"\\server\share\*\b.exe", @"\\server\share\x\b.exe", true)]
    public void A_wildcard_stays_within_one_name(string pattern, string path, bool expected) =>
        Assert.Equal(expected, PathPattern.Of(pattern).Matches(path));

    [Theory]
    [InlineData(@"C:\a\*.exe", @"C:\a\b*.exe", true)]
    [InlineData(@"C:\a\*.exe", @"C:\a\?.exe", true)]
    [InlineData(@"C:\a\*.exe", @"C:\A\B.EXE", true)]
    [InlineData(@"C:\a\?.exe", @"C:\a\*.exe", false)]
    [InlineData(@"C:\a\b.exe", @"C:\a\*.exe", false)]
    [InlineData(@"C:\a\b.exe", @"C:\a\?.exe", false)]
    [InlineData(@"C:\a\*\b.exe", @"C:\a\*\*.exe", false)]
    [InlineData(@"C:\a\*\*.exe", @"C:\a\*\b.exe", true)]
    public void A_pattern_contains_those_that_mean_less(string wide, string narrow, bool expected) =>
        Assert.Equal(expected, PathPattern.Of(wide).Contains(PathPattern.Of(narrow)));

    [Theory]
    [InlineData(@"c:\windows\system32\a.exe", true)]
    [InlineData(@"c:\windows\temp\a.exe", false)]
    [InlineData(@"c:\windows\*\a.exe", false)]
    [InlineData(@"c:\windows\*\*\a.exe", false)]
    [InlineData(@"c:\windows\system32\*\a.exe", false)]
    [InlineData(@"c:\windows\system32\drivers\*\a.exe", true)]
    [InlineData(@"c:\windows\t*\a.exe", false)]
    [InlineData(@"c:\windows\s*\a.exe", false)]
    [InlineData(@"c:\windows\w*\a.exe", true)]
    [InlineData(@"c:\program files\*\*\a.exe", true)]
    [InlineData(@"c:\program files\*\a:b.exe", false)]
    [InlineData(@"c:\windows\tracing:a.exe", false)]
    [InlineData(@"c:\programdata\*\a.exe", false)]
    [InlineData(@"\\server\share\a.exe", false)]
    public void A_folder_is_protected_if_nothing_that_is_meant_may_lie_elsewhere(string pattern, bool expected) =>
        Assert.Equal(expected, PathReach.IsProtected(PathPattern.Of(pattern)));
}
