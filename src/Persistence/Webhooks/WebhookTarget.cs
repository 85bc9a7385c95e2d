namespace DetectionApi.Persistence.Webhooks;

/// <summary>What is remembered of a target of the settings.</summary>
public sealed class WebhookTarget
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The number of the last change when it was set up or enabled: it is told of later ones.</summary>
    public long Since { get; set; }

    /// <summary>Since when it wants no more messages; null if it does.</summary>
    public DateTimeOffset? DisabledAt { get; set; }
}

/// <summary>How far the changes of alerts were followed for all targets. There is one row.</summary>
internal sealed class WebhookPosition
{
    /// <summary>The number of the row.</summary>
    public const int OnlyId = 1;

    /// <summary>The number of the row.</summary>
    public int Id { get; init; } = OnlyId;

    /// <summary>The number of the last change that was looked at.</summary>
    public long Position { get; set; }

    /// <summary>The number of the last change up to which there was nothing left to look at.</summary>
    public long Level { get; set; }
}
