using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using DetectionApi.Domain.Eql;

namespace DetectionApi.Domain.Rules;

/// <summary>The rules that come with the service.</summary>
/// <remarks>
/// Each is a folder beside this file: <c>rule.json</c>, and for each version its query and its guide.
/// </remarks>
public static class RuleCatalogue
{
    private const string Root = "Rules/Catalogue/";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Every built-in rule.</summary>
    public static IReadOnlyList<Rule> BuiltIn { get; } = [Load("direct-syscall")];

    private static Rule Load(string folder)
    {
        var file = JsonSerializer.Deserialize<RuleFile>(Read($"{folder}/rule.json"), Json)!;
        return new Rule(
            file.Id, file.Name, file.Description, file.ActiveVersion,
            [.. file.Versions.OrderBy(v => v.Version).Select(v => Load(folder, v))]);
    }

    private static RuleVersion Load(string folder, VersionFile file) => new()
    {
        Version = file.Version,
        Authors = file.Authors,
        Severity = file.Severity,
        RiskScore = file.RiskScore,
        IndexPatterns = file.IndexPatterns,
        IntervalMinutes = file.IntervalMinutes,
        LookBackMinutes = file.LookBackMinutes,
        AlertsPerIntervalMax = file.AlertsPerIntervalMax,
        TimestampOverride = file.TimestampOverride,
        References = file.References,
        Tags = file.Tags,
        Threat = file.Threat,
        Query = EqlQuery.Parse(Read($"{folder}/{file.Version}.eql")),
        Guide = Read($"{folder}/{file.Version}.md"),
    };

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Root + name)
            ?? throw new InvalidOperationException($"The catalogue has no file {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private sealed record RuleFile(
        string Id, string Name, string Description, int ActiveVersion, IReadOnlyList<VersionFile> Versions);

    private sealed record VersionFile(
        int Version, IReadOnlyList<string> Authors, Severity Severity, int RiskScore,
        IReadOnlyList<string> IndexPatterns, int IntervalMinutes, int LookBackMinutes, int AlertsPerIntervalMax,
        string TimestampOverride, IReadOnlyList<string> References, IReadOnlyList<string> Tags,
        IReadOnlyList<Threat> Threat);
}
