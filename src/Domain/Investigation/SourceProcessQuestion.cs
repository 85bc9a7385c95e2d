using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.Investigation;

/// <summary>Which process instance was it, and is it what it seems?</summary>
/// <remarks>
/// What an executable says about itself is used against it only: anybody can write anything there. For it speak its
/// verified signature and a place where only administrators can write.
/// </remarks>
internal static class SourceProcessQuestion
{
    public static FindingDraft Answer(Inquiry inquiry)
    {
        var draft = new FindingDraft(Question.SourceProcess);
        SayWho(inquiry, draft);
        JudgePlace(inquiry, draft);
        JudgeSigner(inquiry, draft);
        JudgeName(inquiry, draft);
        JudgeOrigin(inquiry, draft);
        JudgeIntegrity(inquiry, draft);
        inquiry.DoubtIfCut(draft);
        return draft;
    }

    private static void SayWho(Inquiry inquiry, FindingDraft draft)
    {
        var source = inquiry.Source;
        if (source.Start is not { } start)
        {
            if (EntityIds.StartOf(source.EntityId) is { } second)
                draft.Say($"By its entity id it began at {Inquiry.Time(second)}.");
            draft.Lack(inquiry, "how the process was started", "1", "4688");
            return;
        }

        draft.RestOn(
            start.EventKey, start.RecordId, start.Code, start.At,
            ["process.entity_id", "process.pid", "process.executable", "process.hash.sha256"]);
        draft.Open(
            $"It is {Quoted.Of(source.Executable ?? "a process without a path")}, process {source.Pid}, started at "
            + $"{Inquiry.Time(start.At)}{CommandOf(start)}{ParentOf(start)}.");
        if (start.Hashes is { Sha256: null, Sha1: null, Md5: null })
            draft.Say("No hash of the executable is known.");
        else draft.Say($"The executable's hashes are {HashesOf(start.Hashes)}.");
        switch (start.FoundBy)
        {
            case StartFoundBy.EntityId:
                draft.Say("Its start was found by the entity id: certain.");
                break;
            case StartFoundBy.ProcessId when EntityIds.StartOf(source.EntityId) is not null:
                draft.Say(
                    "Its start was found by process id and executable and fits the time in the entity id: likely.");
                break;
            default:
                draft.Doubt(
                    "Its start was found by process id and executable only: not certain, for ids are given again.");
                break;
        }
    }

    private static string CommandOf(ProcessStart start) =>
        start.CommandLine is { } line ? $" with the command line {Sentences.Command(line)}" : "";

    private static string ParentOf(ProcessStart start) =>
        start.Parent.Executable is { } parent ? $" by {Quoted.Of(parent)}" : "";

    private static string HashesOf(ImageHashes hashes)
    {
        (string Name, string? Value)[] all =
        [
            ("SHA-256", hashes.Sha256), ("SHA-1", hashes.Sha1), ("MD5", hashes.Md5), ("import hash", hashes.ImportHash),
        ];
        return string.Join(", ", all.Where(h => h.Value is not null).Select(h => $"{h.Name} {Quoted.Of(h.Value!)}"));
    }

    private static void JudgePlace(Inquiry inquiry, FindingDraft draft)
    {
        if (inquiry.Source.Executable is not { } path)
        {
            draft.Doubt("The access does not name the executable.");
            return;
        }

        switch (inquiry.Places.PlaceOf(path))
        {
            case Place.Temporary:
                draft.Raise($"Its executable {Quoted.Of(path)} lies in a temporary folder.");
                break;
            case Place.UserWritable:
                draft.Raise($"Its executable {Quoted.Of(path)} lies where users can write.");
                break;
            case Place.Elsewhere:
                draft.Doubt($"Who can write to the folder of {Quoted.Of(path)} is not known.");
                break;
            default:
                draft.Say("Its executable lies where only administrators can write.");
                break;
        }
    }

