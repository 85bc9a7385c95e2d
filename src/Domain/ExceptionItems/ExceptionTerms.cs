using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>Which accesses an exception item means.</summary>
/// <remarks>
/// Terms that are given must all hold; one that is null or empty asks nothing. Of a list any value will do, but
/// <see cref="Classes"/> is the most that is allowed. Paths are <see cref="PathPattern"/>s.
/// </remarks>
public sealed record ExceptionTerms
{
    /// <summary>The rules whose matches it may cover; empty for all.</summary>
    public IReadOnlyList<string> RuleIds { get; init; } = [];

    /// <summary>
    /// The subject name of the source's signer, ignoring case. The signature must have verified, and on the host itself
    /// or by the inventory.
    /// </summary>
    public string? Signer { get; init; }

    /// <summary>The path of the source.</summary>
    public string? Executable { get; init; }

    /// <summary>The SHA-256 of the source's executable, 64 hexadecimal digits.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The path of the process that started the source.</summary>
    public string? ParentExecutable { get; init; }

    /// <summary>The path of the process that was opened.</summary>
    public string? TargetImage { get; init; }

    /// <summary>What the granted rights may be good for at most; a mask that cannot be read is never covered.</summary>
    public AccessClasses Classes { get; init; }

    /// <summary>Who issued the system call.</summary>
    public FirstFrameKind? FirstFrameKind { get; init; }

    /// <summary>The path of the file behind the first frame.</summary>
    public string? FirstFrameModule { get; init; }

    /// <summary>The whole shape of the call trace, as <see cref="CallTraceShape"/> writes it.</summary>
    public string? Shape { get; init; }

    /// <summary>Whether it holds on all hosts; if not, <see cref="Hosts"/> says on which.</summary>
    public bool IsForAllHosts { get; init; }

    /// <summary>Hosts by their name, with or without its domain, or by their id.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Accounts of the source as <c>DOMAIN\user</c>; empty for all.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>The event time from which it holds; null for ever since.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>The event time from which it no longer holds.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
