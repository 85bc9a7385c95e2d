using System.Globalization;
using DetectionApi.Domain.Alerts;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Operations;

/// <summary>Writes the log to the console: each message on one line, and nothing in it that cannot be seen.</summary>
/// <remarks>
/// Messages tell of names, paths and headers that others chose. Here, where all of them pass, none of these begins a
/// line of its own, turns one around or colours a terminal, whoever wrote the message and forgot about it.
/// </remarks>
internal sealed class LogLines(IOptionsMonitor<ConsoleFormatterOptions> options, TimeProvider time)
    : ConsoleFormatter(FormatterName)
{
    /// <summary>What the settings call it.</summary>
    public const string FormatterName = "lines";

    private const int LengthMax = 32 * 1024;

    private static readonly string[] LineBreaks = ["\r\n", "\n", "\r"];

    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if (options.CurrentValue.TimestampFormat is { } format)
            textWriter.Write(
                (options.CurrentValue.UseUtcTimestamp ? time.GetUtcNow() : time.GetLocalNow())
                .ToString(format, CultureInfo.InvariantCulture));
        textWriter.Write($"{Word(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] ");
        textWriter.Write(Shown(message));
        if (logEntry.Exception is { } exception)
        {
            // Its own lines are joined; they are no lines of the log.
            var lines = $"{exception}".Split(LineBreaks, StringSplitOptions.TrimEntries);
            textWriter.Write($" {Shown(string.Join(' ', lines))}");
        }

        textWriter.Write('\n');
    }

    private static string Shown(string text) =>
        text.Length <= LengthMax && text.All(Quoted.IsVisible) ? text : Quoted.Visible(text, LengthMax);

    // As the framework's own formatter has them: whoever reads logs by machine knows these.
    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
