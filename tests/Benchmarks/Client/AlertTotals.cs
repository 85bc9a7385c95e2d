using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace DetectionApi.Benchmarks.Client;

/// <summary>What the service found, as its API tells.</summary>
/// <param name="Alerts">How many alerts it has, those past the cap included.</param>
/// <param name="Occurrences">How many events are folded into them.</param>
internal readonly record struct AlertTotals(long Alerts, long Occurrences)
{
    /// <summary>Reads all alerts, page by page.</summary>
    public static async Task<AlertTotals> ReadAsync(
        Uri service, CancellationToken cancellationToken, string? key = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = service };
        if (key is not null) http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"ApiKey {key}");
        var totals = default(AlertTotals);
        var cursor = "";
        do
        {
            var page = await http.GetFromJsonAsync<JsonNode>(
                $"api/v1/alerts?disposition=raised,overflow,excepted&limit=1000{cursor}", cancellationToken);
            foreach (var alert in page!["items"]!.AsArray())
                totals = new AlertTotals(totals.Alerts + 1, totals.Occurrences + (long)alert!["occurrenceCount"]!);
            cursor = (string?)page["nextCursor"] is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : null;
        }
        while (cursor is not null);

        return totals;
    }

    /// <summary>What was found since.</summary>
    public AlertTotals Since(AlertTotals before) => new(Alerts - before.Alerts, Occurrences - before.Occurrences);
}
