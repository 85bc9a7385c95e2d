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
}

/// <summary>One term of an item held against an access.</summary>
/// <param name="Term">What it asks for.</param>
/// <param name="Wanted">What it wants.</param>
/// <param name="Found">What the access has there; null if that is not known.</param>
/// <param name="Holds">Whether the access is so.</param>
public sealed record TermResult(ExceptionTerm Term, string Wanted, string? Found, bool Holds);
