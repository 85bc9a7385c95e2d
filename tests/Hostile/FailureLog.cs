using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace DetectionApi.Hostile;

/// <summary>Keeps what the service logs as an error, so that a report can say why an input failed.</summary>
internal sealed class FailureLog : ILoggerProvider
{
    private const int KeptMax = 200;

    private readonly ConcurrentDictionary<string, int> _failures = [];

    /// <summary>What was logged, each with how often.</summary>
    public IEnumerable<string> Failures => _failures.Select(failure => $"{failure.Value} times: {failure.Key}");

    public ILogger CreateLogger(string categoryName) => new Log(this);

    public void Dispose()
    {
        // Nothing to give back.
    }

    private void Keep(string failure)
    {
        if (_failures.Count < KeptMax) _failures.AddOrUpdate(failure, 1, static (_, count) => count + 1);
    }

    private sealed class Log(FailureLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        void ILogger.Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) log.Keep(exception?.ToString() ?? formatter(state, exception));
        }
    }
}
