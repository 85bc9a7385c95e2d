using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>The one gate: what refuses an item, whoever posts it and by whatever way.</summary>
public static class ExceptionRules
{
    private const int NamedMax = 5;

    /// <summary>All that speaks against an item.</summary>
    /// <param name="content">What it says.</param>
    /// <param name="id">Its id; it does not stand in its own way.</param>
    /// <param name="surroundings">What it is judged against.</param>
    /// <returns>Every refusal, those that an override is asked for as well.</returns>
    public static IReadOnlyList<Refusal> RefusalsOf(
        ExceptionContent content, string? id, ExceptionSurroundings surroundings)
    {
        var terms = content.Terms;
        List<Refusal> refusals =
        [
            .. IdentityRules.RefusalsIn(terms), .. PathRules.RefusalsIn(terms), .. ScopeRules.RefusalsIn(content),
            .. TimeRules.RefusalsIn(terms, surroundings), .. SenseRules.RefusalsIn(terms, surroundings.RuleIds),
        ];

        // What has to be written anew is not held against anything; what an approver may let pass is, all the same.
        if (refusals.TrueForAll(refusal => refusal.IsOverridable))
        {
            refusals.AddRange(SignerRefusals(terms, surroundings.Signers));
            refusals.AddRange(Hidden(terms, surroundings));
            refusals.AddRange(AttackRefusals(terms, surroundings.Canaries));
            refusals.AddRange(NeighbourRefusals(content, id, surroundings));
        }

        return [.. refusals, .. OverrideRefusals(content, refusals)];
    }

    /// <summary>What still stands if an approver agrees to the overrides that the item asks for.</summary>
    public static IReadOnlyList<Refusal> WithoutOverridden(
        this IEnumerable<Refusal> refusals, ExceptionContent content) =>
    [
        .. refusals.Where(refusal =>
            !refusal.IsOverridable || !content.Overrides.Any(asked => asked.Code == refusal.Code)),
    ];

    private static IEnumerable<Refusal> SignerRefusals(ExceptionTerms terms, IReadOnlySet<string> known)
    {
        if (terms.Signer is { } signer && !known.Contains(signer))
            yield return new Refusal(
                RefusalCode.SignerNeverSeen,
                $"No verified signature of {signer} was ever seen; check the spelling, or add it to the inventory.",
                "source/signer/subject");
    }

    private static IEnumerable<Refusal> Hidden(ExceptionTerms terms, ExceptionSurroundings surroundings)
    {
        if (Named(surroundings.TruePositives.HiddenBy(terms)) is { Length: > 0 } attacks)
            yield return new Refusal(
                RefusalCode.HidesTruePositive, $"It would hide what was closed as a true positive: {attacks}.", "");
        if (Named(surroundings.Assigned.HiddenBy(terms)) is { Length: > 0 } assigned)
            yield return new Refusal(
                RefusalCode.HidesAssignedAlert,
                $"It would hide what somebody works on: {assigned}; let that be finished first.", "");
    }

    private static string Named(IReadOnlyList<string> ids)
    {
        var named = string.Join(", ", ids.Take(NamedMax).Select(id => $"alert {id}"));
        return ids.Count > NamedMax ? $"{named} and {ids.Count - NamedMax} more" : named;
    }

    private static IEnumerable<Refusal> AttackRefusals(ExceptionTerms terms, IReadOnlyList<Canary> canaries)
    {
        foreach (var canary in CanaryTrial.HiddenBy(terms, canaries))
            yield return new Refusal(
                RefusalCode.HidesCanary, $"It would hide a known attack, {canary.Id}: {canary.Title}.", "");
        if (InjectedCode.IsHiddenBy(terms))
            yield return new Refusal(
                RefusalCode.HidesInjectedCode,
                "It would hide code that an attacker puts into the program that it trusts: a call fits whose trace "
                + "may tell of nothing but unbacked memory and what every process has. Give the whole shape of a call "
                + "trace that tells more.",
                "callTrace/shape");
    }

    private static IEnumerable<Refusal> NeighbourRefusals(
        ExceptionContent content, string? id, ExceptionSurroundings surroundings)
    {
        var others = surroundings.Changes.Containing(content.Terms, surroundings.Active)
            .Where(item => item.Coverage.ItemId != id && item.Coverage.ItemId != content.Replaces);
        if (others.FirstOrDefault() is not { } other) yield break;

        yield return content.Terms.Contain(other.Terms)
            ? new Refusal(RefusalCode.Duplicate, $"Item {other.Coverage.ItemId} means exactly the same.", "")
            : new Refusal(
                RefusalCode.Contained, $"Item {other.Coverage.ItemId} means all of it and more; it would do nothing.",
                "");
    }

    private static IEnumerable<Refusal> OverrideRefusals(ExceptionContent content, List<Refusal> refusals)
    {
        var isHeldAgainstAll = refusals.TrueForAll(refusal => refusal.IsOverridable);
        foreach (var (index, asked) in content.Overrides.Index())
            if (!Refusal.MayOverride(asked.Code))
                yield return new Refusal(
                    RefusalCode.OverrideNotAsked, $"Nobody may override {Words.Of(asked.Code)}; change the item.",
                    $"overrides/{index}/code");
            else if (isHeldAgainstAll && refusals.TrueForAll(refusal => refusal.Code != asked.Code))
                yield return new Refusal(
                    RefusalCode.OverrideNotAsked,
                    $"Nothing refuses it by {Words.Of(asked.Code)}; leave the override out.",
                    $"overrides/{index}/code");
    }
}
