using System.Globalization;
using DetectionApi.Persistence;
using Microsoft.Data.Sqlite;

namespace DetectionApi.Api.Operations;

/// <summary>Copies the store while a service works on it, or while none does.</summary>
internal static class BackupCommand
{
    /// <summary>Copies the store and tells what was copied.</summary>
    /// <param name="dataDirectory">The directory of the store.</param>
    /// <param name="to">A directory that is empty or does not exist yet.</param>
    /// <param name="time">Tells how long it took.</param>
    /// <param name="output">Where it says what was copied.</param>
    /// <param name="errors">Where it says in one line why nothing was.</param>
    /// <param name="cancellationToken">Breaks it off; nothing is left behind then.</param>
    /// <returns>0 if the copy is whole, otherwise 1.</returns>
    public static async Task<int> RunAsync(
        string dataDirectory, string to, TimeProvider time, TextWriter output, TextWriter errors,
        CancellationToken cancellationToken)
    {
        try
        {
            var begun = time.GetTimestamp();
            var (source, target) = (Path.GetFullPath(dataDirectory), Path.GetFullPath(to));
            var copied = await StoreBackup.RunAsync(source, target, cancellationToken);
            foreach (var file in copied) await output.WriteLineAsync(Line($"{file.Name}: {file.Bytes:N0} bytes"));
            var took = time.GetElapsedTime(begun);
            await output.WriteLineAsync(
                Line($"Copied {source} to {target} in {took.TotalSeconds:F1} s, and checked the copy."));
            return 0;
        }
        catch (Exception e) when (ReasonIn(e) is { } reason)
        {
            await errors.WriteLineAsync($"DetectionApi made no backup: {reason.TrimEnd('.')}.");
            return 1;
        }
    }

    private static string? ReasonIn(Exception e) => e switch
    {
        OperationCanceledException => "it was broken off",
        IOException or UnauthorizedAccessException or SqliteException or ArgumentException => e.Message,
        _ => null,
    };

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
