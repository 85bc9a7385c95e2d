using DetectionApi.Support;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace DetectionApi.ConsoleTests;

/// <summary>Swagger UI is where analysts manage exceptions.</summary>
public class ExceptionConsoleTests(ITestOutputHelper output)
{
    private static readonly string Pictures = Path.Combine(AppContext.BaseDirectory, "pictures");

    [ChromiumFact]
    public async Task Every_operation_on_exceptions_works_after_the_demo_as_it_stands_and_in_its_order()
    {
        using var directory = new TestDirectory();
        await using var demo = ServiceProcess.Start(directory, ["demo", "--urls", "http://127.0.0.1:0"]);
        var address = await demo.ListeningAsync();
        await DemoDoneAsync(address);

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        var tab = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1300, Height = 1400 } });
        var page = new SwaggerPage(tab, address);
        await page.OpenAsync();

        var operations = await page.OperationsOfAsync("Exceptions");
        Assert.NotEmpty(operations);
        Directory.CreateDirectory(Pictures);
        var failed = new List<string>();
        foreach (var (index, operation) in operations.Index())
        {
            var (status, body) = await page.TryOutAsync(operation);
            await page.KeepPictureAsync(operation, Path.Combine(Pictures, $"{index:00}-{operation}.png"));
            output.WriteLine($"{operation}: {status}");
            if (status is < 200 or >= 300) failed.Add($"{operation}: {status} {body}");
        }

        Assert.Empty(failed);
        Assert.Empty(page.Outside);
    }

    // It listens before its samples are posted.
    private static async Task DemoDoneAsync(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        for (var alerts = 0; alerts == 0; await Task.Delay(TimeSpan.FromMilliseconds(200)))
        {
            using var answer = await http.GetAsync("api/v1/alerts");
            var text = await answer.Content.ReadAsStringAsync();
            alerts = answer.IsSuccessStatusCode && text.Contains("\"id\"", StringComparison.Ordinal) ? 1 : 0;
        }
    }
}
