namespace DetectionApi.Domain.Investigation;

/// <summary>The questions with which the rule's guide sends an analyst into the logs.</summary>
public enum Pivot
{
    /// <summary>What the source process did, and how it began.</summary>
    SourceProcess,

    /// <summary>Which processes it began.</summary>
    ChildProcesses,

    /// <summary>Which files it wrote and deleted.</summary>
    FileEvents,

    /// <summary>Which names it asked for, and with whom it connected.</summary>
    NetworkAndDns,

    /// <summary>The alerts of the same account.</summary>
    UserAlerts,

    /// <summary>The alerts of the same host.</summary>
    HostAlerts,
}

/// <summary>What a pivot comes to.</summary>
public enum PivotAnswer
{
    /// <summary>There are rows.</summary>
    Rows,

    /// <summary>The host sends such events, but none of that process.</summary>
    NoneSeen,

    /// <summary>The host sends no such events at all: nothing can be told.</summary>
    NoTelemetry,
}
