using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using DetectionApi.Support;

namespace DetectionApi.Hostile.Running;

/// <summary>Looks from time to time whether the service is as it was.</summary>
internal sealed class Watch(HostileService service)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Later than whatever the inputs say, and far enough apart that no cap of a rule is reached.
    private static readonly DateTimeOffset FirstAttack = new(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private int _attacks;

    /// <summary>How many bytes are in use when all that nobody needs is gone.</summary>
    public static long LiveBytes()
    {
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>Waits until lists are answered.</summary>
    public async Task WaitUntilReadyAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while ((await service.Client.GetAsync("/api/v1/alerts", patience.Token)).StatusCode != HttpStatusCode.OK)
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
    }

    /// <summary>Posts an attack that nobody has seen before, and looks for its alert.</summary>
    public async Task AssertDetectsAsync()
    {
        await SetRuleAsync();
        var number = ++_attacks;
        var host = $"attacked-{number}.corp.example";
        var attack = Some.ProcessAccessAt(FirstAttack.AddDays(number), number)
            .With("winlog.computer_name", host).With("host.name", host);
        using var body = new ByteArrayContent(
            Encoding.UTF8.GetBytes($"{{\"create\":{{\"_index\":\"{Some.Index}\"}}}}\n{attack.Json}\n"));
        using var answer = await service.Client.PostAsync("/_bulk", body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        var alerts = JsonNode.Parse(await service.Client.GetStringAsync(
            $"/api/v1/alerts?disposition=raised,excepted,overflow&host={host}"))!;
        var alert = Assert.Single(alerts["items"]!.AsArray());
        Assert.Equal(1, (int)alert!["occurrenceCount"]!);
    }

    // Some of the inputs are good changes of the rule.
    private async Task SetRuleAsync()
    {
        foreach (var change in (string[])["""{"enabled":true}""", """{"activeVersion":316}"""])
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/rules/{Some.Rule.Id}")
            {
                Content = new StringContent(change, Encoding.UTF8, "application/json"),
            };
            request.Headers.TryAddWithoutValidation("If-Match", "*");
            using var answer = await service.Client.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, string.Create(
                CultureInfo.InvariantCulture, $"{(int)answer.StatusCode}: {text}"));
        }
    }
}
