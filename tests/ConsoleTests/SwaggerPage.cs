using Microsoft.Playwright;

namespace DetectionApi.ConsoleTests;

/// <summary>Swagger UI as a person uses it: unfold an operation, try it out as it stands, execute, read.</summary>
internal sealed class SwaggerPage(IPage page, Uri service)
{
    private readonly List<string> _outside = [];

    /// <summary>Requests that went anywhere else than to the service.</summary>
    public IReadOnlyList<string> Outside => _outside;

    /// <summary>Opens the page.</summary>
    public async Task OpenAsync()
    {
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

    /// <summary>Keeps a picture of an operation, and folds it up again.</summary>
    public async Task KeepPictureAsync(string operation, string file)
    {
        var block = page.Locator($"#{operation}");
        await block.ScreenshotAsync(new() { Path = file });
        await block.Locator(".opblock-summary-control").ClickAsync();
    }
}
