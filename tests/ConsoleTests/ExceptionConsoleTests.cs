using System.Text.Json.Nodes;
using DetectionApi.Support;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace DetectionApi.ConsoleTests;

/// <summary>Swagger UI is where analysts manage exceptions.</summary>
public class ExceptionConsoleTests(ITestOutputHelper output)
{
    // As an analyst goes.
    private static readonly string[] Order =
    [
        "ListExceptionSuggestions", "SuggestExceptionItem", "PreviewExceptionItem", "ExplainExceptionItems",
        "ListExceptions", "CreateException", "GetException", "UpdateException", "SubmitException", "ApproveException",
        "ListExceptionMatches", "ListExceptionHistory", "AddExceptionComment", "ListExceptionComments",
        "RejectException", "CloseCoveredAlerts", "RevokeException", "ChangeExceptions", "ExportExceptions",
        "ImportExceptions", "ListSigners", "PutSigners", "RemoveSigner",
    ];

    private static readonly string Pictures = Path.Combine(AppContext.BaseDirectory, "pictures");

    [ChromiumFact]
    public async Task Every_operation_on_exceptions_works_after_the_demo_as_it_stands_and_in_its_order()
    {
        using var directory = new TestDirectory();
        await using var demo = ServiceProcess.Start(directory, ["demo", "--urls", "http://127.0.0.1:0"]);
        var address = await demo.ListeningAsync();
        using var http = new HttpClient { BaseAddress = address };
        await DemoDoneAsync(http);
        Assert.Equal(7, await AlertsAsync(http, "raised"));

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        var tab = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1300, Height = 1400 } });
        var page = new SwaggerPage(tab, address);
        await page.OpenAsync();

        IReadOnlyList<string> operations =
            [.. await page.OperationsOfAsync("Exceptions"), .. await page.OperationsOfAsync("Signers")];
        Assert.Equal(Order, operations.Select(operation => operation.Split('-')[^1]));
        Directory.CreateDirectory(Pictures);
        var failed = new List<string>();
        foreach (var (index, operation) in operations.Index())
        {
            var (status, body) = await page.TryOutAsync(operation);
            await page.KeepPictureAsync(operation, Path.Combine(Pictures, $"{index:00}-{operation}.png"));
            output.WriteLine($"{operation}: {status}");
            if (status is < 200 or >= 300) failed.Add($"{operation}: {status} {body}");
            if (operation.EndsWith("ApproveException", StringComparison.Ordinal))
                Assert.Equal((4, 3), (await AlertsAsync(http, "raised"), await AlertsAsync(http, "excepted")));
        }

        Assert.Empty(failed);
        Assert.Equal((7, 0), (await AlertsAsync(http, "raised"), await AlertsAsync(http, "excepted")));
        Assert.Empty(page.Outside);
        Assert.Empty(page.Complaints);
    }

    // It listens before its samples are posted, and what an analyst left comes last.
    private static async Task DemoDoneAsync(HttpClient http)
    {
        while (true)
        {
            using var answer = await http.GetAsync("api/v1/exceptions?status=pending");
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.IsSuccessStatusCode && text.Contains("print-agents", StringComparison.Ordinal)) return;
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }

    private static async Task<int> AlertsAsync(HttpClient http, string disposition) =>
        JsonNode.Parse(await http.GetStringAsync($"api/v1/alerts?disposition={disposition}&status=open,closed"))![
            "items"]!.AsArray().Count;
}
