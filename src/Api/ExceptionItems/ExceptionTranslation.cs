using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>Between an item as it is posted and an item as the domain knows it.</summary>
internal static class ExceptionTranslation
{
    /// <summary>The content of a request that <see cref="ExceptionItemValidator"/> let pass.</summary>
    public static ExceptionContent ToContent(this ExceptionItemRequest item, DateTimeOffset now) => new()
    {
        Name = item.Name!.Trim(),
        Description = Tidy(item.Description),
        Reason = item.Reason!.Trim(),
        Owner = item.Owner!.Trim(),
        Terms = item.ToTerms(now),
        Evidence = [.. (item.Evidence ?? []).Select(one => new ExceptionEvidence(
            one.Kind!.Value, one.Reference!.Trim()))],
        Overrides = item.Overrides.ToOverrides(),
        Replaces = Tidy(item.Replaces)?.ToLowerInvariant(),
    };

    /// <summary>Overrides whose words are there.</summary>
    public static IReadOnlyList<RefusalOverride> ToOverrides(this IReadOnlyList<ExceptionOverride>? overrides) =>
        [.. (overrides ?? []).Select(one => new RefusalOverride(one.Code!.Value, one.Reason!.Trim()))];

    /// <summary>The terms of a request whose texts are lines and whose words are known.</summary>
    public static ExceptionTerms ToTerms(this ExceptionItemRequest item, DateTimeOffset now) => new()
    {
        RuleIds = Distinct(item.Rules),
        Signer = Tidy(item.Source?.Signer?.Subject),
        Executable = Tidy(item.Source?.Executable),
        Sha256 = Tidy(item.Source?.Sha256)?.ToLowerInvariant(),
        ParentExecutable = Tidy(item.Source?.ParentExecutable),
        TargetImage = Tidy(item.Target?.Image),
        Classes = (item.Access?.Classes ?? []).Aggregate(AccessClasses.None, (all, one) => all | one),
        FirstFrameKind = item.CallTrace?.FirstFrame?.Kind,
        FirstFrameModule = Tidy(item.CallTrace?.FirstFrame?.Module),
        Shape = Tidy(item.CallTrace?.Shape)?.ToLowerInvariant(),
        IsForAllHosts = item.Scope?.AllHosts is true,
        Hosts = Distinct(item.Scope?.Hosts),
        Users = Distinct(item.Scope?.Users),
        ValidFrom = Whole(item.ValidFrom),
        ExpiresAt = Whole(item.ExpiresAt ?? (item.ExpiresInDays is { } days ? now.AddDays(days) : null)),
    };

    /// <summary>An item as it is posted, from one that is known.</summary>
    public static ExceptionItemRequest ToRequest(this ExceptionContent content, string? id) =>
        content.Terms.ToRequest() with
        {
            Id = id,
            Name = content.Name,
            Description = content.Description,
            Reason = content.Reason,
            Owner = content.Owner,
            Evidence = [.. content.Evidence.Select(one => new ExceptionEvidenceItem(one.Kind, one.Reference))],
            Overrides = [.. content.Overrides.Select(one => new ExceptionOverride(one.Code, one.Reason))],
            Replaces = content.Replaces,
        };

    /// <summary>Terms as they are posted.</summary>
    public static ExceptionItemRequest ToRequest(this ExceptionTerms terms) => new()
    {
        Rules = terms.RuleIds,
        Source = new ExceptionSource(
            terms.Signer is { } signer ? new ExceptionSigner(signer) : null, terms.Executable, terms.Sha256,
            terms.ParentExecutable),
        Target = new ExceptionTarget(terms.TargetImage),
        Access = new ExceptionAccess(ClassesOf(terms.Classes)),
        CallTrace = new ExceptionCallTrace(
            new ExceptionFirstFrame(terms.FirstFrameKind, terms.FirstFrameModule), terms.Shape),
        Scope = new ExceptionScope(terms.IsForAllHosts, terms.Hosts, terms.Users),
        ValidFrom = terms.ValidFrom,
        ExpiresAt = terms.ExpiresAt,
    };

    private static List<AccessClasses> ClassesOf(AccessClasses classes) =>
    [
        .. Enum.GetValues<AccessClasses>().Where(one => one is not AccessClasses.None && classes.HasFlag(one)),
    ];

    // Events are told apart by the millisecond, and answers say no more.
    private static DateTimeOffset? Whole(DateTimeOffset? time) => time is { } at
        ? DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds())
        : null;

    private static string? Tidy(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static List<string> Distinct(IReadOnlyList<string>? texts) =>
        [.. (texts ?? []).Select(text => text.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)];
}
