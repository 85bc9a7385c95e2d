using System.Globalization;
using DetectionApi.Domain.Audit;
using DetectionApi.Persistence.Audit;
using Microsoft.Data.Sqlite;

namespace DetectionApi.Api.Audit;

/// <summary>The command that tells whether the audit log is as it was written.</summary>
internal static class VerifyAuditCommand
{
    /// <summary>Goes along the log and says what came of it.</summary>
    /// <param name="dataDirectory">The directory of the store.</param>
    /// <param name="expected">An end that was noted earlier; null for none.</param>
    /// <param name="output">Where it says that all is right.</param>
    /// <param name="errors">Where it says what is not.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    /// <returns>The exit code: 0 if it is as it was written.</returns>
    public static async Task<int> RunAsync(
        string dataDirectory, AuditHead? expected, TextWriter output, TextWriter errors,
        CancellationToken cancellationToken)
    {
        try
        {
            var verdict = AuditVerification.Run(dataDirectory, expected, cancellationToken);
            if (verdict.Fault is { } fault)
            {
                await errors.WriteLineAsync(fault);
                await errors.WriteLineAsync($"Up to {verdict.Head} it is as it was written.");
                return 1;
            }

            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"The audit log is as it was written. Lines: {verdict.Head.Seq}."));
            await output.WriteLineAsync($"The log ends with {verdict.Head}");
            return 0;
        }
        catch (SqliteException e)
        {
            await errors.WriteLineAsync($"The audit log in {dataDirectory} cannot be read: {e.Message}");
            return 1;
        }
        catch (OperationCanceledException)
        {
            await errors.WriteLineAsync("Broken off: nothing is known of the audit log.");
            return 1;
        }
    }
}
