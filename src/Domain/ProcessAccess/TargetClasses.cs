namespace DetectionApi.Domain.ProcessAccess;

/// <summary>The lists that decide a target's class.</summary>
/// <remarks>
/// By file name, wherever the file lies: calling a harmless program <c>lsass.exe</c> makes an access look worse than it
/// is, never better. The lists have a <see cref="Version"/>, which changes whenever they do.
/// </remarks>
public static class TargetClasses
{
    /// <summary>The version of the lists, as the date of their last change.</summary>
    public const string Version = "2026-11-21";

    // What Sysmon writes for a process that is gone: the same word on both sides says nothing about sameness.
    private const string UnknownProcess = "<unknown process>";

    private static readonly Dictionary<string, TargetClass> ByName = new(StringComparer.Ordinal)
    {
        ["lsass.exe"] = TargetClass.Credential,
        ["lsaiso.exe"] = TargetClass.Credential,
        ["keepass.exe"] = TargetClass.Credential,
        ["keepassxc.exe"] = TargetClass.Credential,
        ["1password.exe"] = TargetClass.Credential,
        ["bitwarden.exe"] = TargetClass.Credential,
        ["dashlane.exe"] = TargetClass.Credential,

        ["chrome.exe"] = TargetClass.Browser,
        ["chromium.exe"] = TargetClass.Browser,
        ["msedge.exe"] = TargetClass.Browser,
        ["msedgewebview2.exe"] = TargetClass.Browser,
        ["firefox.exe"] = TargetClass.Browser,
        ["brave.exe"] = TargetClass.Browser,
        ["opera.exe"] = TargetClass.Browser,
        ["vivaldi.exe"] = TargetClass.Browser,
        ["iexplore.exe"] = TargetClass.Browser,

        ["msmpeng.exe"] = TargetClass.SecurityProduct,
        ["mssense.exe"] = TargetClass.SecurityProduct,
        ["sensendr.exe"] = TargetClass.SecurityProduct,
        ["nissrv.exe"] = TargetClass.SecurityProduct,
        ["sysmon.exe"] = TargetClass.SecurityProduct,
        ["sysmon64.exe"] = TargetClass.SecurityProduct,
        ["winlogbeat.exe"] = TargetClass.SecurityProduct,
        ["elastic-agent.exe"] = TargetClass.SecurityProduct,
        ["elastic-endpoint.exe"] = TargetClass.SecurityProduct,
        ["csfalconservice.exe"] = TargetClass.SecurityProduct,
        ["sentinelagent.exe"] = TargetClass.SecurityProduct,
        ["repmgr.exe"] = TargetClass.SecurityProduct,
        ["cb.exe"] = TargetClass.SecurityProduct,
        ["ccsvchst.exe"] = TargetClass.SecurityProduct,
        ["mbae-svc.exe"] = TargetClass.SecurityProduct,
        ["mbamservice.exe"] = TargetClass.SecurityProduct,
    };

    /// <summary>The list, an entry a line.</summary>
    internal static IEnumerable<string> Listed => ByName.Select(entry => $"{entry.Value} {entry.Key}");

    /// <summary>
    /// Every class among the listed file names that fit; <see cref="TargetClass.Other"/> if none does.
    /// </summary>
    internal static IReadOnlySet<TargetClass> AmongThose(Func<string, bool> fits) => ByName
        .Where(entry => fits(entry.Key)).Select(entry => entry.Value).DefaultIfEmpty(TargetClass.Other).ToHashSet();

    /// <summary>The class of <paramref name="targetImage"/> as seen from <paramref name="sourceImage"/>.</summary>
    public static TargetClass Of(string? targetImage, string? sourceImage)
    {
        if (targetImage is null or UnknownProcess) return TargetClass.Other;

        var target = WindowsPath.Fold(targetImage);
        if (ByName.TryGetValue(WindowsPath.NameOf(target).TrimEnd('.', ' '), out var known)) return known;
        return sourceImage is not null && target == WindowsPath.Fold(sourceImage)
            ? TargetClass.Self
            : TargetClass.Other;
    }
}
