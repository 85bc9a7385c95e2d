using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.Investigation;

/// <summary>Who launched it, how, and in which session?</summary>
internal static class LaunchContextQuestion
{
    public static FindingDraft Answer(Inquiry inquiry)
    {
        var draft = new FindingDraft(Question.LaunchContext);
        JudgeItself(inquiry, draft);
        if (inquiry.Source.Start is { } start)
        {
            draft.RestOn(
                start.EventKey, start.RecordId, start.Code, start.At,
                ["process.command_line", "process.parent.executable", "process.parent.command_line", "user.name",
                    start.Code == "1" ? "winlog.event_data.LogonId" : "winlog.logon.id"]);
            if (start.FoundBy is StartFoundBy.ProcessId && EntityIds.StartOf(inquiry.Source.EntityId) is null)
                draft.Doubt("The start may be another process's: it was found by process id and executable only.");
            JudgeCommand(start, inquiry, draft);
            JudgeParent(start, inquiry, draft);
            JudgeUser(start, inquiry, draft);
            JudgeSession(start, inquiry, draft);
        }
        else
        {
            draft.Lack(inquiry, "who launched it, with which command line and in which session", "1", "4688");
            if (inquiry.Source.User is { } user) draft.Say($"It ran as {Quoted.Of(user)}.");
        }

        inquiry.DoubtIfCut(draft);
        return draft;
    }

    private static void JudgeItself(Inquiry inquiry, FindingDraft draft)
    {
        if (inquiry.Source.Executable is { } path && RunsOthers(inquiry.Lists, path) is { } kind)
            draft.Raise($"The process itself is {kind}: {Quoted.Of(WindowsPath.NameOf(path))}.");
        else if (inquiry.Source.Start?.Version.OriginalFileName is { } built
            && RunsOthers(inquiry.Lists, built) is { } builtAs)
            draft.Raise($"The process itself was built as {builtAs}: {Quoted.Of(built)}.");
    }

    private static void JudgeCommand(ProcessStart start, Inquiry inquiry, FindingDraft draft)
    {
        if (start.CommandLine is { } line) draft.Say($"Its command line is {Sentences.Command(line)}.");
        else draft.Lack(inquiry, "its command line", "1", "4688");
    }

    private static void JudgeParent(ProcessStart start, Inquiry inquiry, FindingDraft draft)
    {
        if (start.Parent.Executable is not { } parent)
        {
            draft.Lack(inquiry, "who launched it", "1", "4688");
            return;
        }

        var began = inquiry.ParentStart;
        var command = start.Parent.CommandLine ?? began?["process.command_line"];
        var with = command is null ? "" : $" with the command line {Sentences.Command(command)}";
        var launch = $"It was launched by {Quoted.Of(parent)}{with}";
        if (Launcher(inquiry.Lists, parent) is { } kind) draft.Raise($"{launch}, {kind}.");
        else draft.Say($"{launch}.");
        if (inquiry.Places.PlaceOf(parent) is not Place.Protected)
            draft.Doubt($"Its parent {Quoted.Of(parent)} lies where not only administrators can write.");

        if (began is null) return;

        draft.RestOn(began, "process.executable", "process.command_line", "process.parent.executable");
        if (began["process.pe.original_file_name"] is { } built && OriginalName.Differs(parent, built))
            draft.Raise($"Its parent {Quoted.Of(WindowsPath.NameOf(parent))} was built as {Quoted.Of(built)}.");
        if (began["process.parent.executable"] is not { } grandparent) return;

        if (Launcher(inquiry.Lists, grandparent) is { } launcher)
            draft.Raise($"Its parent was launched by {Quoted.Of(grandparent)}, {launcher}.");
        else draft.Say($"Its parent was launched by {Quoted.Of(grandparent)}.");
    }

    private static void JudgeUser(ProcessStart start, Inquiry inquiry, FindingDraft draft)
    {
        if ((inquiry.Source.User ?? start.User) is not { } user)
        {
            draft.Lack(inquiry, "which account ran it", "1", "4688");
            return;
        }

        var level = start.IntegrityLevel is { } known ? $" with {Quoted.Of(known)} integrity" : "";
        draft.Say($"It ran as {Quoted.Of(user)}{level}.");
    }

    private static void JudgeSession(ProcessStart start, Inquiry inquiry, FindingDraft draft)
    {
        if (start.LogonId is not { } logonId)
        {
            draft.Lack(inquiry, "in which session it ran", "1", "4688");
            return;
        }

        if (ContextNeeds.IsOfWindows(logonId))
        {
            draft.Say($"Its session {Quoted.Of(logonId)} is one of Windows itself.");
            return;
        }

        if (inquiry.Logon is not { } logon)
        {
            draft.Say($"Its session is {Quoted.Of(logonId)}.");
            draft.Lack(inquiry, "how its session began and from where", "4624");
            return;
        }

        draft.RestOn(logon, "winlog.event_data.TargetLogonId", "winlog.logon.type", "source.ip", "source.domain");
        var number = logon["winlog.event_data.LogonType"] ?? "none";
        var type = logon["winlog.logon.type"] ?? number;
        var session = $"Its session {Quoted.Of(logonId)} is {Quoted.Of(type)}{OriginOf(logon)}";
        if (inquiry.Lists.RemoteLogonTypes.Contains(type, StringComparer.OrdinalIgnoreCase))
            draft.Raise($"{session}: somebody came from afar or as somebody else.");
        else if (logon["winlog.logon.type"] is null)
            draft.Doubt(
                $"Its session {Quoted.Of(logonId)} is of a logon type that is not known, {Quoted.Of(number)}"
                + $"{OriginOf(logon)}.");
        else draft.Say($"{session}.");
    }

    private static string OriginOf(ContextEvent logon)
    {
        var places = new[] { logon["source.domain"], logon["source.ip"] }.OfType<string>().ToList();
        return $", begun at {Inquiry.Time(logon.At)}"
            + (places.Count > 0 ? $" from {string.Join(", ", places.Select(Quoted.Of))}" : "");
    }

    private static string? Launcher(InvestigationLists lists, string path) =>
        KnownPlaces.IsOneOf(path, lists.Browsers) ? "a browser"
        : KnownPlaces.IsOneOf(path, lists.RemoteTools) ? "a tool for working from afar"
        : RunsOthers(lists, path);

    private static string? RunsOthers(InvestigationLists lists, string path) =>
        KnownPlaces.IsOneOf(path, lists.OfficePrograms) ? "a program for documents or mail"
        : KnownPlaces.IsOneOf(path, lists.ScriptHosts) ? "a shell or interpreter"
        : KnownPlaces.IsOneOf(path, lists.ArchiveTools) ? "an archive tool"
        : KnownPlaces.IsOneOf(path, lists.LivingOffTheLand) ? "a program that runs others' code"
        : null;
}
