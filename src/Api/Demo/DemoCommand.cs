using System.Text.Json.Nodes;
using DetectionApi.Api.Operations;
using DetectionApi.Persistence;

namespace DetectionApi.Api.Demo;

/// <summary>
/// Shows the service at work: a fresh store, sample events from a shipper, the alerts that they raise, and exception
/// items that an analyst left.
/// </summary>
internal static class DemoCommand
{
    private const string DataSetting = $"--{StorageOptions.Section}:{nameof(StorageOptions.DataDirectory)}";

    /// <summary>Runs the demo.</summary>
    /// <param name="settings">Settings of the service; a data directory among them is used and kept.</param>
    /// <param name="exit">Whether to end after the alerts were printed.</param>
    /// <param name="cancellationToken">Ends the demo.</param>
    /// <returns>With <paramref name="exit"/>, 0 if exactly the expected alerts were raised, otherwise 1.</returns>
    public static async Task<int> RunAsync(string[] settings, bool exit, CancellationToken cancellationToken)
    {
        if (settings.Any(setting => setting.StartsWith(DataSetting, StringComparison.OrdinalIgnoreCase)))
            return await ServeAsync(settings, exit, cancellationToken);

        var directory = Directory.CreateTempSubdirectory("detection-api-demo-");
        try
        {
            return await ServeAsync([.. settings, $"{DataSetting}={directory.FullName}"], exit, cancellationToken);
        }
        finally
        {
            DetectionsDatabase.ReleaseFiles();
            directory.Delete(recursive: true);
        }
    }

    private static async Task<int> ServeAsync(string[] settings, bool exit, CancellationToken cancellationToken)
    {
        await using var app = Service.Build(["--Logging:LogLevel:Default=Warning", .. settings]);
        await app.StartAsync(cancellationToken);

        var address = new Uri(app.Urls.First().TrimEnd('/') + '/');
        using var shipper = new DemoShipper(address);
        await shipper.ShipAsync(app.Services.GetRequiredService<TimeProvider>().GetUtcNow(), cancellationToken);
        var alerts = await shipper.AlertsAsync(cancellationToken);
        using var analyst = new DemoAnalyst(address);
        var items = await analyst.WorkAsync(cancellationToken);

        var seen = alerts.Select(DemoAlert.Of).ToHashSet();
        var isAsExpected = seen.SetEquals(DemoAlert.Expected) && seen.Count == alerts.Count;
        await Console.Out.WriteLineAsync(Story(alerts, isAsExpected, items, address));
        if (exit) return isAsExpected ? 0 : 1;

        await Console.Out.WriteLineAsync("Serving. Press Ctrl-C to end.");
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static string Story(
        IReadOnlyList<JsonNode> alerts, bool isAsExpected, IReadOnlyList<JsonNode> items, Uri address)
    {
        var (all, accesses) = DemoEvents.Count();
        var occurrences = alerts.Sum(alert => (int)alert["occurrenceCount"]!);
        return $"""

            {all} sample events, {accesses} of them a process that opens another one. {accesses - occurrences} stay
            silent: ordinary calls through ntdll, 32-bit programs, and what the rule excludes. {occurrences} match,
            {alerts.Count} alerts, {(isAsExpected ? "as expected" : "NOT as expected")}:

            {DemoTable.Of(alerts)}
            {string.Join(Environment.NewLine, alerts.Select(alert => $"  * {(string?)alert["reason"]}"))}

            {items.Count} exception items are there already, whoever wrote them:

            {string.Join(Environment.NewLine, items.Select(Line))}

            What svchost.exe does on the three terminal servers is known and harmless. In Swagger UI the operations of
            Exceptions stand in the order in which an analyst makes an item of that, has it approved by somebody else,
            watches it and revokes it; each works as it stands. So does rejecting what is pending.

              Swagger UI   {address}swagger
              The queue    {address}api/v1/alerts

            """;
    }

    private static string Line(JsonNode item) =>
        $"  * {(string?)item["id"]}, {(string?)item["status"]}: {(string?)item["name"]}";
}
