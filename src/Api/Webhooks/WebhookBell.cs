namespace DetectionApi.Api.Webhooks;

/// <summary>Wakes those who send when there is something to send.</summary>
internal sealed class WebhookBell
{
    private volatile TaskCompletionSource _next = NewSignal();

    /// <summary>Completes when it is rung the next time. Take it before looking whether there is something.</summary>
    public Task Next => _next.Task;

    /// <summary>Wakes all.</summary>
    public void Ring()
    {
        var rung = _next;
        _next = NewSignal();
        rung.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
