using System.Diagnostics;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.Rules;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Context;
using DetectionApi.Persistence.Exceptions;
using Microsoft.Extensions.DependencyInjection;

namespace DetectionApi.Benchmarks.Exceptions;

/// <summary>Sends matching events all the way into a fresh store.</summary>
internal static class StoredRun
{
    private const int EventsPerBatch = 500;

    /// <summary>How long an event takes, in microseconds.</summary>
    public static async Task<double> RunAsync(
        IReadOnlyList<byte[]> events, ExceptionIndex items, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("detection-benchmarks-");
        try
        {
            await using var services =
                new ServiceCollection().AddDetectionStores(_ => folder.FullName).BuildServiceProvider();
            using var held = DataDirectory.Take(folder.FullName);
            await services.GetRequiredService<DetectionsDatabase>().MigrateAsync(held, cancellationToken);
            services.GetRequiredService<ContextDatabase>().Open(held);
            services.GetRequiredService<ExceptionsInForce>().Put(items);
            await using var writer = services.GetRequiredService<BatchWriter>();
            await writer.StartAsync(cancellationToken);
            return await RunAsync(writer, events);
        }
        finally
        {
            DetectionsDatabase.ReleaseFiles();
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> RunAsync(BatchWriter writer, IReadOnlyList<byte[]> events)
    {
        var detector = new Detector([.. RuleCatalogue.BuiltIn.Select(r => new ActiveRule(r, r.Versions[^1]))]);
        var (rules, buffer) = (detector.RulesFor(null), detector.NewBuffer());
        var begun = Stopwatch.GetTimestamp();
        foreach (var batch in events.Chunk(EventsPerBatch))
            await writer.StoreAsync(new BatchRecord(
                [.. batch.SelectMany(document => detector.Judge(document, rules, buffer).Matches)], [], [],
                DateTimeOffset.UtcNow));

        return Stopwatch.GetElapsedTime(begun).TotalMicroseconds / events.Count;
    }
}
