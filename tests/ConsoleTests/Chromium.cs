using Microsoft.Playwright;

namespace DetectionApi.ConsoleTests;

/// <summary>The browser of the system, without a window.</summary>
internal static class Chromium
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];

    private static readonly string[] Switches =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    /// <summary>Why a test that needs it is skipped; null if it is there.</summary>
    public static string? Missing => Place is null ? "Needs Chromium: .ci/install installs it." : null;

    private static string? Place => Array.Find(Places, File.Exists);

    /// <summary>Starts it.</summary>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Place,
        Args = Switches,
    });
}

/// <summary>A test that is done in a browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = Chromium.Missing;
}
