using DetectionApi.Persistence.Webhooks;

namespace DetectionApi.Api.Webhooks;

/// <summary>One who is told of alerts.</summary>
/// <param name="Name">Its name in the settings.</param>
/// <param name="Host">The host that messages are posted to. The rest of the address may be a secret.</param>
/// <param name="Events">What it is told of.</param>
/// <param name="DisabledAt">Since when it wants no more messages, because it answered 410; null if it does.</param>
/// <param name="Pending">How many messages wait for it.</param>
/// <param name="Dead">How many were given up and can be replayed.</param>
internal sealed record WebhookTargetResponse(
    string Name, string Host, IReadOnlyList<string> Events, DateTimeOffset? DisabledAt, int Pending, int Dead);

/// <summary>One message to one target, and what became of it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="MessageId">The <c>webhook-id</c> that the target knows it by, the same however often it is
/// sent.</param>
/// <param name="Target">The name of the target.</param>
/// <param name="Type">What happened: <c>alert.created</c> or <c>alert.escalated</c>.</param>
/// <param name="AlertId">The alert with which it happened.</param>
/// <param name="State">How far it is.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="Attempts">How often it was tried since it was written or replayed.</param>
/// <param name="NextAttemptAt">When it is tried next; null unless it is pending.</param>
/// <param name="LastAttemptAt">When it was tried last; null if it was not yet.</param>
/// <param name="LastStatus">The HTTP status of the last answer; null if none came.</param>
/// <param name="LastError">Why it was not delivered the last time; null if it was, or was not tried.</param>
/// <param name="EndedAt">When it was delivered or given up; null while it is pending.</param>
internal sealed record WebhookDeliveryResponse(
    long Id, string MessageId, string Target, string Type, string AlertId, DeliveryState State,
    DateTimeOffset CreatedAt, int Attempts, DateTimeOffset? NextAttemptAt, DateTimeOffset? LastAttemptAt,
    int? LastStatus, string? LastError, DateTimeOffset? EndedAt)
{
    public static WebhookDeliveryResponse Of(WebhookDelivery delivery) => new(
        delivery.Id, delivery.MessageId, delivery.Target, delivery.Type, delivery.AlertId, delivery.State,
        delivery.CreatedAt, delivery.Attempts, delivery.NextAttemptAt, delivery.LastAttemptAt, delivery.LastStatus,
        delivery.LastError, delivery.EndedAt);
}

/// <summary>Which messages to send again.</summary>
/// <param name="Target">The target whose dead messages are sent again.</param>
/// <param name="DryRun">Only say how many there are.</param>
internal sealed record WebhookReplayRequest(string Target, bool DryRun = false);

/// <summary>What came of sending messages again.</summary>
/// <param name="DryRun">True if nothing was done.</param>
/// <param name="Dead">How many dead messages the target had.</param>
/// <param name="Replayed">How many of them are sent again: as many as may be pending, the oldest first.</param>
internal sealed record WebhookReplayResponse(bool DryRun, int Dead, int Replayed);
