using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using DetectionApi.Api.Investigation;
using DetectionApi.Persistence;
using DetectionApi.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DetectionApi.ApiTests;

/// <summary>The real service on a real database in a directory of its own.</summary>
internal sealed class TestService : WebApplicationFactory<Program>
{
    private readonly TestDirectory? _owned;
    private readonly string _directory;
    private readonly IReadOnlyList<(string Name, string Value)> _settings;

    private readonly bool _isQuiet;
    private readonly TimeProvider? _time;
    private readonly ILoggerProvider? _log;

    private TestService(
        TestDirectory? owned, string directory, bool sockets, (string, string)[] settings, bool isQuiet = false,
        TimeProvider? time = null, ILoggerProvider? log = null)
    {
        (_owned, _directory, _settings, _isQuiet, _time, _log) = (owned, directory, settings, isQuiet, time, log);
        if (sockets) UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        StartServer();
        ClientOptions.AllowAutoRedirect = false;
        Client = CreateClient();
    }

    /// <summary>Does not follow redirects, so that there being none is seen.</summary>
    public HttpClient Client { get; }

    /// <summary>A service without sockets.</summary>
    public static TestService Start(params (string Name, string Value)[] settings)
    {
        var directory = new TestDirectory();
        return new TestService(directory, directory.Path, sockets: false, settings);
    }

    /// <summary>A service with a clock of the test's.</summary>
    public static TestService StartAt(TimeProvider time, params (string Name, string Value)[] settings)
    {
        var directory = new TestDirectory();
        return new TestService(directory, directory.Path, sockets: true, settings, time: time);
    }

    /// <summary>A service on a socket which logs all that it can, and nowhere else.</summary>
    public static TestService StartLogged(ILoggerProvider log, params (string Name, string Value)[] settings)
    {
        var directory = new TestDirectory();
        (string, string)[] everything =
        [
            ("Logging:LogLevel:Default", "Trace"), ("Logging:LogLevel:Microsoft.AspNetCore", "Trace"),
            ("Logging:LogLevel:Microsoft.EntityFrameworkCore", "Trace"), .. settings,
        ];
        return new TestService(directory, directory.Path, sockets: true, everything, log: log);
    }

    /// <summary>A service that investigates only when asked: nothing but the test changes an alert.</summary>
    public static TestService StartQuiet()
    {
        var directory = new TestDirectory();
        return new TestService(directory, directory.Path, sockets: false, settings: [], isQuiet: true);
    }

    /// <summary>The same on a directory that outlives it.</summary>
    public static TestService StartQuietOn(TestDirectory directory) =>
        new(null, directory.Path, sockets: false, settings: [], isQuiet: true);

    /// <summary>A service that listens on a port which the system chooses.</summary>
    public static TestService StartOnSocket(params (string Name, string Value)[] settings)
    {
        var directory = new TestDirectory();
        return new TestService(directory, directory.Path, sockets: true, settings);
    }

    /// <summary>A service on a directory that outlives it.</summary>
    public static TestService StartOn(TestDirectory directory, params (string Name, string Value)[] settings) =>
        new(null, directory.Path, sockets: false, settings);

    /// <summary>Reads JSON; fails if the answer is not 200.</summary>
    public async Task<JsonNode> GetAsync(string path) => await ReadAsync(await Client.GetAsync(path));

    /// <summary>Posts a bulk request.</summary>
    public async Task<JsonNode> PostBulkAsync(params IEnumerable<string> events) => await ReadAsync(
        await Client.PostAsync("/_bulk", Body(Bulk.Of(events))));

    /// <summary>Posts events on our own side.</summary>
    public async Task<JsonNode> PostEventsAsync(params IEnumerable<string> events) => await ReadAsync(
        await Client.PostAsync("/api/v1/events", Body(Encoding.UTF8.GetBytes(string.Join('\n', events)))));

    /// <summary>The alerts of the queue, or of what the query asks for.</summary>
    public async Task<JsonArray> AlertsAsync(string query = "") =>
        (await GetAsync($"/api/v1/alerts?limit=1000{query}"))["items"]!.AsArray();

    /// <summary>Changes the rule.</summary>
    public async Task<HttpResponseMessage> PatchRuleAsync(string change, string? ifMatch = "*", string? actor = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/rules/{Some.RuleId}")
        {
            Content = new StringContent(change, Encoding.UTF8, "application/json"),
        };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (actor is not null) request.Headers.TryAddWithoutValidation("X-Actor", actor);
        return await Client.SendAsync(request);
    }

    /// <summary>A body of JSON lines.</summary>
    public static ByteArrayContent Body(byte[] bytes, string? encoding = null)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        if (encoding is not null) content.Headers.ContentEncoding.Add(encoding);
        return content;
    }

    public static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode) Assert.Fail($"{(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // Passing tests say nothing.
        builder.UseSetting("Logging:LogLevel:Default", "None");
        builder.UseSetting("Logging:LogLevel:Microsoft.AspNetCore", "None");
        builder.UseSetting("Storage:DataDirectory", _directory);
        foreach (var (name, value) in _settings) builder.UseSetting(name, value);
        if (_log is not null) builder.ConfigureLogging(logs => logs.ClearProviders().AddProvider(_log));
        if (_time is not null) builder.ConfigureServices(services => services.AddSingleton(_time));
        if (_isQuiet)
            builder.ConfigureServices(services => services.Remove(
                services.Single(service => service.ImplementationType == typeof(InvestigationWorker))));
    }

    public override async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await base.DisposeAsync();
        DetectionsDatabase.ReleaseFiles();
        _owned?.Dispose();
    }
}
