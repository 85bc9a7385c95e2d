namespace DetectionApi.Domain.Access;

/// <summary>What the holder of a key or token is there for. One may have several.</summary>
public enum Role
{
    /// <summary>Shippers: they post events, and read nothing.</summary>
    Ingest,

    /// <summary>Dashboards: they read alerts, exception items and what belongs to them, and change nothing.</summary>
    Read,

    /// <summary>Analysts: they also triage alerts and write exception items.</summary>
    Analyst,

    /// <summary>Approvers: analysts who also approve and reject what others wrote.</summary>
    Approver,

    /// <summary>Detection engineers: they read, set rules, webhooks and the inventory of signers.</summary>
    Engineer,

    /// <summary>Administrators: everything, keys and the audit log included. Four eyes hold for them, too.</summary>
    Admin,
}
