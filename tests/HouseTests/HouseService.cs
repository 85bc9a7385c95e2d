using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DetectionApi.Api.Investigation;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace DetectionApi.HouseTests;

/// <summary>The service as it is, on a directory of its own.</summary>
public sealed class HouseService : WebApplicationFactory<Program>
{
    private readonly string _directory = Directory.CreateTempSubdirectory("detection-house-").FullName;

    /// <summary>The OpenAPI document as the service answers it.</summary>
    public async Task<JsonNode> DocumentAsync()
    {
        using var client = CreateClient();
        return (await client.GetFromJsonAsync<JsonNode>("/openapi/v1.json"))!;
    }

    // Nobody but the test changes an alert: what it read it can change, however long that takes.
    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
        .UseSetting("Storage:DataDirectory", _directory)
        .UseSetting("Logging:LogLevel:Default", "Warning")
        .UseSetting("Telemetry:FreeBytesLeast", "0")
        .UseSetting("Telemetry:UsedPercentMax", "100")
        .ConfigureServices(services => services.Remove(
            services.Single(service => service.ImplementationType == typeof(InvestigationWorker))));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }
}
