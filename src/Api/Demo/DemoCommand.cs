namespace DetectionApi.Api.Demo;

/// <summary>Shows the service on sample events.</summary>
internal static class DemoCommand
{
    public static Task<int> RunAsync(string[] args, bool exit, CancellationToken cancellationToken) =>
        Task.FromResult(0);
}
