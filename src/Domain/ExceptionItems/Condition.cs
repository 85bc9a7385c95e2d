namespace DetectionApi.Domain.ExceptionItems;

/// <summary>One term of an item, ready to be asked.</summary>
/// <param name="Term">What it asks for.</param>
/// <param name="Wanted">What it wants, in words.</param>
/// <param name="Holds">Whether an access is so.</param>
/// <param name="Found">What an access has there, in words; null if that is not known.</param>
internal sealed record Condition(
    ExceptionTerm Term, string Wanted, Func<CandidateAccess, bool> Holds, Func<CandidateAccess, string?> Found)
{
    /// <summary>True if a fact that comes late may make it hold.</summary>
    public bool AsksForFacts => Term is ExceptionTerm.User or ExceptionTerm.Signer or ExceptionTerm.Sha256
        or ExceptionTerm.ParentExecutable;

    /// <summary>
    /// Whether what was found may be taken back by whoever is nearer, although something is known; never unless said.
    /// </summary>
    public Func<CandidateAccess, bool> IsDoubtful { get; init; } = _ => false;

    /// <summary>True if it holds, or if too little was kept of the access to say that it does not.</summary>
    public bool MayHold(CandidateAccess access) =>
        Holds(access)
        || ((AsksForFacts || Term is ExceptionTerm.Shape) && (Found(access) is null || IsDoubtful(access)));
}

/// <summary>One term of an item held against an access.</summary>
/// <param name="Term">What it asks for.</param>
/// <param name="Wanted">What it wants.</param>
/// <param name="Found">What the access has there; null if that is not known.</param>
/// <param name="Holds">Whether the access is so.</param>
public sealed record TermResult(ExceptionTerm Term, string Wanted, string? Found, bool Holds);
