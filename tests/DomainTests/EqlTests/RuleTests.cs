using System.Text;
using DetectionApi.Domain.Eql;
using DetectionApi.Domain.Events;

namespace DetectionApi.DomainTests.EqlTests;

public sealed class RuleTests
{
    private const string Ntdll = @"C:\Windows\SYSTEM32\ntdll.dll+9fc24";
    private const string Kernel = @"C:\Windows\System32\KERNELBASE.dll+2c13e";
    private const string Unknown = "UNKNOWN(000001C5F8E41B2E)";

    private static readonly EqlQuery First = EqlQuery.Parse(Some.FirstRule);
    private static readonly EqlQuery Latest = EqlQuery.Parse(Some.LatestRule);

    [Fact]
    public void UNKNOWN_first_matches_even_if_ntdll_comes_later() =>
        AssertBoth(true, Some.ProcessAccess($"{Unknown}|{Ntdll}|{Kernel}"));

    [Fact]
    public void Ntdll_first_does_not_match_even_if_UNKNOWN_comes_later() =>
        AssertBoth(false, Some.ProcessAccess($"{Ntdll}|{Kernel}|{Unknown}"));

    [Fact]
    public void The_32_bit_ntdll_is_one_too() =>
        AssertBoth(false, Some.ProcessAccess($@"d:\windows\syswow64\NTDLL.DLL+1|{Unknown}"));

    [Fact]
    public void An_ntdll_elsewhere_is_none() =>
        AssertBoth(true, Some.ProcessAccess($@"C:\Users\u\ntdll.dll+1|{Kernel}"));

    [Fact]
    public void A_call_trace_of_30_KB_is_judged_like_any_other()
    {
        var rest = string.Concat(Enumerable.Repeat($"|{Kernel}", 800));

        AssertBoth(true, Some.ProcessAccess(Unknown + rest + Ntdll));
        AssertBoth(false, Some.ProcessAccess(Ntdll + rest + Unknown));
    }

    [Fact]
    public void Without_a_call_trace_nothing_is_proved()
    {
        AssertBoth(false, Some.ProcessAccess(null));
        AssertBoth(false, Some.ProcessAccess(""));
    }

    [Fact]
    public void Another_event_id_is_not_asked() => AssertBoth(false, Some.ProcessAccess(Unknown, code: "8"));

    [Theory]
    [InlineData(@"C:\Windows\System32\win32u.dll+1234")]
    [InlineData(@"C:\Windows\System32\wow64win.dll+1234")]
    [InlineData(@"C:\Windows\System32\wow64cpu.dll+1234")]
    [InlineData(@"C:\Windows\System32\sysfer.dll+1234")]
    [InlineData(@"C:\ProgramData\Symantec\Symantec Endpoint Protection\14.3\Bin\sysfer.dll+1234")]
    public void The_latest_version_knows_more_ways_into_the_kernel(string frame)
    {
        Assert.True(Some.Matches(First, Some.ProcessAccess(frame)));
        Assert.False(Some.Matches(Latest, Some.ProcessAccess(frame)));
    }

    [Theory]
    [InlineData(@"C:\Program Files (x86)\Malwarebytes Anti-Exploit\mbae-svc.exe", false)]
    [InlineData(@"C:\Program Files\Cisco\AMP\8.1.7\sfc.exe", false)]
    [InlineData(@"C:\Program Files\Cisco\AMP\sfc.exe", true)]
    [InlineData(@"C:\Program Files (x86)\Microsoft\EdgeWebView\Application\1.2\msedgewebview2.exe", false)]
    [InlineData(@"C:\Program Files\Adobe\Acrobat DC\Acrobat\acrocef_1\AcroCEF.exe", false)]
    [InlineData(null, true)]
    public void The_latest_version_leaves_some_targets_out(string? target, bool expected) =>
        Assert.Equal(expected, Some.Matches(Latest, Some.ProcessAccess(Unknown, target)));

    [Theory]
    [InlineData(@"C:\Program Files\Adobe\Acrobat DC\Acrobat\Acrobat.exe", @"C:\Windows\explorer.exe", false)]
    [InlineData(@"C:\Program Files\Adobe\Acrobat DC\Acrobat\Acrobat.exe", @"C:\Windows\System32\LSASS.exe", true)]
    [InlineData(@"C:\Program Files\Adobe\Acrobat DC\Acrobat\Acrobat.exe", null, false)]
    [InlineData(@"D:\Program Files (x86)\World of Warcraft\_classic_\WowClassic.exe", @"C:\Windows\a.exe", false)]
    [InlineData(@"C:\Users\u\a.exe", @"C:\Windows\explorer.exe", true)]
    public void The_latest_version_leaves_some_sources_out_unless_they_open_lsass(
        string source, string? target, bool expected) =>
        Assert.Equal(expected, Some.Matches(Latest, Some.ProcessAccess(Unknown, target, source)));

    [Fact]
    public void Matching_allocates_nothing()
    {
        var others = EqlQuery.Parse("""
            process where concat(process.executable, ":", process.pid, 2.5) : "*!*" or
              string(process.pid) regex "[0-9]{9}" or number(event.code) + process.pid > 99999 or
              between(winlog.event_data.TargetImage, "\\", ".") in~ ("x", "y") or cidrMatch(host.name, "::/0") or
              substring(host.name, -1) == "x" or indexOf~(host.name, "Q") > 0 or wildcard~(host.name, "q?*")
            """);
        EqlQuery[] queries = [First, Latest, others];
        var fields = new FieldSet(queries.SelectMany(q => q.Fields));
        var buffer = new EventBuffer(fields);
        var matchers = queries.Select(q => q.Compile(fields)).ToArray();
        byte[][] events = [.. Typical().Select(Encoding.UTF8.GetBytes)];

        Count(events, buffer, matchers);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var matches = 0;
        for (var round = 0; round < 100; round++) matches += Count(events, buffer, matchers);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(400, matches);
        Assert.Equal(0, allocated);
    }

    private static IEnumerable<string> Typical() =>
    [
        Some.ProcessAccess($"{Ntdll}|{Kernel}|{Unknown}"),
        Some.ProcessAccess($"{Unknown}|{Ntdll}"),
        Some.ProcessAccess($"{Unknown}|{Ntdll}", @"C:\Windows\explorer.exe"),
        Some.ProcessAccess(null, code: "1"),
        Some.ProcessAccess(Ntdll + string.Concat(Enumerable.Repeat($"|{Kernel}", 800))),
    ];

    private static int Count(byte[][] events, EventBuffer buffer, EqlMatcher[] matchers)
    {
        var count = 0;
        foreach (var document in events)
        {
            if (!buffer.TryRead(document, out var e, out _)) continue;
            foreach (var matcher in matchers)
                if (matcher.Matches(e)) count++;
        }

        return count;
    }

    private static void AssertBoth(bool expected, string document)
    {
        Assert.Equal(expected, Some.Matches(First, document));
        Assert.Equal(expected, Some.Matches(Latest, document));
    }
}
