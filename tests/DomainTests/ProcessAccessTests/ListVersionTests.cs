using DetectionApi.Domain.Events;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.DomainTests.ProcessAccessTests;

/// <summary>A list that changes gets another version, so that an old judgement can be explained.</summary>
public sealed class ListVersionTests
{
    [Fact]
    public void The_targets_are_those_of_their_version() => Assert.Equal(
        ("2026-11-21", "5e0e43b4018d"), (TargetClasses.Version, Print(TargetClasses.Listed)));

    [Fact]
    public void The_modules_are_those_of_their_version() => Assert.Equal(
        ("2026-11-21", "d62f0c26436d"),
        (KnownModules.Version, Print(KnownModules.ByKind.SelectMany(k => k.Patterns.Select(p => $"{k.Kind} {p}")))));

    [Fact]
    public void The_targets_of_injection_are_those_of_their_version() => Assert.Equal(
        ("2026-11-22", "31618512e671"), (InjectionTargets.Version, Print(InjectionTargets.Names)));

    private static string Print(IEnumerable<string> list) =>
        Fingerprint.Of(list.Order(StringComparer.Ordinal)).ToString("x32")[..12];
}
