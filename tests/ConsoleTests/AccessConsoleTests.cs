using System.Text.RegularExpressions;
using DetectionApi.Support;
using Microsoft.Playwright;

namespace DetectionApi.ConsoleTests;

/// <summary>Swagger UI where keys are needed: it opens for everybody, and does nothing for who has none.</summary>
public partial class AccessConsoleTests
{
    private const string Operation = "operations-Rules-ListRules";

    [ChromiumFact]
    public async Task A_key_is_shown_by_the_button_Authorize_in_each_of_the_three_ways()
    {
        using var directory = new TestDirectory();
        var (id, secret, encoded) = await AddKeyAsync(directory);
        await using var service = ServiceProcess.Start(directory, ["--urls", "http://127.0.0.1:0"]);
        var address = await service.ListeningAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);

        Assert.Equal(401, await StatusAsync(browser, address, null));
        Assert.Equal(200, await StatusAsync(browser, address, "apiKey", $"ApiKey {encoded}"));
        Assert.Equal(200, await StatusAsync(browser, address, "basic", id, secret));
        Assert.Equal(200, await StatusAsync(browser, address, "bearer", encoded));
        Assert.Equal(401, await StatusAsync(browser, address, "bearer", "d3JvbmcK"));
    }

    [ChromiumFact]
    public async Task A_key_is_forgotten_when_the_page_is_left()
    {
        using var directory = new TestDirectory();
        var (_, _, encoded) = await AddKeyAsync(directory);
        await using var service = ServiceProcess.Start(directory, ["--urls", "http://127.0.0.1:0"]);
        var address = await service.ListeningAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        var tab = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1300, Height = 1400 } });
        var page = new SwaggerPage(tab, address);
        await page.OpenAsync();
        await page.AuthorizeAsync("apiKey", $"ApiKey {encoded}");

        await page.OpenAsync();

        Assert.Equal(401, (await page.TryOutAsync(Operation)).Status);
        Assert.Equal(0, await tab.EvaluateAsync<int>("localStorage.length + sessionStorage.length"));
    }

    private static async Task<int> StatusAsync(IBrowser browser, Uri address, string? scheme, params string[] values)
    {
        var tab = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1300, Height = 1400 } });
        var page = new SwaggerPage(tab, address);
        await page.OpenAsync();
        if (scheme is not null) await page.AuthorizeAsync(scheme, values);
        var (status, _) = await page.TryOutAsync(Operation);

        Assert.Empty(page.Complaints);
        Assert.Empty(page.Outside);
        await tab.CloseAsync();
        return status;
    }

    private static async Task<(string Id, string Secret, string Encoded)> AddKeyAsync(TestDirectory directory)
    {
        await using var adding = ServiceProcess.Run(
            directory, "keys", "add", "--owner", "j.doe", "--role", "read", "--name", "Swagger UI");
        var (exitCode, errors, output) = await adding.DoneAsync();
        Assert.Equal((0, 0), (exitCode, errors.Length));
        var encoded = Encoded().Match(output).Value;
        var parts = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).Split(':');
        return (parts[0], parts[1], encoded);
    }

    // Base64 of an id, a colon and a secret: nothing else that the command prints is as long.
    [GeneratedRegex(@"[A-Za-z0-9+/]{70,}={0,2}")]
    private static partial Regex Encoded();
}
