using DetectionApi.Domain.Context;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.Investigation;

/// <summary>What did it leave behind after the access?</summary>
/// <remarks>
/// A name can only speak against a file. After an access to what an attacker wants every file may hold what was taken.
/// </remarks>
internal static class ArtifactsQuestion
{
    public static FindingDraft Answer(Inquiry inquiry)
    {
        var draft = new FindingDraft(Question.Artifacts);
        var files = inquiry.After("11", "15", "23", "26").Where(e => e["file.path"] is not null).ToList();
        foreach (var file in files) draft.RestOn(file, "file.path", "process.executable");
        JudgeFiles(inquiry, files, draft);
        JudgeChildren(inquiry, [.. inquiry.Children()], draft);
        JudgeThreads(inquiry, [.. inquiry.After("8")], draft);

        draft.LackIfBlind(inquiry, "which files it created", "11");
        draft.LackIfBlind(inquiry, "which files it deleted", "23", "26");
        draft.LackIfBlind(inquiry, "which processes it started", "1", "4688");
        draft.LackIfBlind(inquiry, "whether it put code into other processes", "8");
        inquiry.DoubtWhatIsToCome(draft);
        if (draft.Answer is Investigation.Answer.Lower)
            draft.Say(
                $"It was not seen to leave anything {(draft.IsSilent ? "" : "else ")}behind "
                + $"until {inquiry.LookedUntil}, and the host sends such events.");
        return draft;
    }

    private static void JudgeFiles(Inquiry inquiry, List<ContextEvent> files, FindingDraft draft)
    {
        var own = inquiry.Source.Executable is { } path ? WindowsPath.Fold(path) : null;
        var byKind = files.GroupBy(e => WindowsPath.Fold(e["file.path"]!))
            .ToLookup(ofPath => KindOf([.. ofPath], own, inquiry), ofPath => ofPath.ToList());
        Tell(FileKind.Dump, "files that look like dumps of memory or secrets", draft.Raise);
        Tell(FileKind.Own, "its own executable", draft.Raise);
        Tell(FileKind.Disguised, "programs under names that are none of programs", draft.Raise);
        Tell(FileKind.Program, "programs", draft.Raise);
        Tell(FileKind.Staged, "scripts or archives where users can write", draft.Raise);
        Tell(FileKind.Temporary, "files in temporary folders", draft.Doubt);
        Tell(FileKind.Other, "files", inquiry.IsSensitive ? draft.Doubt : draft.Say);

        void Tell(FileKind kind, string what, Action<string> tell)
        {
            foreach (var done in byKind[kind].GroupBy(DoneTo))
                tell($"It {done.Key} {what}: {FindingDraft.Names(done.Select(ofPath => ofPath[0]["file.path"]!))}.");
        }
    }

    // Of one path, in the order of time.
    private static string DoneTo(List<ContextEvent> ofPath)
    {
        var written = ofPath.FindIndex(e => e.Code is "11" or "15");
        if (written < 0) return "deleted";

        return ofPath.FindLastIndex(e => e.Code is "23" or "26") > written ? "wrote and later deleted" : "wrote";
    }

    // Only some events tell what is inside.
    private static FileKind KindOf(List<ContextEvent> ofPath, string? own, Inquiry inquiry)
    {
        var kinds = ofPath.ConvertAll(e => KindOf(e, own, inquiry));
        return kinds.Contains(FileKind.Disguised) ? FileKind.Disguised : kinds[0];
    }

    private static FileKind KindOf(ContextEvent e, string? own, Inquiry inquiry)
    {
        var (path, lists) = (e["file.path"]!, inquiry.Lists);
        if (WindowsPath.Fold(path) == own) return FileKind.Own;
        if (KnownPlaces.IsOneOf(path, lists.DumpNames)) return FileKind.Dump;
        if (KnownPlaces.IsOneOf(path, lists.ExecutableNames)) return FileKind.Program;
        if (IsProgramInside(e, inquiry)) return FileKind.Disguised;

        var place = inquiry.Places.PlaceOf(path);
        if (place is not Place.Protected && KnownPlaces.IsOneOf(path, lists.PayloadNames)) return FileKind.Staged;
        return place is Place.Temporary ? FileKind.Temporary : FileKind.Other;
    }

    // Whatever the name says: the file's head, what Sysmon says of it, or the hash of the process's own executable.
    private static bool IsProgramInside(ContextEvent e, Inquiry inquiry) =>
        e["sysmon.file.is_executable"] == "true"
        || e["winlog.event_data.Contents"]?.StartsWith("MZ", StringComparison.Ordinal) is true
        || ProcessInstance.IsSame(e["file.hash.sha256"], inquiry.Source.Sha256);

    private static void JudgeChildren(Inquiry inquiry, List<ContextEvent> children, FindingDraft draft)
    {
        foreach (var child in children) draft.RestOn(child, "process.executable", "process.command_line");
        var byKind = children.ToLookup(e => KindOf(e, inquiry));
        foreach (var (kind, sentence) in new[]
        {
            (ChildKind.Tool, "It started programs that run others' code"),
            (ChildKind.Dropped, "It started programs from where users can write"),
            (ChildKind.Renamed, "It started programs that are not called as they were built"),
        })
            if (byKind[kind].Any()) draft.Raise($"{sentence}: {Said(byKind[kind])}.");

        if (byKind[ChildKind.Other].Any()) draft.Doubt($"It started processes: {Said(byKind[ChildKind.Other])}.");
        if (byKind[ChildKind.Same].Any()) draft.Say("It started further processes of its own program.");
    }

    private static ChildKind KindOf(ContextEvent child, Inquiry inquiry)
    {
        var (path, lists) = (child["process.executable"], inquiry.Lists);
        if (path is null) return ChildKind.Other;
        if (child["process.pe.original_file_name"] is { } built && OriginalName.Differs(path, built))
            return ChildKind.Renamed;

        IReadOnlyList<string>[] tools =
            [lists.ScriptHosts, lists.LivingOffTheLand, lists.ArchiveTools, lists.RemoteTools];
        if (tools.Any(names => KnownPlaces.IsOneOf(path, names))) return ChildKind.Tool;
        if (inquiry.Source.Executable is { } own && WindowsPath.Fold(own) == WindowsPath.Fold(path))
            return ChildKind.Same;

        return inquiry.Places.IsWritable(path) ? ChildKind.Dropped : ChildKind.Other;
    }

    private static string Said(IEnumerable<ContextEvent> children) => FindingDraft.Names(
        children.Select(e => e["process.command_line"] ?? e["process.executable"] ?? "a process without a path"));

    private static void JudgeThreads(Inquiry inquiry, List<ContextEvent> threads, FindingDraft draft)
    {
        var others = threads.Where(e => !ProcessInstance.IsSame(
            e["winlog.event_data.TargetProcessGUID"], inquiry.Instance.EntityId)).ToList();
        foreach (var thread in others) draft.RestOn(thread, "winlog.event_data.TargetImage");
        if (others.Count > 0)
            draft.Raise(
                "It started threads in other processes: "
                + $"{FindingDraft.Names(others.Select(e => e["winlog.event_data.TargetImage"] ?? "an unknown one"))}.");
    }

    private enum FileKind
    {
        Other,
        Dump,
        Own,
        Program,
        Disguised,
        Staged,
        Temporary,
    }

    private enum ChildKind
    {
        Other,
        Same,
        Tool,
        Dropped,
        Renamed,
    }
}
