using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace DetectionApi.ApiTests;

/// <summary>Remembers what is logged.</summary>
internal sealed class RememberedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly LoggerFactory _factory;

    public RememberedLog() => _factory = new LoggerFactory([this]);

    /// <summary>Level and text of each line, in order.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    public ILogger<T> For<T>() => _factory.CreateLogger<T>();

    public ILogger CreateLogger(string categoryName) => new Writer(_lines);

    public void Dispose() => _factory.Dispose();

    private sealed class Writer(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {formatter(state, exception)}");
    }
}
