namespace DetectionApi.Domain.ExceptionItems;

/// <summary>What an exception item asks of an access, cheapest question first.</summary>
public enum ExceptionTerm
{
    /// <summary>What the granted rights are good for.</summary>
    AccessClasses,

    /// <summary>Who issued the system call.</summary>
    FirstFrame,

    /// <summary>The process that was opened.</summary>
    Target,

    /// <summary>The path of the source.</summary>
    Executable,

    /// <summary>The rule that matched.</summary>
    Rule,

    /// <summary>When it happened.</summary>
    Time,

    /// <summary>Where it happened.</summary>
    Host,

    /// <summary>The whole call trace.</summary>
    Shape,

    /// <summary>The account of the source.</summary>
    User,

    /// <summary>Who signed the source.</summary>
    Signer,

    /// <summary>The hash of the source.</summary>
    Sha256,

    /// <summary>Who started the source.</summary>
    ParentExecutable,
}
