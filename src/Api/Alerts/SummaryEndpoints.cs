using DetectionApi.Api.Http;
using DetectionApi.Persistence.Alerts.Indexing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.Alerts;

/// <summary>Counts of alerts, for dashboards.</summary>
internal static class SummaryEndpoints
{
    private const int TopDefault = 20;
    private const int TopMax = 1000;

    private const string Example = """
        {
          "total": 12, "occurrences": 4711,
          "counts": [
            { "field": "severity", "value": "high", "alerts": 12, "occurrences": 4711 },
            { "field": "host", "value": "pc-4711.example.org", "alerts": 9, "occurrences": 4700 }
          ],
          "others": [
            { "field": "severity", "values": 0, "alerts": 0, "occurrences": 0 },
            { "field": "host", "values": 3, "alerts": 3, "occurrences": 11 }
          ],
          "histogram": [
            { "at": "2026-03-01T00:00:00.000Z", "alerts": 2, "occurrences": 8 },
            { "at": "2026-03-02T00:00:00.000Z", "alerts": 10, "occurrences": 4703 }
          ],
          "alertsBefore": 0, "alertsAfter": 0
        }
        """;

    private static readonly IReadOnlyList<QueryParameter> Parameters =
    [
        .. AlertListQuery.Filters,
        QueryParameter.OfWords<AlertField>("by", "Count by that field; give several for one breakdown each."),
        new("interval", "The bars of the histogram. There is none unless given. Days are those of UTC.",
            Words: Domain.ProcessAccess.Words.All<HistogramInterval>()),
        new("top", $"How many values of each field: 1 to {TopMax}, {TopDefault} unless given. The rest is in `others`.",
            Range: (1, TopMax)),
    ];

    public static void MapAlertSummary(this IEndpointRouteBuilder api) => api.MapGroup("/alerts")
        .WithTags(Tags.Alerts)
        .MapGet("/summary", Summarise)
        .WithName("SummariseAlerts")
        .WithSummary("Counts alerts by fields and over time.")
        .WithDescription(
            "Takes the filters of the list, and like the list shows what is raised unless asked otherwise. The arrays "
            + "hold flat objects, as Grafana's JSON sources read them: see `http/grafana`. The histogram places an "
            + $"alert where its latest event is; it has {HistogramBar.Most} bars at most, the latest.")
        .WithQuery(Parameters)
        .WithExamples(response: Example);

    private static async Task<Results<Ok<SummaryResponse>, ProblemHttpResult>> Summarise(
        HttpRequest request, AlertIndex index, TimeProvider time, CancellationToken cancellationToken)
    {
        var reader = new QueryReader(request.Query);
        var filter = AlertListQuery.ReadFilter(reader);
        var question = new SummaryQuestion(
            [.. reader.Enums<AlertField>("by").Distinct()],
            reader.Enums<HistogramInterval>("interval") is [var interval, ..] ? interval : null,
            reader.Number("top", TopDefault, 1, TopMax));
        if (reader.Faults is [_, ..] faults) return Problems.BadRequest(faults);

        var summary = await index.SummariseAsync(filter, question, time.GetUtcNow(), cancellationToken);
        return TypedResults.Ok(SummaryResponse.Of(summary));
    }
}
