using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.DomainTests.ExceptionItemsTests;

public sealed class BreadthTests
{
    [Fact]
    public void An_item_that_asks_for_nothing_is_as_broad_as_can_be()
    {
        var breadth = Breadth.Of(new ExceptionTerms { Classes = AccessClasses.AllAccess, IsForAllHosts = true });

        Assert.Equal(100, breadth.Score);
        Assert.Equal(100, breadth.Factors.Sum(factor => factor.PointsMax));
        Assert.All(breadth.Factors, factor => Assert.Equal(factor.PointsMax, factor.Points));
    }

    [Fact]
    public void One_file_that_does_one_thing_on_one_host_is_as_narrow_as_can_be() => Assert.Equal(
        0,
        Breadth.Of(ItemText.Parse(
            @"source.sha256 = aa; target.image = C:\Windows\explorer.exe; access.classes = query; "
            + @"scope.users = CORP\mira; source.parentExecutable = C:\Windows\explorer.exe; rules = a; validFrom = 0")
            .Terms).Score);

    [Theory]
    [InlineData("source.sha256 = aa", "source", 0)]
    [InlineData("", "source", 4)]
    [InlineData("source.executable = C:\\Program Files\\Vendor\\*.exe", "source", 9)]
    [InlineData("source.signer.subject = null", "source", 13)]
    [InlineData("source.executable = null", "source", 18)]
    [InlineData("source.signer.subject = null; source.executable = C:\\Program Files\\*\\a.exe", "source", 22)]
    [InlineData("source.signer.subject = null; source.executable = null", "source", 26)]
    [InlineData("target.image = C:\\Windows\\explorer.exe", "target", 0)]
    [InlineData("target.image = C:\\Windows\\expl*.exe", "target", 4)]
    [InlineData("target.image = C:\\x\\chrome.exe", "target", 6)]
    [InlineData("target.image = C:\\x\\sysmon.exe", "target", 9)]
    [InlineData("target.image = C:\\x\\c*.exe", "target", 13)]
    [InlineData("", "target", 12)]
    [InlineData("target.image = C:\\Windows\\System32\\*", "target", 16)]
    [InlineData("target.image = null", "target", 16)]
    [InlineData("access.classes = query", "access", 0)]
    [InlineData("access.classes = memory-read", "access", 4)]
    [InlineData("", "access", 6)]
    [InlineData("access.classes = query,memory-read,memory-write,thread,security", "access", 11)]
    [InlineData("access.classes = all-access", "access", 12)]
    [InlineData("", "call-trace", 0)]
    [InlineData("callTrace.shape = null", "call-trace", 12)]
    [InlineData("callTrace.shape = null; callTrace.firstFrame.kind = other-module", "call-trace", 9)]
    [InlineData("callTrace.shape = null; callTrace.firstFrame.module = C:\\a\\b.dll", "call-trace", 6)]
    [InlineData("callTrace.shape = null; callTrace.firstFrame.kind = null", "call-trace", 14)]
    [InlineData("", "hosts", 0)]
    [InlineData("scope.hosts = a,b", "hosts", 4)]
    [InlineData("scope.hosts = a,b,c,d,e,f,g,h,i,j,k", "hosts", 8)]
    [InlineData("scope.allHosts = true", "hosts", 17)]
    [InlineData("", "users", 4)]
    [InlineData("scope.users = a", "users", 0)]
    [InlineData("", "parent", 3)]
    [InlineData("source.parentExecutable = C:\\Users\\Public\\a.exe", "parent", 3)]
    [InlineData("source.parentExecutable = C:\\Windows\\explorer.exe", "parent", 0)]
    [InlineData("", "rules", 2)]
    [InlineData("rules = a", "rules", 0)]
    [InlineData("expiresAt = null", "time", 6)]
    [InlineData("", "time", 4)]
    [InlineData("validFrom = -2", "time", 3)]
    [InlineData("validFrom = 0", "time", 0)]
    public void A_factor_counts_what_it_leaves_open(string item, string factor, int points)
    {
        var found = Assert.Single(Breadth.Of(ItemText.Parse(item).Terms).Factors, one => one.Name == factor);

        Assert.Equal(points, found.Points);
        Assert.InRange(found.Points, 0, found.PointsMax);
        Assert.EndsWith(".", found.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void The_score_is_the_sum_of_its_factors()
    {
        var breadth = Breadth.Of(SomeItem.Terms);

        Assert.Equal(breadth.Score, breadth.Factors.Sum(factor => factor.Points));
        Assert.Distinct(breadth.Factors.Select(factor => factor.Name));
    }
}
