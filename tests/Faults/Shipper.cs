using System.Net;
using System.Net.Http.Headers;

namespace DetectionApi.Faults;

/// <summary>Posts one batch after the other on one connection until each is acknowledged, as Winlogbeat does.</summary>
/// <remarks>
/// Whatever goes wrong, the whole request is sent again after a back-off; what was acknowledged is never sent again.
/// Only the times are shorter than Winlogbeat's.
/// </remarks>
internal sealed class Shipper(int number, Func<Uri?> address, TimeSpan pause) : IDisposable
{
    private static readonly TimeSpan BackOffFirst = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan BackOffMost = TimeSpan.FromMilliseconds(500);

    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1 })
    {
        Timeout = TimeSpan.FromSeconds(90),
    };

    private int _sent;
    private int _acknowledged;
    private int _refused;
    private int _failed;

    /// <summary>How many batches were sent, in part or whole. The batches before are those acknowledged.</summary>
    public int Sent => Volatile.Read(ref _sent);

    /// <summary>How many batches were acknowledged, from the first without a gap.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>How often the service said that it cannot now.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>How often nobody answered.</summary>
    public int Failed => Volatile.Read(ref _failed);

    /// <summary>Ships until it is told to stop, and then until the batch at hand is acknowledged.</summary>
    /// <param name="stop">Begins no further batch.</param>
    /// <param name="abandon">Leaves even the batch at hand.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken abandon)
    {
        for (var batch = 0; !stop.IsCancellationRequested; batch++)
        {
            Volatile.Write(ref _sent, batch + 1);
            var body = Corpus.Body(number, batch);
            for (var wait = BackOffFirst; !await TryPostAsync(body, abandon); wait = Min(2 * wait, BackOffMost))
                await Task.Delay(wait, abandon);

            Volatile.Write(ref _acknowledged, batch + 1);
            if (pause > TimeSpan.Zero) await Task.Delay(pause, abandon);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<bool> TryPostAsync(byte[] body, CancellationToken abandon)
    {
        if (address() is not { } target) return false;

        try
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
            using var answer = await _client.PostAsync(new Uri(target, "/_bulk"), content, abandon);
            var text = await answer.Content.ReadAsStringAsync(abandon);
            if (answer.StatusCode is HttpStatusCode.OK)
            {
                Assert.Contains("\"errors\":false", text, StringComparison.Ordinal);
                return true;
            }

            Refusal.AssertIsElasticsearchs(answer, text);
            Interlocked.Increment(ref _refused);
            return false;
        }
        catch (Exception e) when (e is HttpRequestException or IOException
            || (e is TaskCanceledException && !abandon.IsCancellationRequested))
        {
            Interlocked.Increment(ref _failed);
            return false;
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
