namespace DetectionApi.Domain.Context;

/// <summary>By what kept events are found.</summary>
/// <remarks>The number of a kind is part of the hashes that the store keeps: new ones come last.</remarks>
public enum ContextKeyKind
{
    /// <summary>What a process did: its entity id.</summary>
    Process,

    /// <summary>What a process did: host and process id.</summary>
    ProcessId,

    /// <summary>Who was begun by a process: the parent's entity id.</summary>
    Parent,

    /// <summary>Who was begun by a process: host and the parent's process id.</summary>
    ParentId,

    /// <summary>How a process was begun: host and entity id, for machines that were cloned share ids.</summary>
    Start,

    /// <summary>How a process was begun: host and process id.</summary>
    StartId,

    /// <summary>A process loading its own image: host and entity id.</summary>
    OwnImage,

    /// <summary>A process loading its own image: the image's SHA-256.</summary>
    OwnImageHash,

    /// <summary>What was done to a process: its entity id.</summary>
    Target,

    /// <summary>What happened on a host: its name.</summary>
    Host,

    /// <summary>What an account did: domain and name.</summary>
    User,

    /// <summary>Where a file was seen: one of its hashes.</summary>
    Hash,

    /// <summary>What was written to a file, or that it was deleted: its path.</summary>
    File,

    /// <summary>Which processes were begun from a file: its path.</summary>
    Executable,

    /// <summary>How a session began: host and logon id.</summary>
    Logon,

    /// <summary>Which processes were begun in a session: host and logon id.</summary>
    Session,

    /// <summary>A process loading its own image: host and the image's SHA-256.</summary>
    OwnImageHashOnHost,
}
