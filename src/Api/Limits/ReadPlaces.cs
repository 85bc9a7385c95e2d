using System.Collections.Frozen;
using System.Threading.RateLimiting;
using DetectionApi.Api.Access;
using DetectionApi.Domain.Access;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Limits;

/// <summary>
/// The places for reads that take much work, so that taking in events keeps its share of the processor.
/// </summary>
/// <remarks>
/// Nobody takes more than half of them, waiting included: who asks for very much waits for himself.
/// </remarks>
internal sealed class ReadPlaces : IDisposable
{
    private const int WaitingPerCaller = 16;
    private const int WaitingMax = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The endpoints which look through many alerts or events for one answer, or answer with many whole events, by
    /// their names.
    /// </summary>
    public static readonly FrozenSet<string> Costly = new[]
    {
        "PreviewExceptionItem", "ExplainExceptionItems", "ListExceptionSuggestions", "SuggestExceptionItem",
        "GetEvidence", "GetPivot", "SummariseAlerts", "ListPatterns", "ListOccurrences", "ListExceptionMatches",
        "ListQuarantine",
    }.ToFrozenSet();

    private readonly PartitionedRateLimiter<Caller> _places;

    public ReadPlaces(IOptions<RateOptions> options, KeyRing keys)
    {
        var all = options.Value.ConcurrentReads;
        var ofOne = Math.Max(1, all / 2);
        _places = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<Caller, string>(caller => keys.IsNeeded
                ? RateLimitPartition.GetConcurrencyLimiter(
                    caller.KeyId ?? $"actor {caller.Actor}", _ => Limit(ofOne, WaitingPerCaller))
                : RateLimitPartition.GetNoLimiter("")),
            PartitionedRateLimiter.Create<Caller, bool>(_ =>
                RateLimitPartition.GetConcurrencyLimiter(true, _ => Limit(all, WaitingMax))));
    }

    /// <summary>Waits for a place.</summary>
    /// <returns>The place, to be given back; null if there was none in time.</returns>
    public async ValueTask<RateLimitLease?> FindAsync(Caller caller, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var place = await _places.AcquireAsync(caller, cancellationToken: patience.Token);
            if (place.IsAcquired) return place;

            place.Dispose();
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => _places.Dispose();

    private static ConcurrencyLimiterOptions Limit(int places, int waiting) => new()
    {
        PermitLimit = places,
        QueueLimit = waiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    };
}
