using DetectionApi.Persistence;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace DetectionApi.Faults;

/// <summary>The real service without a process of its own: where no process ends, it starts sooner.</summary>
internal sealed class ServiceInProcess : WebApplicationFactory<Program>
{
    private readonly string _data;
    private readonly TimeProvider _clock;

    /// <summary>Starts it on a data directory, with a clock of the test's choice.</summary>
    public ServiceInProcess(string data, TimeProvider clock)
    {
        (_data, _clock) = (data, clock);
        Client = CreateClient();
    }

    /// <summary>Asks it.</summary>
    public HttpClient Client { get; }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // Passing tests say nothing.
        builder.UseSetting("Logging:LogLevel:Default", "None");
        builder.UseSetting("Logging:LogLevel:Microsoft.AspNetCore", "None");
        builder.UseSetting("Storage:DataDirectory", _data);
        builder.ConfigureTestServices(services => services.AddSingleton(_clock));
    }

    public override async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await base.DisposeAsync();
        DetectionsDatabase.ReleaseFiles();
    }
}
