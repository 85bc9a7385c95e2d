using System.Globalization;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>What is different between two versions of an item, field by field, as the item is posted.</summary>
public static class ExceptionDifference
{
    private static readonly (string Name, Func<ExceptionContent, string?> Text)[] Fields =
    [
        ("name", content => content.Name),
        ("description", content => content.Description),
        ("reason", content => content.Reason),
        ("owner", content => content.Owner),
        ("rules", content => Text(content.Terms.RuleIds)),
        ("source.signer.subject", content => content.Terms.Signer),
        ("source.executable", content => content.Terms.Executable),
        ("source.sha256", content => content.Terms.Sha256),
        ("source.parentExecutable", content => content.Terms.ParentExecutable),
        ("target.image", content => content.Terms.TargetImage),
        ("access.classes", content => Text(Words.AllOf(content.Terms.Classes))),
        ("callTrace.firstFrame.kind", content => content.Terms.FirstFrameKind is { } kind ? Words.Of(kind) : null),
        ("callTrace.firstFrame.module", content => content.Terms.FirstFrameModule),
        ("callTrace.shape", content => content.Terms.Shape),
        ("scope.allHosts", content => content.Terms.IsForAllHosts ? "true" : "false"),
        ("scope.hosts", content => Text(content.Terms.Hosts)),
        ("scope.users", content => Text(content.Terms.Users)),
        ("evidence", content => Text(content.Evidence.Select(one => $"{Words.Of(one.Kind)}: {one.Reference}"))),
        ("validFrom", content => Text(content.Terms.ValidFrom)),
        ("expiresAt", content => Text(content.Terms.ExpiresAt)),
        ("overrides", content => Text(content.Overrides.Select(one => $"{Words.Of(one.Code)}: {one.Reason}"))),
        ("replaces", content => content.Replaces),
    ];

    /// <summary>The fields that differ, in the order in which they are posted.</summary>
    /// <param name="before">What the item said; null if it is new.</param>
    /// <param name="after">What it says since.</param>
    /// <remarks>The order within a list means nothing, so that it is no difference.</remarks>
    public static IReadOnlyList<ExceptionFieldChange> Between(ExceptionContent? before, ExceptionContent after) =>
    [
        .. from field in Fields
           let @from = before is null ? null : field.Text(before)
           let to = field.Text(after)
           where @from != to
           select new ExceptionFieldChange(field.Name, @from, to),
    ];

    private static string? Text(IEnumerable<string> values) =>
        string.Join(", ", values.Order(StringComparer.Ordinal)) is { Length: > 0 } text ? text : null;

    private static string? Text(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);
}
