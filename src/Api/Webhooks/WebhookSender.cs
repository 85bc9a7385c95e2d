using System.Diagnostics;
using DetectionApi.Api.Telemetry;
using DetectionApi.Persistence.Webhooks;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Webhooks;

/// <summary>Sends what is due, to each target at its own pace.</summary>
/// <remarks>
/// What is under way when the service ends was not noted yet, and is sent again, as the same message: at least once.
/// </remarks>
internal sealed class WebhookSender(
    WebhookStore store, WebhookClient client, WebhookBell bell, IOptions<WebhookOptions> options,
    Instruments instruments, TimeProvider time, ILogger<WebhookSender> log) : BackgroundService
{
    private const int AtOnce = 4;

    private static readonly TimeSpan LookAgain = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly RetrySchedule _schedule = new(options.Value.RetrySeconds);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(options.Value.Targets.Select(target => ServeAsync(target, stoppingToken)));

    private async Task ServeAsync(WebhookTargetOptions target, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await SendAsync(target, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.WebhooksNotSent(target.Name, e.Message);
                await Task.Delay(AfterFailure, time, stoppingToken);
            }
        }
    }

    private async Task SendAsync(WebhookTargetOptions target, CancellationToken cancellationToken)
    {
        var rung = bell.Next;
        var due = await store.DueAsync(target.Name, time.GetUtcNow(), AtOnce, cancellationToken);
        if (due.Count == 0)
        {
            await WaitAsync(target.Name, rung, cancellationToken);
            return;
        }

        var sent = await Task.WhenAll(due.Select(delivery => SendAsync(target, delivery, cancellationToken)));
        await store.NoteAsync([.. sent.Select(one => (one.Id, one.Attempt, one.NextAt))], cancellationToken);
        if (!Array.Exists(sent, one => one.Attempt.Status == StatusCodes.Status410Gone)) return;

        await store.DisableAsync(target.Name, time.GetUtcNow(), cancellationToken);
        log.WebhookTargetGone(target.Name);
    }

    private async Task<(long Id, DeliveryAttempt Attempt, DateTimeOffset? NextAt)> SendAsync(
        WebhookTargetOptions target, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        using var trace = Tracing.BeginDelivery(target.Name, delivery.Attempts + 1);
        var (attempt, retryAfter) = await client.PostAsync(target, delivery, cancellationToken);
        trace?.SetTag("http.response.status_code", attempt.Status)
            .SetStatus(attempt.Error is null ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
        instruments.Attempted(isDelivered: attempt.Error is null);
        if (attempt.Error is null) return (delivery.Id, attempt, null);

        log.WebhookFailed(target.Name, delivery.MessageId, delivery.Attempts + 1, attempt.Error);
        var nextAt = attempt.Status == StatusCodes.Status410Gone
            ? null
            : _schedule.NextAt(delivery, attempt.At, retryAfter);
        if (nextAt is null) log.WebhookDead(target.Name, delivery.MessageId);
        return (delivery.Id, attempt, nextAt);
    }

    private async Task WaitAsync(string target, Task rung, CancellationToken cancellationToken)
    {
        var nextAt = await store.NextAtAsync(target, cancellationToken);
        var pause = nextAt - time.GetUtcNow() ?? LookAgain;
        if (pause <= TimeSpan.Zero) return;

        // A clock that is set back must not make anybody wait for ever.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var passed = Task.Delay(pause < LookAgain ? pause : LookAgain, time, either.Token);
        await Task.WhenAny(rung, passed);
        await either.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
