using System.Net;
using System.Text;
using DetectionApi.Hostile.Wire;
using DetectionApi.Persistence;
using DetectionApi.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace DetectionApi.Hostile;

/// <summary>The real service on a real store and a real socket, as it is with its defaults.</summary>
internal sealed class HostileService : WebApplicationFactory<Program>
{
    private readonly TestDirectory _directory = new();
    private WireConnection? _connection;

    public HostileService()
    {
        UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        StartServer();
        ClientOptions.AllowAutoRedirect = false;
        Client = CreateClient();
        EndPoint = new IPEndPoint(IPAddress.Loopback, Client.BaseAddress!.Port);
    }

    /// <summary>Asks as everybody should.</summary>
    public HttpClient Client { get; }

    /// <summary>What it says went wrong with itself.</summary>
    public FailureLog Failures { get; } = new();

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Posts a body, whatever it is.</summary>
    public Task<WireAnswer> PostAsync(string path, byte[] body, string? encoding = null)
    {
        var request = new WireRequest("POST", path) { Body = body }
            .With("Content-Type", "application/json").With("Content-Encoding", encoding);
        return AskAsync(request.ToBytes());
    }

    /// <summary>Sends a request, letter by letter.</summary>
    public Task<WireAnswer> AskAsync(string request) => AskAsync(Encoding.Latin1.GetBytes(request));

    /// <summary>Sends a request, byte by byte.</summary>
    public async Task<WireAnswer> AskAsync(byte[] request)
    {
        _connection ??= new WireConnection(EndPoint);
        return await _connection.AskAsync(request, isHead: false, CancellationToken.None);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Failures));
        builder.UseSetting("Storage:DataDirectory", _directory.Path);

        // Keys are made among all else, and must not shut the door on what comes after.
        builder.UseSetting("Access:Anonymous", "true");
    }

    public override async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _connection?.Dispose();
        await base.DisposeAsync();
        DetectionsDatabase.ReleaseFiles();
        _directory.Dispose();
    }
}
