namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>Columns of few values, a byte each.</summary>
internal enum CodeColumn
{
    /// <summary>The disposition and the status, which are asked for together.</summary>
    Queue,

    /// <summary>The severity.</summary>
    Severity,

    /// <summary>The target class.</summary>
    TargetClass,

    /// <summary>The first-frame kind.</summary>
    FirstFrameKind,

    /// <summary>One more than the recommendation; zero if there is none.</summary>
    Recommendation,

    /// <summary>One more than the closing reason; zero if there is none.</summary>
    ClosingReason,
}

/// <summary>Columns of many values, as the numbers of a <see cref="Vocabulary{T}"/>.</summary>
internal enum NumberColumn
{
    /// <summary>The rule's id.</summary>
    Rule,

    /// <summary>The pattern, with source, target and access classes.</summary>
    Pattern,

    /// <summary>The host's name and id.</summary>
    Host,

    /// <summary>The source's account.</summary>
    User,

    /// <summary>The source's hash.</summary>
    Sha256,

    /// <summary>Who works on it.</summary>
    Assignee,
}

/// <summary>Columns of times, in milliseconds since 1970.</summary>
internal enum TimeColumn
{
    /// <summary>The earliest occurrence.</summary>
    FirstSeen,

    /// <summary>The latest occurrence.</summary>
    LastSeen,

    /// <summary>When the alert was made.</summary>
    Created,
}
