using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Limits;

/// <summary>How many may be connected, and how slow they may be. Bound from the section <c>Connections</c>.</summary>
internal sealed class ConnectionOptions
{
    public const string Section = "Connections";

    private const int ConnectionsGreatest = 1_000_000;
    private const int IdleGreatest = 3600;
    private const int RateGreatest = 1_000_000;

    /// <summary>How many connections are open at once.</summary>
    /// <value>The default is 20,000.</value>
    public int Max { get; init; } = 20_000;

    /// <summary>How many of them one address may have; a network of 64 bits of IPv6 counts as one.</summary>
    /// <value>The default is 2,000: a fleet may well be behind one address.</value>
    public int PerAddressMax { get; init; } = 2_000;

    /// <summary>After how many seconds a connection on which nothing is asked is closed.</summary>
    /// <value>The default is 130: longer than shippers keep theirs, so that they are the ones to close it.</value>
    public int IdleSeconds { get; init; } = 130;

    /// <summary>How many bytes of a body must come in a second, on the average since it began.</summary>
    /// <value>The default is 240: a tenth of the slowest link that is any use.</value>
    public int BodyBytesPerSecondLeast { get; init; } = 240;

    /// <summary>What is senseless about them, one sentence for each.</summary>
    public static void Check(OptionsBuilder<ConnectionOptions> options) => options
        .Validate(
            o => o.Max is >= 1 and <= ConnectionsGreatest,
            $"Connections:Max must lie between 1 and {ConnectionsGreatest}")
        .Validate(
            o => o.PerAddressMax is >= 1 and <= ConnectionsGreatest,
            $"Connections:PerAddressMax must lie between 1 and {ConnectionsGreatest}")
        .Validate(
            o => o.IdleSeconds is >= 1 and <= IdleGreatest,
            $"Connections:IdleSeconds must lie between 1 and {IdleGreatest}")
        .Validate(
            o => o.BodyBytesPerSecondLeast is >= 1 and <= RateGreatest,
            $"Connections:BodyBytesPerSecondLeast must lie between 1 and {RateGreatest}");
}
