using System.IO.Compression;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DetectionApi.Benchmarks.Server;

/// <summary>
/// The least that any service over the same Kestrel does: it reads the bodies, inflates them if need be, and forgets.
/// </summary>
internal static class FloorServer
{
    /// <summary>The name of the command that runs it.</summary>
    public const string Command = "floor";

    private const int InflatedBytes = 64 * 1024;

    /// <summary>Starts it as a process of its own.</summary>
    public static MeasuredProcess Start() => new([Assembly.GetExecutingAssembly().Location, Command]);

    /// <summary>Serves until the process ends.</summary>
    public static async Task<int> RunAsync(string address)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        builder.Services.Configure<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>(options =>
            options.AddServerHeader = false);
        await using var app = builder.Build();
        app.MapPost("/_bulk", DiscardAsync);
        await app.RunAsync();
        return 0;
    }

    private static async Task DiscardAsync(HttpContext context)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        if (context.Request.Headers.ContentEncoding == "gzip") await InflateAsync(context);
        else await ReadAsync(context);

        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync("""{"took":0,"errors":false,"items":[]}"""u8.ToArray());
    }

    private static async Task ReadAsync(HttpContext context)
    {
        var body = context.Request.BodyReader;
        for (var isEnd = false; !isEnd;)
        {
            var read = await body.ReadAsync(context.RequestAborted);
            body.AdvanceTo(read.Buffer.End);
            isEnd = read.IsCompleted;
        }
    }

    private static async Task InflateAsync(HttpContext context)
    {
        await using var inflated = new GZipStream(context.Request.Body, CompressionMode.Decompress);
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(InflatedBytes);
        while (await inflated.ReadAsync(buffer, context.RequestAborted) > 0) continue;
        System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
    }
}
