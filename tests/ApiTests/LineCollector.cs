using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace DetectionApi.ApiTests;

/// <summary>Collects what is logged, at every level.</summary>
internal sealed class LineCollector : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _messages = [];
    private readonly ConcurrentQueue<string> _all = [];

    /// <summary>The messages.</summary>
    public IReadOnlyList<string> Messages => [.. _messages];

    /// <summary>All that a log could keep: messages, the values in them, exceptions, scopes.</summary>
    public IReadOnlyList<string> All => [.. _all];

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull
    {
        Keep(state);
        return null;
    }

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        var message = formatter(state, exception);
        _messages.Enqueue(message);
        _all.Enqueue(message);
        if (exception is not null) _all.Enqueue($"{exception}");
        Keep(state);
    }

    public void Dispose()
    {
    }

    private void Keep(object? state)
    {
        _all.Enqueue($"{state}");
        if (state is IEnumerable<KeyValuePair<string, object?>> values)
            foreach (var (name, value) in values) _all.Enqueue($"{name}={value}");
    }
}
