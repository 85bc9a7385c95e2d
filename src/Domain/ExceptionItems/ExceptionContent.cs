namespace DetectionApi.Domain.ExceptionItems;

/// <summary>What says that a pattern is harmless.</summary>
public enum EvidenceKind
{
    /// <summary>Whoever is responsible for the program.</summary>
    Owner,

    /// <summary>A record of what is installed where.</summary>
    Inventory,

    /// <summary>The vendor's documentation or answer.</summary>
    Vendor,

    /// <summary>A change that was planned and approved.</summary>
    Change,
}

/// <summary>Something that says that a pattern is harmless.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Reference">Where to find it: a ticket, an address, a name.</param>
public sealed record ExceptionEvidence(EvidenceKind Kind, string Reference);

/// <summary>Asks an approver to let an item pass in spite of a refusal.</summary>
/// <param name="Code">The refusal.</param>
/// <param name="Reason">Why it should pass.</param>
public sealed record RefusalOverride(RefusalCode Code, string Reason);

/// <summary>All of an exception item that a person writes.</summary>
public sealed record ExceptionContent
{
    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>What it is about; null if nobody said.</summary>
    public string? Description { get; init; }

    /// <summary>Why the pattern is harmless.</summary>
    public required string Reason { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string Owner { get; init; }

    /// <summary>Which accesses it means.</summary>
    public required ExceptionTerms Terms { get; init; }

    /// <summary>What says that they are harmless.</summary>
    public IReadOnlyList<ExceptionEvidence> Evidence { get; init; } = [];

    /// <summary>The refusals that an approver is asked to let pass.</summary>
    public IReadOnlyList<RefusalOverride> Overrides { get; init; } = [];

    /// <summary>The item that is revoked in the moment in which this one becomes active; null for none.</summary>
    public string? Replaces { get; init; }
}
