namespace DetectionApi.Api.Demo;
internal static class DemoCommand { public static Task<int> RunAsync(string[] a, bool e, CancellationToken t) => Task.FromResult(0); }
