using DetectionApi.Domain.Investigation;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Investigation;

/// <summary>How alerts are investigated. Bound from the section <c>Investigation</c>.</summary>
internal sealed class InvestigationOptions
{
    public const string Section = "Investigation";

    /// <summary>
    /// Lists that take the place of those that come with the service, by name, such as <c>OfficePrograms</c>.
    /// </summary>
    public Dictionary<string, string[]> Lists { get; init; } = [];

    /// <summary>The lists that hold.</summary>
    public InvestigationLists InForce => InvestigationLists.Default.With(Lists);

    /// <summary>What is senseless about them, one sentence for each.</summary>
    public static void Check(OptionsBuilder<InvestigationOptions> options) => options.Validate(
        o => o.Lists.Keys.All(IsList),
        $"Investigation:Lists may hold {string.Join(", ", InvestigationLists.Names)}, and no other list");

    private static bool IsList(string name) =>
        InvestigationLists.Names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
