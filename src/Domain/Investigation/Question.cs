namespace DetectionApi.Domain.Investigation;

/// <summary>What an analyst asks about an alert of direct system calls, in the order of the rule's guide.</summary>
public enum Question
{
    /// <summary>What did the access prove?</summary>
    Access,

    /// <summary>Which process instance was it?</summary>
    SourceProcess,

    /// <summary>Who launched it, how, and in which session?</summary>
    LaunchContext,

    /// <summary>What did it leave behind after the access?</summary>
    Artifacts,

    /// <summary>With whom did it communicate after the access?</summary>
    Communication,

    /// <summary>What else happened around the same user, host, file and pattern?</summary>
    RelatedActivity,
}
