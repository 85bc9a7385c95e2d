using System.Globalization;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>Says which accesses the terms of an item mean. There is no other way to find out anywhere.</summary>
/// <remarks>
/// An access is covered if every condition holds, and explained by the same conditions, so that what is explained is
/// what is done. Immutable.
/// </remarks>
public sealed class ExceptionMatcher
{
    private readonly Condition[] _conditions;

    /// <summary>A matcher for the terms.</summary>
    public ExceptionMatcher(ExceptionTerms terms)
    {
        Terms = terms;
        _conditions = [.. ConditionsOf(terms).OrderBy(condition => condition.Term)];
    }

    /// <summary>The terms.</summary>
    public ExceptionTerms Terms { get; }

    /// <summary>True if the item covers the access: every term holds.</summary>
    public bool Covers(CandidateAccess access)
    {
        foreach (var condition in _conditions)
            if (!condition.Holds(access)) return false;

        return true;
    }

    /// <summary>True if it covers the access, or may once more is known about the source.</summary>
    public bool MayCover(CandidateAccess access)
    {
        foreach (var condition in _conditions)
            if (!condition.AsksForFacts && !condition.Holds(access)) return false;

        return true;
    }

    /// <summary>True if it covers the like of an access, as far as is known of that.</summary>
    /// <remarks>
    /// For what must not be hidden: of a stored access a fact may never have been learned or kept, and the next one
    /// like it may tell it.
    /// </remarks>
    public bool MayHide(CandidateAccess access)
    {
        foreach (var condition in _conditions)
            if (!condition.MayHold(access)) return false;

        return true;
    }

    /// <summary>Every term held against the access, in the order in which they are asked.</summary>
    public IReadOnlyList<TermResult> Explain(CandidateAccess access) =>
    [
        .. _conditions.Select(condition => new TermResult(
            condition.Term, condition.Wanted, condition.Found(access), condition.Holds(access))),
    ];

    private static IEnumerable<Condition> ConditionsOf(ExceptionTerms terms)
    {
        yield return ClassesOf(terms.Classes);
        yield return TimeOf(terms);
        if (terms.RuleIds.Count > 0)
            yield return AnyOf(ExceptionTerm.Rule, terms.RuleIds, access => access.RuleId);
        if (terms is not { FirstFrameKind: null, FirstFrameModule: null })
            yield return FirstFrameOf(terms.FirstFrameKind, terms.FirstFrameModule);
        if (terms.TargetImage is { } target)
            yield return PathOf(
                ExceptionTerm.Target, target, access => access.TargetPath, access => access.TargetImage);
        if (terms.Executable is { } executable)
            yield return PathOf(
                ExceptionTerm.Executable, executable, access => access.SourcePath, access => access.Source.Executable);
        if (terms.ParentExecutable is { } parent)
            yield return PathOf(
                ExceptionTerm.ParentExecutable, parent,
                access => access.ParentPath is { } path ? ItemPath.Fold(path) : "", access => access.ParentPath);
        if (!terms.IsForAllHosts) yield return HostOf(terms.Hosts);
        if (terms.Shape is { } shape)
            yield return new Condition(
                ExceptionTerm.Shape, shape, access => access.Shape == shape, access => access.Shape);
        if (terms.Users.Count > 0) yield return AnyOf(ExceptionTerm.User, terms.Users, access => access.Source.User);
        if (terms.Signer is { } signer)
            yield return new Condition(
                ExceptionTerm.Signer, $"{signer}, verified", access => IsSame(access.TrustedSigner, signer),
                access => FoundSigner(access.Source.Signer))
            {
                // The same name, said by nobody who may decide, may yet be said by somebody who may.
                IsDoubtful = access => access.Source.Signer is { State: SignerState.Trusted, IsFirstHand: false } said
                    && (said.Subject is null || IsSame(said.Subject, signer)),
            };
        if (terms.Sha256 is { } hash)
            yield return new Condition(
                ExceptionTerm.Sha256, hash, access => IsSame(access.Source.Sha256, hash),
                access => access.Source.Sha256);
    }

    private static Condition ClassesOf(AccessClasses allowed)
    {
        var all = allowed.Implied();
        return new Condition(
            ExceptionTerm.AccessClasses, $"at most {string.Join(", ", Words.AllOf(allowed))}",
            access => access.Classes is { } classes && (classes & ~all) == 0,
            access => access.Classes is { } classes ? string.Join(", ", Words.AllOf(classes)) : null);
    }

    private static Condition TimeOf(ExceptionTerms terms) => new(
        ExceptionTerm.Time, $"from {Text(terms.ValidFrom) ?? "ever since"} until {Text(terms.ExpiresAt) ?? "for ever"}",
        access => !(access.At < terms.ValidFrom) && !(access.At >= terms.ExpiresAt), access => Text(access.At));

    private static Condition FirstFrameOf(FirstFrameKind? kind, string? module)
    {
        var pattern = module is null ? null : PathPattern.Of(module);
        return new Condition(
            ExceptionTerm.FirstFrame, $"{(kind is { } known ? Words.Of(known) : null)} {pattern}".Trim(),
            access => (kind is null || access.FirstFrame.Kind == kind)
                && (pattern is null || (access.FirstFramePath is { } path && pattern.Matches(path))),
            access => access.FirstFrame.ToString());
    }

    private static Condition HostOf(IReadOnlyList<string> hosts)
    {
        var wanted = hosts.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new Condition(
            ExceptionTerm.Host, string.Join(", ", hosts),
            access => Array.Exists(access.HostNames, wanted.Contains), access => access.Host.Name);
    }

    private static Condition PathOf(
        ExceptionTerm term, string wanted, Func<CandidateAccess, string> path, Func<CandidateAccess, string?> found)
    {
        var pattern = PathPattern.Of(wanted);
        return new Condition(term, pattern.Text, access => pattern.Matches(path(access)), found);
    }

    private static Condition AnyOf(
        ExceptionTerm term, IReadOnlyList<string> values, Func<CandidateAccess, string?> found)
    {
        var wanted = values.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new Condition(
            term, string.Join(", ", values), access => found(access) is { } value && wanted.Contains(value), found);
    }

    private static string? FoundSigner(Signer signer) => signer switch
    {
        { State: SignerState.Unknown } => null,
        { State: SignerState.Trusted, IsFirstHand: false } => $"{signer.Subject}, verified on other hosts only",
        { Subject: null } => Words.Of(signer.State),
        _ => $"{signer.Subject}, {(signer.State is SignerState.Trusted ? "verified" : "not verified")}",
    };

    private static bool IsSame(string? one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string? Text(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
