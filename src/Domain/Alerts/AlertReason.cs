using DetectionApi.Domain.Events;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.Alerts;

/// <summary>
/// Puts an access into one sentence: where, who opened whom, with what rights, and from where the call came. It claims
/// no
/// more than the event establishes.
/// </summary>
internal static class AlertReason
{
    private const string UnknownProcess = "<unknown process>";

    private static readonly Dictionary<AccessClasses, string> RightsTo = new()
    {
        [AccessClasses.Query] = "query it",
        [AccessClasses.MemoryRead] = "read its memory",
        [AccessClasses.MemoryWrite] = "change its memory",
        [AccessClasses.Thread] = "start threads in it",
        [AccessClasses.DuplicateHandle] = "take its handles",
        [AccessClasses.ProcessControl] = "end, suspend or alter it",
        [AccessClasses.Security] = "change who may open it",
        [AccessClasses.Other] = "do what Windows does not define",
        [AccessClasses.AllAccess] = "do everything with it",
    };

    public static string Of(
        Host host, SourceProcess source, TargetProcess target, AccessMask? mask, FirstFrame firstFrame) =>
        $"On {HostOf(host)}, {SourceOf(source)} opened {TargetOf(source, target)} {RightsOf(mask)}; "
        + $"{OriginOf(firstFrame)}.";

    private static string HostOf(Host host) =>
        host.Name == Host.Unknown ? "a host that is not named" : Quoted.Of(host.Name);

    private static string SourceOf(SourceProcess source) =>
        NameOf(source.Name) + InBrackets(
            source.Pid is { } pid ? $"process {pid}" : null, source.User is { } user ? Quoted.Of(user) : null);

    private static string TargetOf(SourceProcess source, TargetProcess target)
    {
        var name = NameOf(target.Image) + InBrackets(target.Pid is { } pid ? $"process {pid}" : null);
        return target.Class switch
        {
            TargetClass.Credential => $"{name}, which holds credentials,",
            TargetClass.Browser => $"{name}, a browser,",
            TargetClass.SecurityProduct => $"{name}, a security product,",
            TargetClass.Self when target.EntityId is not null && target.EntityId == source.EntityId =>
                $"{name}, itself,",
            TargetClass.Self => $"{name}, another process of the same program,",
            _ => name,
        };
    }

    private static string NameOf(string? path) =>
        path is null or UnknownProcess ? "an unknown process" : Quoted.Of(WindowsPath.NameOf(path));

    private static string InBrackets(params IEnumerable<string?> parts) =>
        string.Join(", ", parts.OfType<string>()) is { Length: > 0 } known ? $" ({known})" : "";

    private static string RightsOf(AccessMask? mask)
    {
        if (mask is not { } known) return "with rights that cannot be read";

        var rights = RightsTo.Where(right => known.Classes.HasFlag(right.Key)).Select(right => right.Value).ToList();
        return rights switch
        {
            [] => $"without any rights ({known})",
            [var only] => $"with the right to {only} ({known})",
            [.. var first, var last] => $"with the rights to {string.Join(", ", first)} and {last} ({known})",
        };
    }

    private static string OriginOf(FirstFrame frame)
    {
        const string NotWindows = "not from Windows' own system-call layer";
        var module = Quoted.Of(frame.Module ?? "");

        return frame.Kind switch
        {
            FirstFrameKind.Unbacked => $"the system call came from memory that no file backs, {NotWindows}",
            FirstFrameKind.SourceImage => $"the system call came from its own executable, {NotWindows}",
            FirstFrameKind.OtherModule => $"the system call came from {module}, {NotWindows}",
            FirstFrameKind.SecurityProduct =>
                $"the system call came from {module}, which a security product puts into other processes",
            FirstFrameKind.Wow64 =>
                $"the system call came from {module}, Windows' own layer for 32-bit programs",
            FirstFrameKind.Win32u =>
                $"the system call came from {module}, Windows' own layer for the graphical interface",
            FirstFrameKind.Ntdll => $"the system call came from {module}, Windows' own system-call layer",
            _ => "where the system call came from is not established: the call trace cannot be read",
        };
    }
}
