using System.Net;
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

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Failures));
        builder.UseSetting("Storage:DataDirectory", _directory.Path);
    }

    public override async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await base.DisposeAsync();
        DetectionsDatabase.ReleaseFiles();
        _directory.Dispose();
    }
}
