using DetectionApi.Benchmarks.Commands;

return await BenchmarkCommands.Root().Parse(args).InvokeAsync();
