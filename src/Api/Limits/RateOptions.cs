using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Limits;

/// <summary>How much may be asked in a while. Bound from the section <c>Rates</c>.</summary>
/// <remarks>As long as nobody needs a key only this computer may ask, and only the places for reads count.</remarks>
internal sealed class RateOptions
{
    public const string Section = "Rates";

    private const int PerSecondGreatest = 1_000_000;
    private const int ReadsGreatest = 1000;

    /// <summary>How many requests a key, or the owner of tokens, may send in a second, by and by.</summary>
    /// <value>
    /// The default is 200. With a key that only posts events each address may, and all of them together 50 times that.
    /// </value>
    public int RequestsPerSecond { get; init; } = 200;

    /// <summary>How many it may send at once after it has been quiet.</summary>
    /// <value>The default is 400.</value>
    public int Burst { get; init; } = 400;

    /// <summary>How many requests an address may send in a second without a key that is taken.</summary>
    /// <value>The default is 20.</value>
    public int UnknownPerSecond { get; init; } = 20;

    /// <summary>How many of them it may send at once after it has been quiet.</summary>
    /// <value>The default is 100.</value>
    public int UnknownBurst { get; init; } = 100;

    /// <summary>How many reads that take much work are carried out at once, for all callers.</summary>
    /// <value>The default is 4. The rest of the processor is for taking in events.</value>
    public int ConcurrentReads { get; init; } = 4;

    /// <summary>What is senseless about them, one sentence for each.</summary>
    public static void Check(OptionsBuilder<RateOptions> options) => options
        .Validate(
            o => o.RequestsPerSecond is >= 1 and <= PerSecondGreatest,
            $"Rates:RequestsPerSecond must lie between 1 and {PerSecondGreatest}")
        .Validate(
            o => o.Burst >= o.RequestsPerSecond && o.Burst <= PerSecondGreatest,
            $"Rates:Burst must lie between Rates:RequestsPerSecond and {PerSecondGreatest}")
        .Validate(
            o => o.UnknownPerSecond is >= 1 and <= PerSecondGreatest,
            $"Rates:UnknownPerSecond must lie between 1 and {PerSecondGreatest}")
        .Validate(
            o => o.UnknownBurst >= o.UnknownPerSecond && o.UnknownBurst <= PerSecondGreatest,
            $"Rates:UnknownBurst must lie between Rates:UnknownPerSecond and {PerSecondGreatest}")
        .Validate(
            o => o.ConcurrentReads is >= 1 and <= ReadsGreatest,
            $"Rates:ConcurrentReads must lie between 1 and {ReadsGreatest}");
}
