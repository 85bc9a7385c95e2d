using DetectionApi.Domain.Rules;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.RulesTests;

/// <summary>The rules as they were published, to the letter.</summary>
public sealed class CatalogueTests
{
    private static readonly RuleVersion First = Some.Active(3).Version;
    private static readonly RuleVersion Latest = Some.Active(316).Version;

    [Fact]
    public void The_rule_is_Elastics_with_its_latest_version_active()
    {
        var rule = Assert.Single(RuleCatalogue.BuiltIn);

        Assert.Equal("2dd480be-1263-4d9c-8672-172928f6789a", rule.Id);
        Assert.Equal("Suspicious Process Access via Direct System Call", rule.Name);
        Assert.NotEmpty(rule.Description);
        Assert.Equal([3, 316], rule.Versions.Select(v => v.Version));
        Assert.Equal(new RuleSetting(rule.Id, 316, true, 1, null, null), RuleSetting.DefaultOf(rule));
        Assert.Null(rule.Find(4));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(316)]
    public void What_both_versions_have_in_common(int number)
    {
        var version = Some.Active(number).Version;

        Assert.Equal(["Elastic"], version.Authors);
        Assert.Equal(Severity.High, version.Severity);
        Assert.Equal(73, version.RiskScore);
        Assert.Equal(5, version.IntervalMinutes);
        Assert.Equal(TimeSpan.FromMinutes(5), version.Interval);
        Assert.Equal(9, version.LookBackMinutes);
        Assert.Equal(100, version.AlertsPerIntervalMax);
        Assert.Equal("event.ingested", version.TimestampOverride);
        Assert.True(version.Guide.Length > 100);
    }

    [Fact]
    public void What_version_3_has_of_its_own()
    {
        Assert.Equal(["winlogbeat-*", "logs-windows.*"], First.IndexPatterns);
        Assert.Equal(
            [
                "https://twitter.com/SBousseaden/status/1278013896440324096",
                "https://www.ired.team/offensive-security/defense-evasion/"
                    + "using-syscalls-directly-from-visual-studio-to-bypass-avs-edrs",
            ],
            First.References);
        Assert.Equal(["Elastic", "Host", "Windows", "Threat Detection", "Defense Evasion"], First.Tags);
        Assert.Equal(["TA0005 Defense Evasion: T1055 Process Injection"], First.Threat.Select(InWords));
    }

    [Fact]
    public void What_version_316_has_of_its_own()
    {
        Assert.Equal(["winlogbeat-*", "logs-windows.sysmon_operational-*"], Latest.IndexPatterns);
        Assert.Empty(Latest.References);
        Assert.Equal(
            [
                "Domain: Endpoint", "OS: Windows", "Use Case: Threat Detection", "Tactic: Defense Evasion",
                "Tactic: Execution", "Resources: Investigation Guide", "Data Source: Sysmon",
            ],
            Latest.Tags);
        Assert.Equal(
            ["TA0005 Defense Evasion: T1055 Process Injection", "TA0002 Execution: T1106 Native API"],
            Latest.Threat.Select(InWords));
    }

    [Fact]
    public void Tactics_and_techniques_name_their_pages()
    {
        foreach (var threat in First.Threat.Concat(Latest.Threat))
        {
            Assert.Equal("MITRE ATT&CK", threat.Framework);
            Assert.Equal($"https://attack.mitre.org/tactics/{threat.Tactic.Id}/", threat.Tactic.Reference);
            Assert.All(threat.Techniques, technique =>
                Assert.Equal($"https://attack.mitre.org/techniques/{technique.Id}/", technique.Reference));
        }
    }

    [Theory]
    [InlineData("winlogbeat-8.17.0", true, true)]
    [InlineData("winlogbeat-", true, true)]
    [InlineData("winlogbeat-7.17.9-2026.03.02-000001", true, true)]
    [InlineData(null, true, true)]
    [InlineData("logs-windows.sysmon_operational-default", true, true)]
    [InlineData("logs-windows.forwarded-default", true, false)]
    [InlineData("logs-windows.sysmon_operational", true, false)]
    [InlineData("logs-windows.", true, false)]
    [InlineData("logs-windows", false, false)]
    [InlineData("winlogbeat", false, false)]
    [InlineData("my-winlogbeat-8.17.0", false, false)]
    [InlineData("Winlogbeat-8.17.0", false, false)]
    [InlineData("logs-system.security-default", false, false)]
    [InlineData("", false, false)]
    public void A_version_looks_at_its_indices_only(string? index, bool first, bool latest)
    {
        Assert.Equal(first, Some.Judge(Some.ProcessAccess().Utf8, 3, index).Matches.Count == 1);
        Assert.Equal(latest, Some.Judge(Some.ProcessAccess().Utf8, 316, index).Matches.Count == 1);
        Assert.Equal(!latest, Some.Detector().RulesFor(index).IsEmpty);
    }

    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*", "anything", true)]
    [InlineData("a*b*c", "abc", true)]
    [InlineData("a*b*c", "a-b-b-c", true)]
    [InlineData("a*b*c", "acb", false)]
    [InlineData("*a", "ba", true)]
    [InlineData("*a", "ab", false)]
    [InlineData("a", "a", true)]
    [InlineData("a", "ab", false)]
    [InlineData("a?", "ab", false)]
    public void A_star_stands_for_any_text(string pattern, string index, bool expected) =>
        Assert.Equal(expected, IndexPatterns.Match(["none", pattern], index));

    private static string InWords(Threat threat) =>
        $"{threat.Tactic.Id} {threat.Tactic.Name}: "
        + string.Join(", ", threat.Techniques.Select(t => $"{t.Id} {t.Name}"));
}
