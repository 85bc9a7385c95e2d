using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using DetectionApi.Support;

namespace DetectionApi.Faults;

/// <summary>Items are in force or not, whatever ends the process, and what broke off is gone on with.</summary>
public sealed class ExceptionKillTests
{
    private const int Alerts = 90;
    private const int KillsEach = 4;

    private static readonly string[] Arguments = ["--urls", "http://127.0.0.1:0"];

    private const string Item = """
        {
          "id": "agent", "name": "Vendor's agent", "reason": "It watches the app.", "owner": "app team",
          "source": { "executable": "C:\\Program Files\\Vendor\\agent.exe" },
          "target": { "image": "C:\\Program Files\\App\\app.exe" },
          "access": { "classes": ["query", "memory-read"] },
          "callTrace": { "firstFrame": { "kind": "unbacked" } },
          "scope": { "hosts": ["ws-17.corp.example"] }, "expiresInDays": 30
        }
        """;

    [Fact]
    public async Task Killed_while_alerts_are_closed_or_brought_back_asking_again_goes_on()
    {
        using var directory = new TestDirectory();
        await using (var first = ServiceProcess.Start(directory, Arguments))
        {
            using var client = await ClientAsync(first);
            await PostAsync(client, "events", string.Join('\n', Enumerable.Range(1, Alerts).Select(EventOf)));
            await PostAsync(client, "exceptions", Item);
            var broken = PostAsync(client, "exceptions/agent/submit", """{"closeCovered":true}""");
            while (await StatusAsync(client) != "active") continue;
            await first.KillAsync();
            await Record.ExceptionAsync(() => broken);
        }

        await KilledAgainAndAgainAsync(directory, "close-covered", "{}");
        await using (var service = ServiceProcess.Start(directory, Arguments))
        {
            using var client = await ClientAsync(service);
            Assert.Equal("active", await StatusAsync(client));
            await PostAsync(client, "exceptions/agent/close-covered", "{}");
            await PostAsync(client, "events", EventOf(Alerts + 1));
            Assert.Equal(0, await CountAsync(client, "status=open"));
            Assert.Equal(Alerts + 1, await CountAsync(client, "disposition=excepted"));
            Assert.Equal(Alerts, await CountAsync(client, "disposition=excepted&closingReason=automated-closure"));
        }

        await KilledAgainAndAgainAsync(directory, "revoke", """{"comment":"gone","raise":true}""");
        await using var last = ServiceProcess.Start(directory, Arguments);
        using var lastClient = await ClientAsync(last);
        await PostAsync(lastClient, "exceptions/agent/revoke", """{"comment":"gone","raise":true}""");
        Assert.Equal("revoked", await StatusAsync(lastClient));
        Assert.Equal(Alerts + 1, await CountAsync(lastClient, "status=open"));
        Assert.Equal(0, await CountAsync(lastClient, "disposition=excepted"));
        await last.KillAsync();
        await Stored.AssertIsWholeAsync(directory.At("data"));
    }

    private static async Task KilledAgainAndAgainAsync(TestDirectory directory, string step, string body)
    {
        for (var kill = 0; kill < KillsEach; kill++)
        {
            await using var service = ServiceProcess.Start(directory, Arguments);
            using var client = await ClientAsync(service);
            var broken = PostAsync(client, $"exceptions/agent/{step}", body);
            await Task.Delay(20 * kill);
            await service.KillAsync();
            await Record.ExceptionAsync(() => broken);
        }
    }

    private static async Task<HttpClient> ClientAsync(ServiceProcess service) =>
        new() { BaseAddress = new Uri(await service.ListeningAsync(), "/api/v1/") };

    private static async Task PostAsync(HttpClient client, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var answer = await client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<string?> StatusAsync(HttpClient client) =>
        (string?)(await client.GetFromJsonAsync<JsonNode>("exceptions/agent"))!["status"];

    private static async Task<int> CountAsync(HttpClient client, string query) =>
        (await client.GetFromJsonAsync<JsonNode>($"alerts?limit=1000&{query}"))!["items"]!.AsArray().Count;

    private static string EventOf(int number) => Some.ProcessAccessAt(Some.Time.AddSeconds(number), number)
        .With("winlog.event_data.SourceProcessGUID", $"{{7A2C10F3-4E1E-69A5-3B02-{number:X12}}}")
        .With("winlog.event_data.SourceImage", @"C:\Program Files\Vendor\agent.exe")
        .With("winlog.event_data.TargetImage", @"C:\Program Files\App\app.exe")
        .Json;
}
