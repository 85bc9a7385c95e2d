using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.Investigation;

/// <summary>What did the access prove?</summary>
/// <remarks>
/// It escalates if the system call came from outside of Windows' own layer, the target holds what an attacker wants,
/// and the rights are good for taking it; and if analysts judged the pattern an attack. That they judged it benign
/// lowers it only if everything else fits, too: an attacker inside a known tool has its pattern.
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

    public static FindingDraft Answer(Inquiry inquiry, bool allElseFits)
    {
        var alert = inquiry.Alert;
        var draft = new FindingDraft(Question.Access);
        draft.RestOn(alert.FirstEventKey, inquiry.AccessRecordId, "10", alert.FirstSeenAt, Fields);
        var kind = alert.FirstFrame.Kind;
        var isDirect = kind is FirstFrameKind.Unbacked or FirstFrameKind.SourceImage or FirstFrameKind.OtherModule
            or FirstFrameKind.SecurityProduct;
        var isTaking = alert.Mask is { } mask && ((mask.Classes & Taking) != 0 || mask.Rights.Contains(Copying));

        if (isDirect && isTaking && inquiry.IsSensitive && !(inquiry.IsPatternKnown && allElseFits))
            draft.Raise(alert.Reason);
        else draft.Open(alert.Reason);

        if (inquiry.Related.Pattern.JudgedTruePositive > 0)
            draft.Raise("Analysts have judged the pattern an attack.");
        if (alert.Mask is null) draft.Doubt("The event does not tell which rights were granted.");
        if (kind is FirstFrameKind.Empty or FirstFrameKind.Malformed)
            draft.Doubt("The call trace does not tell from where the system call came.");
        if (inquiry.IsPatternKnown)
            draft.Say("The pattern is known: analysts have judged it benign, and never an attack.");
        else draft.Doubt("The pattern is not known as that of a tool that is meant to do this.");
        return draft;
    }
}
