namespace DetectionApi.Domain.ExceptionItems;

/// <summary>Why an item is refused.</summary>
public enum RefusalCode
{
    /// <summary>Only the granted rights are named.</summary>
    AccessAlone,

    /// <summary>Only the call trace is named.</summary>
    CallTraceAlone,

    /// <summary>The source is named by its file name alone.</summary>
    ProcessNameAlone,

    /// <summary>Only the target is named.</summary>
    TargetAlone,

    /// <summary>Nothing says which program it is about.</summary>
    SourceMissing,

    /// <summary>There is no target.</summary>
    TargetMissing,

    /// <summary>There are no access classes.</summary>
    AccessMissing,

    /// <summary>There is no first frame.</summary>
    FirstFrameMissing,

    /// <summary>The first frame is a file, and which one is not said.</summary>
    FirstFrameModuleMissing,

    /// <summary>There are neither hosts nor all of them.</summary>
    HostsMissing,

    /// <summary>A path is not a whole one.</summary>
    PathNotWhole,

    /// <summary>A path begins with a wildcard.</summary>
    WildcardInFirstSegment,

    /// <summary>A path means whatever lies in a folder that users can write to.</summary>
    OpenFolder,

    /// <summary>The source is any program of a folder, and neither a signer nor a hash says which.</summary>
    AnyProgram,

    /// <summary>The source is named by a path alone, and users can write there.</summary>
    SourceUserWritable,

    /// <summary>The first frame is a file, and users can write where it lies.</summary>
    FirstFrameUserWritable,

    /// <summary>The signature need not verify.</summary>
    SignerNotTrusted,

    /// <summary>No process was ever seen with that signer.</summary>
    SignerNeverSeen,

    /// <summary>A credential store is opened by a program that neither a signer nor a hash names.</summary>
    CredentialNeedsIdentity,

    /// <summary>All hosts, and no evidence.</summary>
    AllHostsWithoutEvidence,

    /// <summary>The account is the one that Sysmon itself runs as.</summary>
    UserIsSysmon,

    /// <summary>There is no expiry.</summary>
    ExpiryMissing,

    /// <summary>The expiry has passed.</summary>
    ExpiryPast,

    /// <summary>The expiry is too far away.</summary>
    ExpiryTooFar,

    /// <summary>A rule is not known.</summary>
    RuleUnknown,

    /// <summary>The terms contradict each other or what rules look for.</summary>
    NeverMatches,

    /// <summary>It would hide an alert that was an attack.</summary>
    HidesTruePositive,

    /// <summary>It would hide an alert that somebody works on.</summary>
    HidesAssignedAlert,

    /// <summary>It would hide a known attack.</summary>
    HidesCanary,

    /// <summary>It would hide code that was put into the program itself.</summary>
    HidesInjectedCode,

    /// <summary>An active item means the same.</summary>
    Duplicate,

    /// <summary>An active item means all of it and more.</summary>
    Contained,

    /// <summary>The item that it replaces is not there or not active.</summary>
    ReplacedNotActive,

    /// <summary>A refusal is to be overridden that does not stand or cannot be.</summary>
    OverrideNotAsked,

    /// <summary>The approver does not say of each override why he lets it pass.</summary>
    OverrideNotRepeated,

    /// <summary>An item in force would mean more than what was approved.</summary>
    WidensActiveItem,

    /// <summary>The approver wrote some of it.</summary>
    OwnApproval,

    /// <summary>It is not in a status in which that is done.</summary>
    TransitionRefused,
}

/// <summary>Why an item is refused.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Detail">What is wrong and what to do.</param>
/// <param name="Member">Where in the item as it is posted, such as <c>scope/users/0</c>; empty for all of it.</param>
public sealed record Refusal(RefusalCode Code, string Detail, string Member)
{
    private static readonly HashSet<RefusalCode> Overridable =
    [
        RefusalCode.SourceUserWritable, RefusalCode.FirstFrameUserWritable, RefusalCode.SignerNeverSeen,
        RefusalCode.HidesTruePositive, RefusalCode.HidesAssignedAlert, RefusalCode.HidesInjectedCode,
    ];

    /// <summary>True if an approver may let the item pass all the same.</summary>
    public bool IsOverridable => MayOverride(Code);

    /// <summary>True if an approver may let items pass in spite of that.</summary>
    public static bool MayOverride(RefusalCode code) => Overridable.Contains(code);
}
