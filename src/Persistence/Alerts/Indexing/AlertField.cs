namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>What alerts can be counted by.</summary>
public enum AlertField
{
    /// <summary>How far analysts are.</summary>
    Status,

    /// <summary>How bad it is.</summary>
    Severity,

    /// <summary>The name of the host.</summary>
    Host,

    /// <summary>The account of the source.</summary>
    User,

    /// <summary>The path of the source.</summary>
    Source,

    /// <summary>The path of the target.</summary>
    Target,

    /// <summary>What an attacker would want from the target.</summary>
    TargetClass,

    /// <summary>What the rights are good for; an alert counts once for each class that it has.</summary>
    AccessClass,

    /// <summary>Where the system call came from.</summary>
    FirstFrameKind,

    /// <summary>The id of the rule.</summary>
    Rule,

    /// <summary>The id of the access pattern.</summary>
    Pattern,

    /// <summary>What became of the match.</summary>
    Disposition,

    /// <summary>What the investigation comes to.</summary>
    Recommendation,
}
