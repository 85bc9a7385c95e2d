using System.Text.Json.Nodes;

namespace DetectionApi.Api.Demo;

/// <summary>What tells one alert of the demo from the others.</summary>
internal sealed record DemoAlert(string Source, string Target, string FirstFrame, int Occurrences)
{
    /// <summary>The alerts that the samples must raise, and no others.</summary>
    public static readonly IReadOnlyList<DemoAlert> Expected =
    [
        new("svchost.exe", "lsass.exe", "unbacked", 12),
        new("svchost.exe", "lsass.exe", "unbacked", 10),
        new("svchost.exe", "lsass.exe", "unbacked", 8),
        new("updater.exe", "lsass.exe", "unbacked", 3),
        new("memscan.exe", "lsass.exe", "source-image", 1),
        new("WINWORD.EXE", "chrome.exe", "unbacked", 1),
        new("Acrobat.exe", "lsass.exe", "unbacked", 1),
    ];

    public static DemoAlert Of(JsonNode alert) => new(
        (string)alert["source"]!["name"]!,
        ((string)alert["target"]!["image"]!).Split('\\')[^1],
        (string)alert["callTrace"]!["firstFrame"]!["kind"]!,
        (int)alert["occurrenceCount"]!);
}
