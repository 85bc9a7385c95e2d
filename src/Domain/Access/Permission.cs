namespace DetectionApi.Domain.Access;

/// <summary>What a request needs to be let in. A route needs exactly one.</summary>
public enum Permission
{
    /// <summary>Nothing: anybody may ask whether the service lives and what its interface is.</summary>
    Open,

    /// <summary>To post events, and to hear what shippers ask before they do.</summary>
    Ingest,

    /// <summary>To read, and to try out what changes nothing.</summary>
    Read,

    /// <summary>To change alerts, comment on them and note containment.</summary>
    Triage,

    /// <summary>To write, submit, revoke and import exception items.</summary>
    EditExceptions,

    /// <summary>To approve and reject exception items.</summary>
    Approve,

    /// <summary>To set rules, webhooks and the inventory of signers.</summary>
    Configure,

    /// <summary>To make and revoke access keys, and to read the audit log.</summary>
    Administer,
}
