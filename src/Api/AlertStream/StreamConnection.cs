using System.Buffers;
using System.Globalization;
using System.Text;
using DetectionApi.Api.Access;
using DetectionApi.Domain.Access;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.AlertStream;

/// <summary>Sends one listener what he is told, in the form of server-sent events, until somebody leaves.</summary>
/// <remarks><see href="https://html.spec.whatwg.org/multipage/server-sent-events.html"/></remarks>
internal sealed class StreamConnection(
    StreamHub hub, Authenticator authenticator, KeyRing keys, IOptions<StreamOptions> options,
    IHostApplicationLifetime host, TimeProvider time, ILogger<StreamConnection> log)
{
    private const int RetryMilliseconds = 3000;

    // After so many bytes it waits until they are taken, for what is written is held in memory until then.
    private const int BytesPerFlush = 64 * 1024;

    /// <summary>Sends until the listener leaves, takes nothing any more, or the service ends.</summary>
    public async Task RunAsync(HttpContext context, StreamListener listener)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, host.ApplicationStopping);
        using var sending = CancellationTokenSource.CreateLinkedTokenSource(ended.Token);
        try
        {
            var limit = TimeSpan.FromSeconds(options.Value.SendSecondsMax);
            await SendAllAsync(context, new Sender(context, sending, limit), listener, ended.Token);
        }
        catch (OperationCanceledException) when (sending.IsCancellationRequested)
        {
            if (!ended.IsCancellationRequested)
                log.ListenerStuck(context.Connection.RemoteIpAddress, options.Value.SendSecondsMax);
        }
    }

    private async Task SendAllAsync(
        HttpContext context, Sender sender, StreamListener listener, CancellationToken ended)
    {
        // What is known is said before anything happens, so that nothing is missed if the connection breaks first.
        await sender.WriteAsync($"retry: {RetryMilliseconds}\nid: {listener.Known}\n\n");
        await sender.FlushAsync();
        var heartbeat = NextHeartbeat(ended);
        var stamp = keys.Stamp;
        while (true)
        {
            // What opened the stream may have ended meanwhile.
            if (stamp != keys.Stamp && !await StillMayAsync(context)) return;
            stamp = keys.Stamp;
            if (listener.IsBehind) await CatchUpAsync(sender, listener, ended);
            foreach (var change in listener.Take()) await sender.WriteAsync(change.Frame);
            foreach (var notice in listener.TakeNotices()) await sender.WriteAsync(notice);
            await sender.FlushAsync();

            if (await Task.WhenAny(listener.News, heartbeat) != heartbeat) continue;
            ended.ThrowIfCancellationRequested();
            if (!await StillMayAsync(context)) return;
            heartbeat = NextHeartbeat(ended);

            // Without data it is no event, yet browsers note the number: who filters resumes from here.
            if (!listener.News.IsCompleted) await sender.WriteAsync($": heartbeat\nid: {listener.Known}\n\n");
        }
    }

    private async Task CatchUpAsync(Sender sender, StreamListener listener, CancellationToken ended)
    {
        var news = new NewAlerts(listener.Known);
        while (listener.IsBehind)
        {
            foreach (var change in await hub.CatchUpAsync(listener, news, ended))
                await sender.WriteAsync(change.Frame);
            await sender.FlushAsync();
        }
    }

    private async ValueTask<bool> StillMayAsync(HttpContext context) =>
        (await authenticator.RunAsync(context)).Caller?.May(Permission.Read) is true;

    private Task NextHeartbeat(CancellationToken ended) =>
        Task.Delay(TimeSpan.FromSeconds(options.Value.HeartbeatSeconds), time, ended);

    /// <summary>Sends bytes, and gives up when nobody takes them.</summary>
    private sealed class Sender(HttpContext context, CancellationTokenSource sending, TimeSpan limit)
    {
        private int _written;

        public ValueTask WriteAsync(byte[] bytes)
        {
            context.Response.BodyWriter.Write(bytes);
            _written += bytes.Length;
            return _written < BytesPerFlush ? ValueTask.CompletedTask : FlushAsync();
        }

        public ValueTask WriteAsync(FormattableString text) =>
            WriteAsync(Encoding.ASCII.GetBytes(text.ToString(CultureInfo.InvariantCulture)));

        public async ValueTask FlushAsync()
        {
            if (_written == 0) return;

            _written = 0;
            sending.CancelAfter(limit);
            try
            {
                var flushed = await context.Response.BodyWriter.FlushAsync(sending.Token);
                if (flushed.IsCompleted) await sending.CancelAsync();
                sending.Token.ThrowIfCancellationRequested();
            }
            catch (OperationCanceledException)
            {
                // Otherwise the server would go on waiting for somebody to take the rest.
                context.Abort();
                throw;
            }

            sending.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }
}
