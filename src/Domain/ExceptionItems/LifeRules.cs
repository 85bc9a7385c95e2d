using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>What may be done with an item, as far as it is not a question of what the item says.</summary>
public static class LifeRules
{
    /// <summary>Why an action is nothing for the item as it is; null if it is one.</summary>
    public static Refusal? RefusalOf(ExceptionAction action, ExceptionItem item)
    {
        if (ExceptionTransitions.Allows(item.Status, action)) return null;

        var from = string.Join(" or ", ExceptionTransitions.Of(action).Select(Words.Of));
        return new Refusal(
            RefusalCode.TransitionRefused,
            $"Item {item.Id} is {Words.Of(item.Status)}; to {Words.Of(action)} it, it must be {from}.", "");
    }

    /// <summary>Why nobody may approve what he wrote himself; null if he did not.</summary>
    public static Refusal? RefusalOfApprovalBy(string actor, ExceptionItem item) => item.IsAuthor(actor)
        ? new Refusal(
            RefusalCode.OwnApproval,
            $"{actor} wrote some of item {item.Id}; approval is by somebody who wrote none of it.", "")
        : null;

    /// <summary>Why an item in force may not say that from one moment to the next; null if it may.</summary>
    /// <remarks>What was approved may become less, and be said in other words; whatever nobody has to approve may
    /// become anything.</remarks>
    public static Refusal? RefusalOfChangeInForce(
        ExceptionItem item, ExceptionContent content, ExceptionPolicy policy)
    {
        if (item.Status is not ExceptionStatus.Active) return null;
        if (content.Replaces != item.Content.Replaces)
            return Widens(item, "it replaced what it replaced when it came into force", "replaces");

        // An override that somebody let pass goes on; another one is for an approver.
        foreach (var (index, asked) in content.Overrides.Index())
            if (item.Overridden.All(overridden => overridden.Code != asked.Code))
                return Widens(item, $"nobody let {Words.Of(asked.Code)} pass", $"overrides/{index}/code");

        var isLess = item.Content.Terms.Contain(content.Terms);
        return isLess || !policy.NeedsApproval(content)
            ? null
            : Widens(item, "it would mean more than what was approved", "");
    }

    /// <summary>What is missing in, and what is too much of, what the approver lets pass.</summary>
    public static IEnumerable<Refusal> RefusalsOfOverrides(
        ExceptionContent content, IReadOnlyList<RefusalOverride> overrides)
    {
        foreach (var code in content.Overrides.Select(asked => asked.Code).Distinct())
            if (overrides.All(one => one.Code != code))
                yield return new Refusal(
                    RefusalCode.OverrideNotRepeated,
                    $"The item asks to let {Words.Of(code)} pass; say in overrides why you do, or reject it.",
                    "overrides");
        foreach (var (index, one) in overrides.Index())
            if (content.Overrides.All(asked => asked.Code != one.Code))
                yield return new Refusal(
                    RefusalCode.OverrideNotAsked,
                    $"The item does not ask to let {Words.Of(one.Code)} pass; leave the override out.",
                    $"overrides/{index}/code");
    }

    /// <summary>Why an item cannot take the place of that one.</summary>
    public static Refusal ReplacedNotActive(string id) => new(
        RefusalCode.ReplacedNotActive,
        $"There is no active item {id} that it could replace; leave replaces out.", "replaces");

    private static Refusal Widens(ExceptionItem item, string because, string member) => new(
        RefusalCode.WidensActiveItem,
        $"Item {item.Id} is in force, and {because}: post a new item with \"replaces\": \"{item.Id}\", which takes its "
        + "place when it comes into force.",
        member);
}
