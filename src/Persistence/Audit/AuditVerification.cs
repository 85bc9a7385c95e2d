using System.Globalization;
using DetectionApi.Domain.Audit;
using DetectionApi.Domain.ProcessAccess;
using Microsoft.Data.Sqlite;

namespace DetectionApi.Persistence.Audit;

/// <summary>What came of going along a whole audit log.</summary>
/// <param name="Head">The last line that is right.</param>
/// <param name="Fault">What is wrong behind it, in a sentence; null if all is as it was written.</param>
public sealed record AuditVerdict(AuditHead Head, string? Fault);

/// <summary>Goes along the audit log in the store's file, also while a service works on it.</summary>
public static class AuditVerification
{
    // A read that lasts would keep the service's write-ahead log from beginning anew.
    private const int LinesPerRead = 10_000;

    private const string Read = """
        SELECT seq, at, actor, key_id, "from", request_id, operation, outcome, subject, subject_id, "before", "after",
            status, reason, count, previous_hash, hash
        FROM audit WHERE seq >= @from ORDER BY seq LIMIT @limit
        """;

    /// <summary>Goes along the log of a data directory. Nothing is written.</summary>
    /// <param name="dataDirectory">The directory.</param>
    /// <param name="expected">An end that was noted earlier; null for none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SqliteException">There is no store, or it has no audit log.</exception>
    public static AuditVerdict Run(string dataDirectory, AuditHead? expected, CancellationToken cancellationToken)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(dataDirectory, DetectionsDatabase.FileName),
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        connection.Open();
        using var read = connection.CreateCommand();
        read.CommandText = Read;
        var from = read.Parameters.Add("@from", SqliteType.Integer);
        read.Parameters.AddWithValue("@limit", LinesPerRead);

        var verifier = new AuditVerifier(expected);
        var next = long.MinValue;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            from.Value = next;
            var (count, fault) = Go(read, verifier);
            if (fault is not null) return new AuditVerdict(verifier.Head, fault);
            if (count < LinesPerRead) return new AuditVerdict(verifier.Head, verifier.FaultOfEnd());
            next = verifier.Head.Seq + 1;
        }
    }

    private static (int Count, string? Fault) Go(SqliteCommand read, AuditVerifier verifier)
    {
        using var rows = read.ExecuteReader();
        var count = 0;
        while (rows.Read())
        {
            count++;
            if (FaultOf(rows, verifier) is { } fault) return (count, fault);
        }

        return (count, null);
    }

    // Whoever wrote into the file may have put anything there.
    private static string? FaultOf(SqliteDataReader row, AuditVerifier verifier)
    {
        try
        {
            return verifier.FaultOf(LineOf(row));
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidCastException or ArgumentException
            or OverflowException or FormatException)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"Line {verifier.Head.Seq + 1} cannot be read, as every line could that was written: {e.Message}");
        }
    }

    private static AuditLine LineOf(SqliteDataReader row) => new()
    {
        Seq = row.GetInt64(0),
        At = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
        Actor = Text(row, 2),
        KeyId = Text(row, 3),
        From = Text(row, 4),
        RequestId = Text(row, 5),
        Operation = row.GetString(6),
        Outcome = Words.TryParse(row.GetString(7), out AuditOutcome outcome)
            ? outcome
            : throw new FormatException($"'{row.GetString(7)}' is no outcome."),
        Subject = Text(row, 8),
        SubjectId = Text(row, 9),
        Before = Text(row, 10),
        After = Text(row, 11),
        Status = row.IsDBNull(12) ? null : row.GetInt32(12),
        Reason = Text(row, 13),
        Count = row.GetInt32(14),
        PreviousHash = row.GetFieldValue<byte[]>(15),
        Hash = row.GetFieldValue<byte[]>(16),
    };

    private static string? Text(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}
