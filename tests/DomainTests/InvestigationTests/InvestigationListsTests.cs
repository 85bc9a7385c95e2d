using DetectionApi.Domain.Investigation;

namespace DetectionApi.DomainTests.InvestigationTests;

/// <summary>The lists that the investigation knows, and what takes their place.</summary>
public sealed class InvestigationListsTests
{
    [Fact]
    public void Every_list_can_be_replaced_and_is_replaced_as_a_whole()
    {
        foreach (var name in InvestigationLists.Names)
        {
            var property = typeof(InvestigationLists).GetProperty(name)!;
            var lists = InvestigationLists.Default.With(new Dictionary<string, string[]> { [name] = ["only"] });

            Assert.NotEmpty((IReadOnlyList<string>)property.GetValue(InvestigationLists.Default)!);
            Assert.Equal(["only"], (IReadOnlyList<string>)property.GetValue(lists)!);
            foreach (var other in InvestigationLists.Names.Where(other => other != name))
            {
                var unchanged = typeof(InvestigationLists).GetProperty(other)!;
                Assert.Same(unchanged.GetValue(InvestigationLists.Default), unchanged.GetValue(lists));
            }
        }

        Assert.Equal(
            typeof(InvestigationLists).GetProperties()
                .Where(p => p.GetMethod is { IsStatic: false } && p.PropertyType == typeof(IReadOnlyList<string>))
                .Select(p => p.Name), InvestigationLists.Names);
    }

    [Fact]
    public void A_list_that_does_not_exist_is_refused_by_name()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            InvestigationLists.Default.With(new Dictionary<string, string[]> { ["Scripthost"] = [] }));

        Assert.Contains("no list 'Scripthost'", error.Message, StringComparison.Ordinal);
        Assert.Contains("ScriptHosts", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_tells_what_was_replaced()
    {
        var one = With("scriptHosts", "a.exe");

        Assert.Equal("2026-11-22", InvestigationLists.Default.Version);
        Assert.Matches("^2026-11-22\\+[0-9a-f]{8}$", one.Version);
        Assert.Equal(one.Version, With("SCRIPTHOSTS", "a.exe").Version);
        Assert.NotEqual(one.Version, With("scriptHosts", "b.exe").Version);
        Assert.NotEqual(one.Version, With("browsers", "a.exe").Version);
        Assert.Same(
            InvestigationLists.Default, InvestigationLists.Default.With(new Dictionary<string, string[]>()));
    }

    [Fact]
    public void A_replaced_list_counts()
    {
        var some = new SomeCase().With(SomeCase.Wrote(@"C:\x\loot.bin"));

        Assert.Equal(Answer.Unresolved, some[Question.Artifacts].Answer);
        Assert.Equal(Answer.Escalate, (some with { Lists = With("dumpNames", "LOOT.*") })[Question.Artifacts].Answer);
    }

    [Fact]
    public void Entries_are_written_as_they_are_compared()
    {
        var lists = InvestigationLists.Default;
        string[][] folders =
            [[.. lists.ProtectedFolders], [.. lists.UserWritableFolders], [.. lists.TemporaryFolders]];

        Assert.All(folders.SelectMany(f => f), folder => Assert.EndsWith(@"\", folder, StringComparison.Ordinal));
        foreach (var name in InvestigationLists.Names)
        {
            var entries = (IReadOnlyList<string>)typeof(InvestigationLists).GetProperty(name)!.GetValue(lists)!;
            Assert.Equal(entries.Distinct(StringComparer.OrdinalIgnoreCase), entries);
            if (name != nameof(InvestigationLists.RemoteLogonTypes))
                Assert.All(entries, entry => Assert.Equal(entry.ToLowerInvariant(), entry));
        }
    }

    private static InvestigationLists With(string name, params string[] entries) =>
        InvestigationLists.Default.With(new Dictionary<string, string[]> { [name] = entries });
}
