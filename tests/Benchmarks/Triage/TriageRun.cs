using DetectionApi.Benchmarks.Report;

namespace DetectionApi.Benchmarks.Triage;

/// <summary>Asks the same of both stores in turns, while alerts come in.</summary>
internal sealed class TriageRun
{
    private readonly ServedStore _small;
    private readonly ServedStore _large;
    private readonly IReadOnlyList<TriageQuery> _ofSmall;
    private readonly IReadOnlyList<TriageQuery> _ofLarge;
    private readonly List<(double Time, double Processor)>[] _few;
    private readonly List<(double Time, double Processor)>[] _many;
    private int _asked;

    private TriageRun(
        ServedStore small, ServedStore large, IReadOnlyList<TriageQuery> ofSmall, IReadOnlyList<TriageQuery> ofLarge)
    {
        (_small, _large, _ofSmall, _ofLarge) = (small, large, ofSmall, ofLarge);
        _few = [.. ofSmall.Select(_ => new List<(double Time, double Processor)>())];
        _many = [.. ofLarge.Select(_ => new List<(double Time, double Processor)>())];
    }

    /// <summary>Finds out what the questions refer to.</summary>
    public static async Task<TriageRun> PrepareAsync(
        ServedStore small, ServedStore large, DateTimeOffset end, CancellationToken cancellationToken) => new(
        small, large, await QueriesAsync(small, end, cancellationToken),
        await QueriesAsync(large, end, cancellationToken));

    /// <summary>Asks all questions so many times, each of both stores right after each other.</summary>
    public async Task AskAsync(int rounds, bool isMeasured, CancellationToken cancellationToken)
    {
        for (var round = 0; round < rounds; round++)
        {
            if (isMeasured) Progress.Show($"round {round + 1} of {rounds}");
            await _small.RaiseAsync(++_asked, cancellationToken);
            await _large.RaiseAsync(_asked, cancellationToken);
            for (var i = 0; i < _ofSmall.Count; i++)
            {
                var few = round % 2 == 0 ? await AskSmallAsync(i, cancellationToken) : default;
                var many = await _large.AskAsync(_ofLarge[i].Path(_asked), cancellationToken);
                if (round % 2 == 1) few = await AskSmallAsync(i, cancellationToken);
                if (!isMeasured) continue;
                _few[i].Add(few);
                _many[i].Add(many);
            }
        }
    }

    /// <summary>What was measured, question by question.</summary>
    public IReadOnlyList<TriageFigures> Results() =>
        [.. _ofSmall.Select((query, i) => new TriageFigures(query.Name, Times.Of(_few[i]), Times.Of(_many[i])))];

    private Task<(double Time, double Processor)> AskSmallAsync(int query, CancellationToken cancellationToken) =>
        _small.AskAsync(_ofSmall[query].Path(_asked), cancellationToken);

    private static async Task<IReadOnlyList<TriageQuery>> QueriesAsync(
        ServedStore store, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var page = await store.ReadAsync("/api/v1/alerts?limit=1000", cancellationToken);
        var counts = await store.ReadAsync("/api/v1/alerts/summary?by=pattern&top=5", cancellationToken);
        return TriageQuery.All(end, $"{page["nextCursor"]}", $"{counts["counts"]![4]!["value"]}");
    }
}
