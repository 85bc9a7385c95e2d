namespace DetectionApi.Api.Webhooks;

/// <summary>What targets are told of.</summary>
internal static class WebhookEvents
{
    /// <summary>An alert came into the queue.</summary>
    public const string Created = "alert.created";

    /// <summary>The investigation of an alert of the queue came to escalate.</summary>
    public const string Escalated = "alert.escalated";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [Created, Escalated];
}
