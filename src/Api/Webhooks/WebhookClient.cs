using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using DetectionApi.Persistence.Webhooks;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Webhooks;

/// <summary>Posts messages to targets.</summary>
/// <remarks>
/// A target is the choice of who runs the service, but names lead where others say. So the address is looked at after
/// the name was resolved, the connection goes to that very address, and nobody is followed elsewhere.
/// </remarks>
internal sealed class WebhookClient : IDisposable
{
    private const int ConnectionsMax = 4;
    private const int AnswerBytesRead = 4 * 1024;
    private const int HeaderKilobytesMax = 16;
    private const string ContentType = "application/json";

    private static readonly TimeSpan NamesHoldFor = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan RetryAfterGreatest = TimeSpan.FromDays(1);

    private readonly WebhookOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public WebhookClient(IOptions<WebhookOptions> options, TimeProvider time)
    {
        (_options, _time) = (options.Value, time);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = ConnectAsync,
            MaxConnectionsPerServer = ConnectionsMax,
            MaxResponseDrainSize = AnswerBytesRead,
            MaxResponseHeadersLength = HeaderKilobytesMax,
            PooledConnectionLifetime = NamesHoldFor,
        };
        _http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(_options.TimeoutSeconds) };
    }

    /// <summary>Tries once to deliver a message.</summary>
    /// <returns>What came of it, and how long the target wants to be left alone; null if it did not say.</returns>
    public async Task<(DeliveryAttempt Attempt, TimeSpan? RetryAfter)> PostAsync(
        WebhookTargetOptions target, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            using var request = RequestOf(target, delivery);
            using var answer = await _http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var status = (int)answer.StatusCode;
            var error = answer.IsSuccessStatusCode
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"The target answered {status}.");
            return (new DeliveryAttempt(_time.GetUtcNow(), status, error), RetryAfterOf(answer));
        }
        catch (Exception e) when (Reason(e, cancellationToken) is { } reason)
        {
            return (new DeliveryAttempt(_time.GetUtcNow(), null, reason), null);
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage RequestOf(WebhookTargetOptions target, WebhookDelivery delivery)
    {
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, target.AddressOf(_options.AllowPrivateAddresses))
        {
            Content = new ByteArrayContent(delivery.Body) { Headers = { ContentType = new(ContentType) } },
        };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("DetectionApi", "1"));
        request.Headers.Add("webhook-id", delivery.MessageId);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", SignaturesOf(target, delivery, timestamp));
        return request;
    }

    // The standard lets a receiver take any of several, so that secrets can be changed while messages go on.
    private static string SignaturesOf(WebhookTargetOptions target, WebhookDelivery delivery, long timestamp)
    {
        var signatures = new List<string>();
        foreach (var text in (string[])[target.Secret, target.PreviousSecret])
            if (WebhookSecret.TryParse(text, out var secret))
                signatures.Add(secret.Sign(delivery.MessageId, timestamp, delivery.Body));

        return signatures.Count > 0
            ? string.Join(' ', signatures)
            : throw new InvalidOperationException($"The target {target.Name} has no secret.");
    }

    private async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var endpoint = context.DnsEndPoint;
        var addresses = IPAddress.TryParse(endpoint.Host, out var number)
            ? [number]
            : await Dns.GetHostAddressesAsync(endpoint.Host, cancellationToken);
        if (!_options.AllowPrivateAddresses && !Array.TrueForAll(addresses, PublicAddresses.Contain))
            throw new IOException(
                $"{endpoint.Host} is at an address that the internet does not reach; Webhooks:AllowPrivateAddresses "
                + "would allow it");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, endpoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ArgumentException)
        {
            socket.Dispose();
            throw;
        }
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage answer)
    {
        var wanted = answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wanted > RetryAfterGreatest ? RetryAfterGreatest : wanted;
    }

    // Null if it is the service that gives up.
    private string? Reason(Exception e, CancellationToken cancellationToken) => e switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested => null,
        OperationCanceledException => $"No answer came within {_options.TimeoutSeconds} s.",
        HttpRequestException => $"The target could not be reached: {e.GetBaseException().Message.TrimEnd('.')}.",
        IOException => $"The connection broke off: {e.GetBaseException().Message.TrimEnd('.')}.",
        _ => null,
    };
}
