using DetectionApi.Domain.Events;

namespace DetectionApi.DomainTests.AccessTests;

/// <summary>Of which hosts a scope speaks.</summary>
public sealed class HostScopeTests
{
    [Theory]
    [InlineData("pc-1", "pc-1", true)]
    [InlineData("pc-1", "pc-1.example.org", true)]
    [InlineData("PC-1", "pc-1.example.org", true)]
    [InlineData("pc-1", "pc-10", false)]
    [InlineData("pc-1", "xpc-1", false)]
    [InlineData("pc-1.example.org", "pc-1.example.org", true)]
    [InlineData("pc-1.example.org", "pc-1", false)]
    [InlineData("pc-1.example.org", "pc-1.example.org.evil.test", false)]
    [InlineData("*.example.org", "pc-1.example.org", true)]
    [InlineData("*.example.org", "example.org", false)]
    [InlineData("*.example.org", "pc-1.example.org.evil.test", false)]
    [InlineData("ws-*", "ws-17.example.org", true)]
    [InlineData("ws-*", "aws-17", false)]
    [InlineData("*unknown", "unknown", false)]
    public void An_entry_means_a_whole_name_or_one_end_of_it(string entry, string host, bool isCovered) =>
        Assert.Equal(isCovered, HostScope.Of([entry])!.Covers(new Host(null, host)));

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("**")]
    [InlineData("a*b")]
    [InlineData("*a*")]
    [InlineData("a b")]
    [InlineData("a/b")]
    public void What_would_mean_everything_or_nothing_is_no_entry(string entry) =>
        Assert.False(HostScope.IsEntry(entry));

    [Fact]
    public void No_entries_are_no_scope() => Assert.Null(HostScope.Of([]));
}
