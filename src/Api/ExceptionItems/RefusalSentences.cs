using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>What each refusal means, for whoever reads the documentation.</summary>
internal static class RefusalSentences
{
    private static readonly Dictionary<RefusalCode, string> Sentences = new()
    {
        [RefusalCode.AccessAlone] = "Only granted rights are named, and they are those of every attack.",
        [RefusalCode.CallTraceAlone] = "Only a call trace is named, and it names no program.",
        [RefusalCode.ProcessNameAlone] =
            "The source is named by its file name alone, and anybody can call a program so.",
        [RefusalCode.TargetAlone] = "Only the target is named, and every attack has it.",
        [RefusalCode.SourceMissing] =
            "Nothing says which program opens the other: give its signer, its path or its hash.",
        [RefusalCode.TargetMissing] = "There is no target; without one it would cover lsass.exe, too.",
        [RefusalCode.AccessMissing] = "There are no access classes, the most that is allowed.",
        [RefusalCode.FirstFrameMissing] = "There is no kind of the first frame, which is what the rule is about.",
        [RefusalCode.FirstFrameModuleMissing] = "The first frame is a file, and which one is not said.",
        [RefusalCode.HostsMissing] = "There are neither hosts nor all of them.",
        [RefusalCode.PathNotWhole] = "A path does not begin with a drive or a server and share, or has no file name.",
        [RefusalCode.WildcardInFirstSegment] = "A path begins with a wildcard, in its drive or its first folder.",
        [RefusalCode.OpenFolder] = "A path means whatever lies in a folder that users can write to.",
        [RefusalCode.AnyProgram] =
            "The source is any program of a folder, and neither a signer nor a hash says which.",
        [RefusalCode.SourceUserWritable] = "The source is named by a path alone, and users can write there.",
        [RefusalCode.FirstFrameUserWritable] = "The first frame is a file, and users can write where it lies.",
        [RefusalCode.SignerNotTrusted] = "The signature need not verify, and then it names nobody.",
        [RefusalCode.SignerNeverSeen] = "No process was ever seen with a verified signature of that signer.",
        [RefusalCode.CredentialNeedsIdentity] =
            "The target may hold secrets, and the source is named by neither a signer nor a hash.",
        [RefusalCode.AllHostsWithoutEvidence] = "It is for all hosts, and there is no evidence.",
        [RefusalCode.UserIsSysmon] =
            "S-1-5-18 is what Sysmon writes on every event, for it is its own account; give the account of "
            + "the source.",
        [RefusalCode.ExpiryMissing] = "It does not say when it expires.",
        [RefusalCode.ExpiryPast] = "It would have expired already.",
        [RefusalCode.ExpiryTooFar] = "It would hold for longer than the setting `Exceptions:DaysMax` allows.",
        [RefusalCode.RuleUnknown] = "There is no such rule.",
        [RefusalCode.NeverMatches] = "Its terms contradict each other, or what rules look for.",
        [RefusalCode.HidesTruePositive] = "It would hide an alert that was closed as a true positive.",
        [RefusalCode.HidesAssignedAlert] = "It would hide an alert that is not closed and that somebody works on.",
        [RefusalCode.HidesCanary] = "It would hide a known attack of the list that comes with the service.",
        [RefusalCode.HidesInjectedCode] =
            "It would hide code that an attacker puts into the very program that it trusts.",
        [RefusalCode.Duplicate] = "An item in force means exactly the same.",
        [RefusalCode.Contained] = "An item in force means all of it and more.",
        [RefusalCode.ReplacedNotActive] = "The item that it replaces is not there or not active.",
        [RefusalCode.OverrideNotAsked] =
            "A refusal is to be overridden that does not stand, or that nobody may override.",
        [RefusalCode.OverrideNotRepeated] =
            "The approver does not say of each override that the item asks for why he lets it pass.",
        [RefusalCode.WidensActiveItem] =
            "The item is in force and would mean more than what was approved: post a new one with `replaces`.",
        [RefusalCode.OwnApproval] = "The approver wrote some of the item, in whatever version.",
        [RefusalCode.TransitionRefused] = "That is not done with an item of its status.",
    };

    /// <summary>The sentence; fails if there is none.</summary>
    public static string Of(RefusalCode code) => Sentences[code];

    /// <summary>All of them as a list, those that an approver may override marked.</summary>
    public static string Listed => string.Join(
        '\n', Enum.GetValues<RefusalCode>().Select(code =>
            $"* `{Words.Of(code)}`{(Refusal.MayOverride(code) ? " (overridable)" : "")}: {Of(code)}"));
}
