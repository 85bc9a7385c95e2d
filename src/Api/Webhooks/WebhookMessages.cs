using System.Globalization;
using System.Text.Json;
using DetectionApi.Api.Alerts;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Events;
using DetectionApi.Persistence.Alerts;
using DetectionApi.Persistence.Webhooks;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Webhooks;

/// <summary>The body of a message.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Timestamp">When the message was written.</param>
/// <param name="Data">The alert as it was then, as the list shows it.</param>
internal sealed record WebhookBody(string Type, DateTimeOffset Timestamp, AlertResponse Data);

/// <summary>Writes the messages that a change of an alert makes due.</summary>
internal sealed class WebhookMessages(IOptions<WebhookOptions> options, IOptions<JsonOptions> json)
{
    /// <summary>The messages for all targets that are to be told.</summary>
    /// <param name="change">The change.</param>
    /// <param name="level">Up to which change all was looked at.</param>
    /// <param name="targets">What is remembered of the targets.</param>
    /// <param name="now">The time.</param>
    public IEnumerable<WebhookDelivery> Of(
        ChangedAlert change, long level, IReadOnlyDictionary<string, WebhookTarget> targets, DateTimeOffset now)
    {
        var alert = change.Alert;
        if (alert.Disposition is not Disposition.Raised) yield break;

        var happened = new (string Type, long? Number)[]
        {
            (WebhookEvents.Created, change.RaisedNumber), (WebhookEvents.Escalated, change.EscalatedNumber),
        };
        foreach (var (type, number) in happened)
        {
            if (number is null || number <= level) continue;

            byte[]? body = null;
            foreach (var target in options.Value.Targets)
            {
                if (!targets.TryGetValue(target.Name, out var known) || known.DisabledAt is not null) continue;
                if (number <= known.Since || !target.Wants(type) || alert.Severity < target.SeverityLeast) continue;

                body ??= JsonSerializer.SerializeToUtf8Bytes(
                    new WebhookBody(type, now, AlertResponse.Of(alert)), json.Value.SerializerOptions);
                yield return new WebhookDelivery
                {
                    MessageId = IdOf(target.Name, type, alert.Id, number.Value),
                    Target = target.Name,
                    Type = type,
                    AlertId = alert.Id,
                    Body = body,
                    CreatedAt = now,
                    NextAttemptAt = now,
                };
            }
        }
    }

    // Of what happened, so that it is the same message however often it is written.
    private static string IdOf(string target, string type, string alertId, long number) =>
        "msg_" + Fingerprint.Of([target, type, alertId, number.ToString(CultureInfo.InvariantCulture)]).ToString("x32");
}
