using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace DetectionApi.Benchmarks.Client;

/// <summary>One connection that posts batches as Winlogbeat does: what is not accepted is sent again, whole.</summary>
internal sealed class Shipper : IDisposable
{
    private const string Path = "_bulk?filter_path=errors%2Citems.%2A.error%2Citems.%2A.status";

    private static readonly TimeSpan BackoffStart = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BackoffMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly bool _isGzip;
    private readonly bool _checksItems;
    private readonly Uri _address;
    private readonly string? _key;
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        MaxConnectionsPerServer = 1,
        UseCookies = false,
        AllowAutoRedirect = false,
    });
    private byte[] _answer = new byte[256 * 1024];

    public Shipper(Uri target, bool isGzip, bool checksItems, string? key = null) =>
        (_address, _isGzip, _checksItems, _key) = (new Uri(target, Path), isGzip, checksItems, key);

    /// <summary>How long each accepted batch took, in milliseconds.</summary>
    public List<double> Latencies { get; } = [];

    /// <summary>How many bytes were accepted.</summary>
    public long Bytes { get; private set; }

    /// <summary>How often a batch was sent again.</summary>
    public int Retries { get; private set; }

    /// <summary>Forgets what it counted.</summary>
    public void Reset()
    {
        Latencies.Clear();
        (Bytes, Retries) = (0, 0);
    }

    /// <summary>Posts batches until the queue hands out no more.</summary>
    /// <exception cref="LoadFailedException">A batch was refused for good.</exception>
    public async Task RunAsync(BatchQueue queue, IBatchBodies bodies, CancellationToken cancellationToken)
    {
        while (queue.TryTake(out var number))
        {
            var body = bodies.BodyOf(number);
            var started = Stopwatch.GetTimestamp();
            await PostUntilAcceptedAsync(body, started, cancellationToken);
            Latencies.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            Bytes += body.Length;
        }
    }

    /// <summary>Posts one batch once; false if it is to be sent again.</summary>
    public async Task<bool> TryPostAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            using var request = RequestOf(body);
            using var answer = await _http.SendAsync(request, cancellationToken);
            var length = await ReadAsync(answer.Content, cancellationToken);
            if (answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable) return false;
            if (answer.StatusCode is not HttpStatusCode.OK)
                throw new LoadFailedException($"a batch was refused with status {(int)answer.StatusCode}");
            if (_checksItems && BulkAnswerCheck.FaultOf(_answer.AsSpan(0, length)) is { } fault)
                throw new LoadFailedException(fault);

            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Posts one batch until it is accepted.</summary>
    /// <exception cref="LoadFailedException">It was refused for good, or for too long.</exception>
    public async Task PostUntilAcceptedAsync(
        ReadOnlyMemory<byte> body, long started, CancellationToken cancellationToken)
    {
        for (var backoff = BackoffStart; !await TryPostAsync(body, cancellationToken); Retries++)
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
                throw new LoadFailedException($"a batch was not accepted within {Patience}");

            await Task.Delay(backoff, cancellationToken);
            backoff = backoff * 2 < BackoffMax ? backoff * 2 : BackoffMax;
        }
    }

    private HttpRequestMessage RequestOf(ReadOnlyMemory<byte> body)
    {
        var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "UTF-8");
        if (_isGzip) content.Headers.ContentEncoding.Add("gzip");
        var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = content };
        request.Headers.TryAddWithoutValidation("User-Agent", "Elastic-winlogbeat/8.17.0 (windows; amd64)");
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (_key is not null) request.Headers.TryAddWithoutValidation("Authorization", $"ApiKey {_key}");
        return request;
    }

    private async Task<int> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        for (var length = 0; ;)
        {
            if (length == _answer.Length) Array.Resize(ref _answer, _answer.Length * 2);
            var read = await stream.ReadAsync(_answer.AsMemory(length), cancellationToken);
            if (read == 0) return length;
            length += read;
        }
    }
}

/// <summary>What the load tool set out to do cannot be done.</summary>
internal sealed class LoadFailedException(string message) : Exception(message);
