using System.Globalization;
using DetectionApi.Domain.Events;
using DetectionApi.Persistence.Webhooks;

namespace DetectionApi.Api.Webhooks;

/// <summary>When a message is tried again.</summary>
/// <param name="seconds">After how long each time; that of Standard Webhooks if empty.</param>
internal sealed class RetrySchedule(IReadOnlyList<int> seconds)
{
    private const int Minute = 60;
    private const int Hour = 60 * Minute;
    private const int SpreadPercent = 20;

    private static readonly IReadOnlyList<int> Standard =
        [5, 5 * Minute, 30 * Minute, 2 * Hour, 5 * Hour, 10 * Hour, 14 * Hour, 20 * Hour, 24 * Hour];

    private readonly IReadOnlyList<int> _seconds = seconds.Count > 0 ? seconds : Standard;

    /// <summary>When to try again what just failed; null if it was tried often enough.</summary>
    /// <param name="delivery">The message, as it was before the attempt.</param>
    /// <param name="now">The time.</param>
    /// <param name="atLeast">How long the target wants to be left alone.</param>
    public DateTimeOffset? NextAt(WebhookDelivery delivery, DateTimeOffset now, TimeSpan? atLeast)
    {
        if (delivery.Attempts >= _seconds.Count) return null;

        var pause = TimeSpan.FromSeconds(_seconds[delivery.Attempts]) * (1 + SpreadOf(delivery));
        return now + (atLeast > pause ? atLeast.Value : pause);
    }

    // What failed together must not come back together. Of the message itself, so that it can be foretold.
    private static double SpreadOf(WebhookDelivery delivery)
    {
        var mark = Fingerprint.Of(
            [delivery.MessageId, delivery.Attempts.ToString(CultureInfo.InvariantCulture)]);
        return (int)(mark % SpreadPercent) / 100.0;
    }
}
