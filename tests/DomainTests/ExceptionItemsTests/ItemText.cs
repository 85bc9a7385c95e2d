using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.DomainTests.ExceptionItemsTests;

/// <summary>
/// Items as cases state them: what is different from <see cref="SomeItem.Content"/>, as <c>field = value</c> with
/// semicolons between, and the fields named as in the posted JSON.
/// </summary>
internal static class ItemText
{
    private static readonly Dictionary<string, Func<ExceptionTerms, string?, ExceptionTerms>> Terms = new()
    {
        ["rules"] = (terms, value) => terms with { RuleIds = List(value) },
        ["source.signer.subject"] = (terms, value) => terms with { Signer = value },
        ["source.executable"] = (terms, value) => terms with { Executable = value },
        ["source.sha256"] = (terms, value) => terms with { Sha256 = value },
        ["source.parentExecutable"] = (terms, value) => terms with { ParentExecutable = value },
        ["target.image"] = (terms, value) => terms with { TargetImage = value },
        ["access.classes"] = (terms, value) => terms with
        {
            Classes = List(value).Select(Parse<AccessClasses>).Aggregate(AccessClasses.None, (all, one) => all | one),
        },
        ["callTrace.firstFrame.kind"] = (terms, value) => terms with
        {
            FirstFrameKind = value is null ? null : Parse<FirstFrameKind>(value),
        },
        ["callTrace.firstFrame.module"] = (terms, value) => terms with { FirstFrameModule = value },
        ["callTrace.shape"] = (terms, value) => terms with { Shape = value },
        ["scope.allHosts"] = (terms, value) => terms with { IsForAllHosts = value == "true" },
        ["scope.hosts"] = (terms, value) => terms with { Hosts = List(value) },
        ["scope.users"] = (terms, value) => terms with { Users = List(value) },
        ["validFrom"] = (terms, value) => terms with { ValidFrom = Day(value) },
        ["expiresAt"] = (terms, value) => terms with { ExpiresAt = Day(value) },
    };

    public static ExceptionContent Parse(string text) => text
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Aggregate(SomeItem.Content, With);

    private static ExceptionContent With(ExceptionContent content, string assignment)
    {
        var equals = assignment.IndexOf('=');
        var (field, text) = (assignment[..equals].Trim(), assignment[(equals + 1)..].Trim());
        var value = text == "null" ? null : text.Trim('"');
        return field switch
        {
            "evidence" => content with { Evidence = [new ExceptionEvidence(EvidenceKind.Vendor, value!)] },
            "overrides" => content with
            {
                Overrides = [.. List(value).Select(code => new RefusalOverride(Parse<RefusalCode>(code), "known"))],
            },
            "replaces" => content with { Replaces = value },
            _ => content with { Terms = Terms[field](content.Terms, value) },
        };
    }

    // A number of days from now.
    private static DateTimeOffset? Day(string? value) =>
        value is null ? null : SomeItem.Now.AddDays(double.Parse(value, null));

    private static string[] List(string? value) => value?.Split(',') ?? [];

    private static T Parse<T>(string word) where T : struct, Enum =>
        Words.TryParse(word.Trim(), out T value) ? value : throw new FormatException(word);
}
