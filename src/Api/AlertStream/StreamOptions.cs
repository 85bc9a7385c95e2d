using Microsoft.Extensions.Options;

namespace DetectionApi.Api.AlertStream;

/// <summary>How many may follow the alerts, and how. Bound from the section <c>Stream</c>.</summary>
internal sealed class StreamOptions
{
    public const string Section = "Stream";

    private const int ListenersGreatest = 100_000;
    private const int SecondsGreatest = 3600;

    /// <summary>How many listeners there may be at once.</summary>
    /// <value>The default is 1000.</value>
    public int ListenersMax { get; init; } = 1000;

    /// <summary>How often a listener is told that the connection is alive.</summary>
    /// <value>The default is 15: proxies give up connections that are silent for a minute.</value>
    public int HeartbeatSeconds { get; init; } = 15;

    /// <summary>How long a listener may take nothing of what is sent before its connection is ended.</summary>
    /// <value>The default is 60.</value>
    public int SendSecondsMax { get; init; } = 60;

    /// <summary>What is senseless about them, one sentence for each.</summary>
    public static void Check(OptionsBuilder<StreamOptions> options) => options
        .Validate(
            o => o.ListenersMax is >= 0 and <= ListenersGreatest,
            $"Stream:ListenersMax must lie between 0 and {ListenersGreatest}")
        .Validate(
            o => o.HeartbeatSeconds is >= 1 and <= SecondsGreatest,
            $"Stream:HeartbeatSeconds must lie between 1 and {SecondsGreatest}")
        .Validate(
            o => o.SendSecondsMax is >= 1 and <= SecondsGreatest,
            $"Stream:SendSecondsMax must lie between 1 and {SecondsGreatest}");
}
