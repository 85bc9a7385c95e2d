using System.Runtime.CompilerServices;
using DetectionApi.Persistence;

namespace DetectionApi.Api.Telemetry;

/// <summary>What alarms are decided by.</summary>
/// <param name="Now">The time.</param>
/// <param name="LastArrival">When events were taken last; when the service was started if none were.</param>
/// <param name="Lately">What came within the minutes after which silence is an alarm.</param>
/// <param name="ActiveRules">How many rules judge.</param>
/// <param name="Room">The room on the volume of the store; null if it is not known.</param>
/// <param name="HasWriteFailed">True if the last write to the store failed.</param>
/// <param name="DiedLately">How many messages to webhooks were given up within the last day.</param>
internal sealed record ServiceState(
    DateTimeOffset Now, DateTimeOffset LastArrival, Arrivals Lately, int ActiveRules, VolumeRoom? Room,
    bool HasWriteFailed, int DiedLately);

/// <summary>Something that an operator should look at, while the service goes on.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Detail">One sentence for people.</param>
internal sealed record Alarm(string Code, string Detail);

/// <summary>Decides what is an alarm.</summary>
internal static class Alarms
{
    public const string NothingArrived = "nothing-arrived";
    public const string EventsRefused = "events-refused";
    public const string NothingJudged = "nothing-judged";
    public const string DiskNearlyFull = "disk-nearly-full";
    public const string StoreFailing = "store-failing";
    public const string WebhooksDead = "webhooks-dead";

    /// <summary>For how long a message that was given up is an alarm.</summary>
    public static readonly TimeSpan Lately = TimeSpan.FromDays(1);

    // A single broken host among few must not raise it.
    private const int RefusedLeast = 100;
    private const double Mebibyte = 1024 * 1024;

    /// <summary>The codes of all alarms that there are.</summary>
    public static IReadOnlyList<string> Codes { get; } =
        [NothingArrived, EventsRefused, NothingJudged, DiskNearlyFull, StoreFailing, WebhooksDead];

    /// <summary>What is one now.</summary>
    public static IReadOnlyList<Alarm> In(ServiceState state, TelemetryOptions limits)
    {
        var alarms = new List<Alarm>();
        var silence = state.Now - state.LastArrival;
        if (limits.SilentMinutes > 0 && silence >= TimeSpan.FromMinutes(limits.SilentMinutes))
            alarms.Add(new Alarm(NothingArrived, Say(
                $"No event that could be taken arrived for {Math.Floor(silence.TotalMinutes)} minutes: look whether "
                + $"shippers run and reach the service.")));
        if (state.Lately is var (events, refused) && refused >= RefusedLeast && refused > events / 2)
            alarms.Add(new Alarm(EventsRefused, Say(
                $"{refused} of {events} events within {limits.RefusedWithinMinutes()} minutes were refused and are in "
                + $"the quarantine: look there for the reason.")));
        if (state.ActiveRules == 0)
            alarms.Add(new Alarm(
                NothingJudged, "No rule is active: all events are acknowledged and nothing is found."));
        if (state.Room is { } room && IsShort(room, limits))
            alarms.Add(new Alarm(DiskNearlyFull, Say(
                $"{Math.Floor(room.FreeBytes / Mebibyte)} MiB are free on the volume of the store, of which "
                + $"{Math.Floor(room.UsedShare * 100)} % are used. When it is full, events are refused with 503.")));
        if (state.HasWriteFailed)
            alarms.Add(new Alarm(
                StoreFailing, "The last write to the store failed: events are refused with 503 until one succeeds."));
        if (state.DiedLately > 0)
            alarms.Add(new Alarm(WebhooksDead, Say(
                $"{state.DiedLately} messages to webhooks were given up within a day. They can be replayed.")));
        return alarms;
    }

    private static bool IsShort(VolumeRoom room, TelemetryOptions limits) =>
        room.FreeBytes < limits.FreeBytesLeast
        || (limits.UsedPercentMax < 100 && room.UsedShare * 100 > limits.UsedPercentMax);

    private static string Say(DefaultInterpolatedStringHandler text) => text.ToStringAndClear();
}
