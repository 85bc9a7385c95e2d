using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace DetectionApi.ApiTests;

/// <summary>What a listener was told.</summary>
internal sealed record ToldAlert(long Number, string Name, JsonNode Alert)
{
    public string Id => (string)Alert["id"]!;
}

/// <summary>Follows the alerts as a browser does, with the framework's own reader of server-sent events.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HttpResponseMessage _response;
    private readonly SseParser<string> _parser;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private EventStream(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _parser = SseParser.Create(body);
        _events = _parser.EnumerateAsync().GetAsyncEnumerator();
    }

    /// <summary>The headers of the answer.</summary>
    public HttpResponseMessage Response => _response;

    /// <summary>The last id that was sent, with or without an event.</summary>
    public string LastId => _parser.LastEventId;

    public static async Task<EventStream> OpenAsync(
        TestService service, string query = "", long? lastEventId = null)
    {
        var response = await AskAsync(service, query, lastEventId?.ToString(null, null));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return new EventStream(response, await response.Content.ReadAsStreamAsync());
    }

    public static async Task<HttpResponseMessage> AskAsync(
        TestService service, string query = "", string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/alerts/stream?{query}");
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        return await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
    }

    /// <summary>The next event; fails if the stream ends instead.</summary>
    public async Task<ToldAlert> NextAsync()
    {
        if (!await _events.MoveNextAsync().AsTask().WaitAsync(Patience)) Assert.Fail("The stream ended.");
        var told = _events.Current;
        return new ToldAlert(
            long.Parse(_parser.LastEventId, null), told.EventType, JsonNode.Parse(told.Data)!);
    }

    /// <summary>The next event that fits: alerts change by themselves, too, when they are investigated.</summary>
    public async Task<ToldAlert> NextAsync(Func<ToldAlert, bool> fits)
    {
        while (true)
            if (await NextAsync() is var told && fits(told)) return told;
    }

    /// <summary>All events until that many alerts were told of.</summary>
    public async Task<IReadOnlyList<ToldAlert>> NextAsync(int alerts)
    {
        var told = new List<ToldAlert>();
        while (told.DistinctBy(alert => alert.Id).Count() < alerts) told.Add(await NextAsync());
        return told;
    }

    /// <summary>Waits for the end; fails if it breaks off.</summary>
    public async Task EndAsync()
    {
        while (await _events.MoveNextAsync().AsTask().WaitAsync(Patience)) continue;
    }

    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        await ValueTask.CompletedTask;
    }
}
