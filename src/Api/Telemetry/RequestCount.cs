namespace DetectionApi.Api.Telemetry;

/// <summary>Counts the requests that are turned away.</summary>
internal static class RequestCount
{
    /// <summary>Comes before all that may turn a request away, so that it sees what was answered in the end.</summary>
    public static IApplicationBuilder UseRequestCount(this IApplicationBuilder app)
    {
        var instruments = app.ApplicationServices.GetRequiredService<Instruments>();
        return app.Use(async (context, next) =>
        {
            await next(context);
            instruments.Answered(context.Response.StatusCode);
        });
    }
}
