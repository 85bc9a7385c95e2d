using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.Investigation;

/// <summary>What did the access prove?</summary>
/// <remarks>
/// It escalates if the system call came from outside of Windows' own layer, the target holds what an attacker wants,
/// and the rights are good for taking it; and if analysts judged the pattern an attack. Where they judged it benign it
/// does not as long as nothing else does, and lowers only if everything else fits: an attacker inside a known tool has
/// its pattern.
/// </remarks>
internal static class AccessQuestion
{
    private const AccessClasses Taking = AccessClasses.MemoryRead | AccessClasses.MemoryWrite | AccessClasses.Thread
        | AccessClasses.DuplicateHandle | AccessClasses.AllAccess;

    // A process that is made from another one has a copy of its memory.
    private const string Copying = "PROCESS_CREATE_PROCESS";

    private static readonly string[] Fields =
    [
        "process.executable", "winlog.event_data.TargetImage", "winlog.event_data.GrantedAccess",
        "winlog.event_data.CallTrace",
    ];

    public static FindingDraft Answer(Inquiry inquiry, IReadOnlyList<FindingDraft> others)
    {
        var alert = inquiry.Alert;
        var draft = new FindingDraft(Question.Access);
        draft.RestOn(alert.FirstEventKey, inquiry.AccessRecordId, "10", alert.FirstSeenAt, Fields);
        var kind = alert.FirstFrame.Kind;
        var isDirect = kind is FirstFrameKind.Unbacked or FirstFrameKind.SourceImage or FirstFrameKind.OtherModule
            or FirstFrameKind.SecurityProduct;
        var isTaking = alert.Mask is { } mask && ((mask.Classes & Taking) != 0 || mask.Rights.Contains(Copying));

        var isBad = isDirect && isTaking && inquiry.IsSensitive;
        var open = others.Where(other => other.Answer is not Investigation.Answer.Lower).ToList();
        if (isBad && (!inquiry.IsPatternKnown || open.Exists(other => other.Answer is Investigation.Answer.Escalate)))
            draft.Raise(alert.Reason);
        else draft.Open(alert.Reason);

        if (inquiry.Related.Pattern.JudgedTruePositive > 0)
            draft.Raise("Analysts have judged the pattern an attack.");
        if (alert.Mask is null) draft.Doubt("The event does not tell which rights were granted.");
        if (kind is FirstFrameKind.Empty or FirstFrameKind.Malformed)
            draft.Doubt("The call trace does not tell from where the system call came.");
        JudgePattern(inquiry, isBad && draft.Answer is not Investigation.Answer.Escalate ? open : [], draft);
        return draft;
    }

    private static void JudgePattern(Inquiry inquiry, List<FindingDraft> open, FindingDraft draft)
    {
        const string Known = "The pattern is known: analysts have judged it benign, and never an attack";
        if (inquiry.IsPatternKnown && open.Count == 0) draft.Say($"{Known}.");
        else if (inquiry.IsPatternKnown)
            draft.Doubt(
                $"{Known}. But an attacker inside a known tool has its pattern, too, and this could not be settled: "
                + $"{string.Join(", ", open.Select(other => Words.Of(other.Question)))}.");
        else draft.Doubt("The pattern is not known as that of a tool that is meant to do this.");
    }
}
