using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>Who signed the source.</summary>
/// <param name="Subject">The subject name, ignoring case, as an alert of the program shows it.</param>
/// <param name="Trusted">Whether the signature must verify; it must.</param>
internal sealed record ExceptionSigner(string? Subject = null, bool Trusted = true);

/// <summary>The program that opens another one. At least its signer, its path or its hash is given.</summary>
/// <param name="Signer">Who signed it.</param>
/// <param name="Executable">Its path; `*` and `?` are wild within one folder or file name, never a backslash.</param>
/// <param name="Sha256">The SHA-256 of its file, 64 hexadecimal digits.</param>
/// <param name="ParentExecutable">The path of the program that started it, where that matters.</param>
internal sealed record ExceptionSource(
    ExceptionSigner? Signer = null, string? Executable = null, string? Sha256 = null, string? ParentExecutable = null);

/// <summary>The program that is opened.</summary>
/// <param name="Image">Its path; `*` and `?` are wild within one folder or file name.</param>
internal sealed record ExceptionTarget(string? Image = null);

/// <summary>The rights that are allowed.</summary>
/// <param name="Classes">What the granted rights may be good for at most. A mask with more is not covered.</param>
internal sealed record ExceptionAccess(IReadOnlyList<AccessClasses>? Classes = null);

/// <summary>Who issues the system call.</summary>
/// <param name="Kind">The kind of code.</param>
/// <param name="Module">The path of its file, if a file backs it; `*` and `?` are wild within one name.</param>
internal sealed record ExceptionFirstFrame(FirstFrameKind? Kind = null, string? Module = null);

/// <summary>What the call trace is like.</summary>
/// <param name="FirstFrame">Who issues the system call.</param>
/// <param name="Shape">The whole shape as an alert shows it, without wildcards; null if the first frame is
/// enough.</param>
internal sealed record ExceptionCallTrace(ExceptionFirstFrame? FirstFrame = null, string? Shape = null);

/// <summary>Where and for whom it holds.</summary>
/// <param name="AllHosts">True for all hosts; that takes evidence.</param>
/// <param name="Hosts">The hosts otherwise, by name, with or without the domain, or by id.</param>
/// <param name="Users">Accounts of the source as `DOMAIN\user`; empty for all.</param>
internal sealed record ExceptionScope(
    bool AllHosts = false, IReadOnlyList<string>? Hosts = null, IReadOnlyList<string>? Users = null);

/// <summary>Something that says that the pattern is harmless.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Reference">Where to find it: a ticket, an address, a name.</param>
internal sealed record ExceptionEvidenceItem(EvidenceKind? Kind = null, string? Reference = null);

/// <summary>Asks an approver to let an item pass in spite of a refusal.</summary>
/// <param name="Code">The refusal, one that says `overridable`.</param>
/// <param name="Reason">Why.</param>
internal sealed record ExceptionOverride(RefusalCode? Code = null, string? Reason = null);

/// <summary>An exception item as a person writes it. Terms that are given must all hold; null asks nothing.</summary>
internal sealed record ExceptionItemRequest
{
    /// <summary>What programs call it: 1 to 64 of `a`-`z`, `0`-`9` and `-`; made up unless given.</summary>
    public string? Id { get; init; }

    /// <summary>What it is called.</summary>
    public string? Name { get; init; }

    /// <summary>What it is about.</summary>
    public string? Description { get; init; }

    /// <summary>Why the pattern is harmless.</summary>
    public string? Reason { get; init; }

    /// <summary>Who answers for it.</summary>
    public string? Owner { get; init; }

    /// <summary>The ids of the rules whose matches it may cover; empty for all.</summary>
    public IReadOnlyList<string>? Rules { get; init; }

    /// <summary>The program that opens another one.</summary>
    public ExceptionSource? Source { get; init; }

    /// <summary>The program that is opened.</summary>
    public ExceptionTarget? Target { get; init; }

    /// <summary>The rights that are allowed.</summary>
    public ExceptionAccess? Access { get; init; }

    /// <summary>What the call trace is like.</summary>
    public ExceptionCallTrace? CallTrace { get; init; }

    /// <summary>Where and for whom it holds.</summary>
    public ExceptionScope? Scope { get; init; }

    /// <summary>What says that the pattern is harmless.</summary>
    public IReadOnlyList<ExceptionEvidenceItem>? Evidence { get; init; }

    /// <summary>The event time from which it holds; null for whatever happened before it expires.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>The event time at which it ceases to hold; either this or `expiresInDays`.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>After how many days from now it ceases to hold.</summary>
    public int? ExpiresInDays { get; init; }

    /// <summary>The refusals that an approver is asked to let pass.</summary>
    public IReadOnlyList<ExceptionOverride>? Overrides { get; init; }

    /// <summary>The id of the active item that is revoked in the moment in which this one becomes active.</summary>
    public string? Replaces { get; init; }
}
