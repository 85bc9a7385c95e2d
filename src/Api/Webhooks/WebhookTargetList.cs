using DetectionApi.Api.Http;
using DetectionApi.Persistence.Webhooks;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Webhooks;

/// <summary>The targets of the settings, and what is remembered of them.</summary>
internal sealed class WebhookTargetList(WebhookFeed feed, WebhookStore store, IOptions<WebhookOptions> options)
{
    /// <summary>All of them, in the order of the settings.</summary>
    public async Task<IReadOnlyList<WebhookTargetResponse>> AllAsync(CancellationToken cancellationToken)
    {
        var known = await feed.TargetsAsync(cancellationToken);
        var all = new List<WebhookTargetResponse>();
        foreach (var target in options.Value.Targets)
            all.Add(new WebhookTargetResponse(
                target.Name, new Uri(target.Url).Host, [.. WebhookEvents.All.Where(target.Wants)],
                known.GetValueOrDefault(target.Name)?.DisabledAt,
                await store.CountAsync(new DeliveryFilter(DeliveryState.Pending, target.Name), cancellationToken),
                await store.CountAsync(new DeliveryFilter(DeliveryState.Dead, target.Name), cancellationToken)));

        return all;
    }

    /// <summary>Why nothing can be sent to that target; null if it can.</summary>
    public async Task<Fault?> RefusalAsync(string name, CancellationToken cancellationToken)
    {
        if (options.Value.Targets.All(target => target.Name != name))
            return new Fault("unknown-target", $"The settings name no target '{name}', so nothing can be sent to it.");

        var known = await feed.TargetsAsync(cancellationToken);
        return known.GetValueOrDefault(name)?.DisabledAt is null
            ? null
            : new Fault("target-disabled", $"'{name}' answered 410: it wants no more messages. Enable it first.");
    }
}