    private static void JudgeSigner(Inquiry inquiry, FindingDraft draft)
    {
        var signer = inquiry.Source.Signer;
        foreach (var load in inquiry.Events.Where(e => e.Code == "7" && inquiry.Instance.Did(e)))
            draft.RestOn(
                load, "file.code_signature.subject_name", "file.code_signature.exists", "file.code_signature.trusted");
        switch (signer.State)
        {
            case SignerState.Trusted:
                draft.Say($"It is signed by {Quoted.Of(signer.Subject ?? "somebody who is not named")}, verified.");
                break;
            case SignerState.Untrusted:
                draft.Raise(
                    $"Its signature, by {Quoted.Of(signer.Subject ?? "somebody who is not named")}, did not verify.");
                break;
            case SignerState.Unsigned:
                draft.Raise("It carries no signature.");
                break;
            default:
                draft.Lack(inquiry, "who signed it", "7");
                break;
        }
    }

    private static void JudgeName(Inquiry inquiry, FindingDraft draft)
    {
        var (path, original) = (inquiry.Source.Executable, inquiry.Source.Start?.Version.OriginalFileName);
        if (path is not null && original is not null)
        {
            if (OriginalName.Differs(path, original))
                draft.Raise(
                    $"It was built as {Quoted.Of(original)} and is called {Quoted.Of(WindowsPath.NameOf(path))}.");
            else draft.Say("It is called as it was built.");
        }
        else if (inquiry.Source.Start is { Code: "1" })
        {
            draft.Lack(
                "whether it was renamed", "its executable does not say as what it was built",
                "Sysmon 10 or later: OriginalFileName in event 1");
        }
        else
        {
            draft.Lack(inquiry, "whether it was renamed", "1");
        }
    }

    private static void JudgeOrigin(Inquiry inquiry, FindingDraft draft)
    {
        if (inquiry.Source.Executable is not { } path) return;

        var (folded, until) = (WindowsPath.Fold(path), inquiry.Alert.FirstSeenAt + ProcessInstance.ClockTolerance);
        var began = EvidenceKeys.BeganOf(inquiry.Alert, inquiry.Source);
        var from = began - EvidenceKeys.Origin;
        var writes = inquiry.Events.Where(e => e.Code is "11" or "15" && e.Host == inquiry.Alert.Host.Name
            && e.At >= from && e.At <= until
            && e["file.path"] is { } file && WindowsPath.Fold(file) == folded).ToList();
        foreach (var write in writes) draft.RestOn(write, "file.path", "process.executable");
        if (writes is [.., var last])
            draft.Raise(
                $"Its executable was written at {Inquiry.Time(last.At)}, shortly before, by "
                + $"{Quoted.Of(last["process.executable"] ?? "an unknown process")}.");
        else if (began < inquiry.Alert.FirstSeenAt - EvidenceKeys.Reach)
            draft.Doubt("It began before what is kept: whether its executable was dropped shortly before is unknown.");
        else if (inquiry.WhyBlindBetween(from, began, "11") is { } why)
            draft.Lack("whether its executable was dropped shortly before", why, Collector.SettingOf("11"));
        else draft.Say("Nobody was seen to write its executable in the day before.");
    }

    private static void JudgeIntegrity(Inquiry inquiry, FindingDraft draft)
    {
        var from = inquiry.Alert.FirstSeenAt - EvidenceKeys.Around;
        var replaced = inquiry.Events.Where(e => e.Code == "25" && inquiry.Instance.Did(e)).ToList();
        foreach (var e in replaced) draft.RestOn(e, "winlog.event_data.Type");
        if (replaced.Count > 0) draft.Raise("Its image in memory was replaced: what ran is not its executable.");

        var threads = inquiry.Events
            .Where(e => e.Code == "8" && IsInto(e, inquiry) && !inquiry.Instance.Did(e)).ToList();
        foreach (var e in threads) draft.RestOn(e, "process.executable", "winlog.event_data.TargetProcessGUID");
        if (threads.Count > 0)
            draft.Raise(
                "Before or after the access other processes started threads in it: "
                + $"{FindingDraft.Names(threads.Select(e => e["process.executable"] ?? "an unknown process"))}.");
        else if (inquiry.WhyBlindBetween(from, EvidenceKeys.SettledAt(inquiry.Alert), "8") is { } why)
            draft.Lack("whether another process put code into it", why, Collector.SettingOf("8"));
    }

    private static bool IsInto(ContextEvent e, Inquiry inquiry) => e.Host == inquiry.Instance.Host
        && ProcessInstance.IsSame(e["winlog.event_data.TargetProcessGUID"], inquiry.Instance.EntityId);
}
