using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.Alerts;

/// <summary>
/// Puts an access into one sentence: who opened whom, with what rights, and from where the call came.
/// </summary>
internal static class AlertReason
{
    public static string Of(ObservedAccess access) =>
        $"{SourceOf(access)} opened {TargetOf(access)} with {RightsOf(access)}; the system call came from "
        + $"{OriginOf(access.FirstFrame)} instead of Windows' own system-call layer.";

    private static string SourceOf(ObservedAccess access)
    {
        var name = access.Source.Name ?? "An unnamed process";
        return access.Source.Pid is { } pid ? $"{name} (process {pid})" : name;
    }

    private static string TargetOf(ObservedAccess access)
    {
        var name = access.Target.Image is { } image ? WindowsPath.NameOf(image) : "an unnamed process";
        return access.Target.Class switch
        {
            TargetClass.Credential => $"{name}, which holds credentials,",
            TargetClass.Browser => $"{name}, a browser,",
            TargetClass.SecurityProduct => $"{name}, a security product,",
            TargetClass.Self => $"{name}, its own executable,",
            _ => name,
        };
    }

    private static string RightsOf(ObservedAccess access)
    {
        if (access.Mask is not { } mask) return "rights that the event does not tell";

        var classes = Words.AllOf(mask.Classes);
        return classes.Count == 0 ? $"no rights ({mask})" : $"{string.Join(", ", classes)} rights ({mask})";
    }

    private static string OriginOf(FirstFrame frame) => frame.Kind switch
    {
        FirstFrameKind.Unbacked => "memory that no file backs",
        FirstFrameKind.SourceImage => "its own executable",
        FirstFrameKind.Malformed => "a place that the call trace does not name readably",
        FirstFrameKind.Empty => "an unknown place",
        _ => frame.Module!,
    };
}
