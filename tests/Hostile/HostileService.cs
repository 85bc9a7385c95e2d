using System.Net;
using DetectionApi.Persistence;
using DetectionApi.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

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

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // Passing tests say nothing.
        builder.UseSetting("Logging:LogLevel:Default", "None");
        builder.UseSetting("Logging:LogLevel:Microsoft.AspNetCore", "None");
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
