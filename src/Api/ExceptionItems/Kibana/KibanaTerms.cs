using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Api.ExceptionItems.Kibana;

/// <summary>Terms of ours as Kibana can say them, and what it cannot.</summary>
internal static class KibanaTerms
{
    // All combinations of so many rights are as many masks as one entry should list.
    private const int RightsMax = 7;

    /// <summary>What must hold, in Kibana's words.</summary>
    public static IEnumerable<KibanaEntry> EntriesOf(ExceptionTerms terms)
    {
        if (terms.Executable is { } executable) yield return PathOf(KibanaFields.Executable, executable);
        if (terms.Signer is { } signer)
            yield return new KibanaEntry
            {
                Field = KibanaFields.CodeSignatures[0],
                Type = KibanaFields.Nested,
                Entries =
                [
                    Of(KibanaFields.SubjectName, KibanaFields.Match, KibanaValue.Of(signer)),
                    Of(KibanaFields.Trusted, KibanaFields.Match, KibanaValue.Of("true")),
                ],
            };
        if (terms.Sha256 is { } hash)
            yield return Of(KibanaFields.Sha256, KibanaFields.Match, KibanaValue.Of(hash));
        if (terms.ParentExecutable is { } parent) yield return PathOf(KibanaFields.ParentExecutable, parent);
        if (terms.TargetImage is { } target) yield return PathOf(KibanaFields.TargetImage, target);
        if (MasksOf(terms.Classes) is [_, ..] masks)
            yield return Of(KibanaFields.GrantedAccess, KibanaFields.MatchAny, KibanaValue.Of(masks));
        if (CallTraceOf(terms) is { } trace)
            yield return Of(KibanaFields.CallTrace, KibanaFields.Wildcard, KibanaValue.Of(trace));
        if (!terms.IsForAllHosts && terms.Hosts.Count > 0)
            yield return Of(
                terms.Hosts.All(IsId) ? KibanaFields.HostId : KibanaFields.HostName, KibanaFields.MatchAny,
                KibanaValue.Of(terms.Hosts));
        if (terms.Users.Count > 0)
            yield return Of(KibanaFields.SourceUser, KibanaFields.MatchAny, KibanaValue.Of(terms.Users));
    }

    /// <summary>In what Kibana's item means something else, in one sentence.</summary>
    public static string DifferenceOf(ExceptionTerms terms)
    {
        var unsaid = UnsaidOf(terms).ToList();
        var narrower = "narrower, as upper and lower case count there"
            + (terms.Signer is null ? "" : " and Sysmon's events carry no signer");
        return unsaid.Count == 0
            ? $"In Kibana this item is {narrower}."
            : $"In Kibana this item is broader, as it cannot say {string.Join(", ", unsaid)}, and {narrower}.";
    }

    private static IEnumerable<string> UnsaidOf(ExceptionTerms terms)
    {
        string?[] paths = [terms.Executable, terms.ParentExecutable, terms.TargetImage];
        var masks = MasksOf(terms.Classes);
        if (terms.RuleIds.Count > 0) yield return "for which rules it is";
        if (masks.Count == 0) yield return "which access rights are allowed";
        if (CallTraceOf(terms) is null) yield return "who issues the system call";
        else if (terms.Shape is not null) yield return "what the call trace is like behind its first frame";
        if (paths.Any(path => path is not null && PathPattern.HasWildcard(path)))
            yield return "that a wildcard stays within one folder";
        if (terms.ValidFrom is not null) yield return "from when it holds";
        if (terms.Hosts.Count > 0 && terms.Hosts.Any(IsId) && !terms.Hosts.All(IsId))
            yield return "hosts by name and others by id";
    }

    // Every mask that the classes allow, if they are few and if it is known which bits they are.
    private static List<string> MasksOf(AccessClasses classes)
    {
        if ((classes & (AccessClasses.Other | AccessClasses.AllAccess)) != 0) return [];

        var rights = Enumerable.Range(0, 32).Select(bit => 1u << bit)
            .Where(bit => new AccessMask(bit).Classes is not AccessClasses.Other and var of && (of & ~classes) == 0)
            .ToList();
        if (rights.Count is 0 or > RightsMax) return [];

        return
        [
            .. Enumerable.Range(1, (1 << rights.Count) - 1)
                .Select(chosen => rights.Index().Where(right => (chosen >> right.Index & 1) == 1)
                    .Aggregate(0u, (mask, right) => mask | right.Item))
                .Order()
                .Select(mask => new AccessMask(mask).ToString()),
        ];
    }

    private static string? CallTraceOf(ExceptionTerms terms) => terms switch
    {
        { FirstFrameKind: FirstFrameKind.Unbacked } => $"{KibanaFields.Unbacked}(*",
        { FirstFrameKind: null or FirstFrameKind.Malformed or FirstFrameKind.Empty } => null,
        { FirstFrameModule: { } module } => $"{KibanaWildcard.Escape(module)}+*",
        { FirstFrameKind: FirstFrameKind.SourceImage, Executable: { } source } => $"{KibanaWildcard.Escape(source)}+*",
        _ => null,
    };

    private static KibanaEntry PathOf(string field, string path) => PathPattern.HasWildcard(path)
        ? Of(field, KibanaFields.Wildcard, KibanaValue.Of(KibanaWildcard.Escape(path)))
        : Of(field, KibanaFields.Match, KibanaValue.Of(path));

    private static KibanaEntry Of(string field, string type, KibanaValue value) =>
        new() { Field = field, Operator = KibanaFields.Included, Type = type, Value = value };

    private static bool IsId(string host) => Guid.TryParse(host, out _);
}
