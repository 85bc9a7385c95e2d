using Microsoft.Playwright;

namespace DetectionApi.ConsoleTests;

/// <summary>Swagger UI as a person uses it: unfold an operation, try it out as it stands, execute, read.</summary>
internal sealed class SwaggerPage(IPage page, Uri service)
{
    // A browser says so of every answer that is a refusal; what a page may not do is told in other words.
    private const string Refused = "Failed to load resource";

    private readonly List<string> _outside = [];
    private readonly List<string> _complaints = [];

    /// <summary>Requests that went anywhere else than to the service.</summary>
    public IReadOnlyList<string> Outside => _outside;

    /// <summary>What the browser complains of: faults in scripts, and whatever the page's policy forbade.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Opens the page.</summary>
    public async Task OpenAsync()
    {
        page.PageError += (_, error) => _complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !message.Text.StartsWith(Refused, StringComparison.Ordinal))
                _complaints.Add(message.Text);
        };
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" } to && to.Authority != service.Authority)
                _outside.Add(request.Url);
        };
        await page.GotoAsync(new Uri(service, "swagger/index.html").ToString());
        await page.WaitForSelectorAsync(".opblock");
    }

    /// <summary>The operations of a tag, in the order in which the page shows them.</summary>
    public async Task<IReadOnlyList<string>> OperationsOfAsync(string tag) =>
        await page.EvalOnSelectorAllAsync<string[]>(
            $"[id^='operations-{tag}-']", "all => all.map(one => one.id)");

    /// <summary>Tries an operation out with the example that the page offers.</summary>
    /// <returns>The status of the answer, and its body.</returns>
    public async Task<(int Status, string Body)> TryOutAsync(string operation)
    {
        var block = page.Locator($"#{operation}");
        await block.ScrollIntoViewIfNeededAsync();
        await block.Locator(".opblock-summary-control").ClickAsync();
        await block.Locator(".try-out__btn").ClickAsync();
        await block.Locator("button.execute").ClickAsync();
        var status = block.Locator(".live-responses-table tbody .response-col_status").First;
        await status.WaitForAsync();
        var text = (await status.InnerTextAsync()).Split('\n')[0].Trim();
        var body = block.Locator(".live-responses-table .highlight-code").First;
        return (int.TryParse(text, out var number) ? number : 0,
            await body.CountAsync() > 0 ? await body.InnerTextAsync() : "");
    }

    /// <summary>Says who one is in the window behind the button Authorize.</summary>
    /// <param name="scheme">What the document calls the way.</param>
    /// <param name="values">What is filled in, from the top.</param>
    public async Task AuthorizeAsync(string scheme, params string[] values)
    {
        await page.Locator("button.btn.authorize.unlocked").First.ClickAsync();
        var form = page.Locator(".auth-container form").Filter(new() { HasText = $"{scheme} " });
        foreach (var (index, value) in values.Index()) await form.Locator("input").Nth(index).FillAsync(value);
        await form.Locator("button.authorize").ClickAsync();
        await form.Locator("button", new() { HasText = "Logout" }).WaitForAsync();
        await page.Locator(".auth-container button.btn-done, button.btn-done").First.ClickAsync();
    }

    /// <summary>Keeps a picture of an operation, and folds it up again.</summary>
    public async Task KeepPictureAsync(string operation, string file)
    {
        var block = page.Locator($"#{operation}");
        await block.ScreenshotAsync(new() { Path = file });
        await block.Locator(".opblock-summary-control").ClickAsync();
    }
}
