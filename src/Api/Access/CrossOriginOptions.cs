using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Access;

/// <summary>Pages of which other origins may use the service. Bound from the section <c>Cors</c>.</summary>
/// <remarks>Any page that somebody happens to look at may read at most: to change things it must be named.</remarks>
internal sealed class CrossOriginOptions
{
    public const string Section = "Cors";

    /// <summary>Stands for every origin.</summary>
    public const string Any = "*";

    /// <summary>
    /// The origins, such as <c>https://grafana.example.org</c>; <c>*</c> alone lets all read. None unless given.
    /// </summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>True if pages of every origin may read.</summary>
    public bool AllowsAny => Origins is [Any];

    /// <summary>True if pages of that origin may read. What is no origin, such as <c>null</c>, never may.</summary>
    public bool AllowsReading(string origin) => AllowsAny ? IsOrigin(origin) : AllowsChanges(origin);

    /// <summary>True if pages of that origin may change things.</summary>
    public bool AllowsChanges(string origin) =>
        !AllowsAny && Origins.Contains(origin, StringComparer.OrdinalIgnoreCase);

    /// <summary>What is senseless about them, one sentence for each.</summary>
    public static void Check(OptionsBuilder<CrossOriginOptions> options) => options
        .Validate(
            o => !o.Origins.Contains(Any) || o.AllowsAny, "Cors:Origins must be `*` alone, or name each origin")
        .Validate(
            o => o.AllowsAny || o.Origins.All(IsOrigin),
            "Cors:Origins must hold origins as browsers write them, such as https://grafana.example.org or "
            + "http://10.1.2.3:3000: without a path, a slash at the end, or the port that goes without saying");

    private static bool IsOrigin(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
        && address.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase)
        && address.UserInfo.Length == 0;
}
