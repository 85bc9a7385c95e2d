using System.Net;
using System.Threading.RateLimiting;
using DetectionApi.Domain.Access;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Limits;

/// <summary>How many requests each caller may send, and each address from which nobody is known.</summary>
/// <remarks>
/// Whoever has a key is counted by it: strangers at the same address take nothing from it. A key that only posts events
/// may be that of a whole fleet, so each address with it is counted on its own: one host, or a thief, takes nothing
/// from the others. What is not used any more is forgotten within seconds, so memory does not grow with those who were
/// here once.
/// </remarks>
internal sealed class RequestRates : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // How many addresses may each send with one key as much as one may.
    private const int AddressesPerKey = 50;

    private readonly PartitionedRateLimiter<string> _callers;
    private readonly PartitionedRateLimiter<string> _fleets;
    private readonly PartitionedRateLimiter<string> _strangers;

    public RequestRates(IOptions<RateOptions> options)
    {
        var rates = options.Value;
        _callers = LimiterOf(rates.RequestsPerSecond, rates.Burst);
        _fleets = LimiterOf(rates.RequestsPerSecond * AddressesPerKey, rates.Burst * AddressesPerKey);
        _strangers = LimiterOf(rates.UnknownPerSecond, rates.UnknownBurst);
    }

    /// <summary>Counts a request of somebody who is known.</summary>
    /// <returns>After which time to ask again; null if it may be carried out.</returns>
    public TimeSpan? Take(Caller caller, IPAddress? from)
    {
        var whose = caller.KeyId is { } id ? $"key {id}" : $"actor {caller.Actor}";
        if (!OnlyPosts(caller)) return Take(_callers, whose);

        // What an address sends too much does not count for the fleet.
        return Take(_callers, $"{whose} at {AddressGroup.Of(from)}") ?? Take(_fleets, whose);
    }

    /// <summary>Counts a request of somebody who is not known and was refused.</summary>
    /// <inheritdoc cref="Take(Caller, IPAddress?)"/>
    public TimeSpan? TakeRefused(IPAddress? from) => Take(_strangers, $"refused {AddressGroup.Of(from)}");

    /// <summary>Counts a request of somebody who need not be known. Those who are refused take nothing of it.</summary>
    /// <inheritdoc cref="Take(Caller, IPAddress?)"/>
    public TimeSpan? TakeOpen(IPAddress? from) => Take(_strangers, $"open {AddressGroup.Of(from)}");

    public void Dispose()
    {
        _callers.Dispose();
        _fleets.Dispose();
        _strangers.Dispose();
    }

    private static bool OnlyPosts(Caller caller) =>
        caller.Roles.Count > 0 && caller.Roles.All(role => role is Role.Ingest);

    private static TimeSpan? Take(PartitionedRateLimiter<string> limiter, string whose)
    {
        using var lease = limiter.AttemptAcquire(whose);
        if (lease.IsAcquired) return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Period;
    }

    private static PartitionedRateLimiter<string> LimiterOf(int perSecond, int burst) =>
        PartitionedRateLimiter.Create<string, string>(whose => RateLimitPartition.GetTokenBucketLimiter(
            whose, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = burst,
                TokensPerPeriod = perSecond,
                ReplenishmentPeriod = Period,
                QueueLimit = 0,
            }));
}
