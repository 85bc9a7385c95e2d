using System.Data.Common;
using DetectionApi.Domain.Audit;
using DetectionApi.Domain.ProcessAccess;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace DetectionApi.Persistence.Audit;

/// <summary>Puts lines at the end of the audit log.</summary>
internal static class AuditTable
{
    /// <summary>The name of the table.</summary>
    public const string Name = "audit";

    // One statement for all lines, by the driver itself: an import leaves ten thousand.
    private const string Insert = """
        INSERT INTO audit (
            seq, at, actor, key_id, "from", request_id, operation, outcome, subject, subject_id, "before", "after",
            status, reason, count, previous_hash, hash)
        VALUES (
            @seq, @at, @actor, @keyId, @from, @requestId, @operation, @outcome, @subject, @subjectId, @before, @after,
            @status, @reason, @count, @previousHash, @hash)
        """;

    /// <summary>The end of the log as it is.</summary>
    public static async Task<AuditHead> HeadAsync(DetectionsDbContext db, CancellationToken cancellationToken)
    {
        var last = await db.Audit.AsNoTracking().OrderByDescending(line => line.Seq)
            .Select(line => new { line.Seq, line.Hash }).FirstOrDefaultAsync(cancellationToken);
        return last is null ? AuditHead.None : new AuditHead(last.Seq, Convert.ToHexStringLower(last.Hash));
    }

    /// <summary>
    /// Puts lines at the end. The context is in a transaction that may write: nobody else, of this process or another,
    /// can put a line behind the same one.
    /// </summary>
    public static async Task<AuditHead> AppendAsync(
        DetectionsDbContext db, IEnumerable<AuditLine> contents, CancellationToken cancellationToken)
    {
        var head = await HeadAsync(db, cancellationToken);
        await using var insert = db.Database.GetDbConnection().CreateCommand();
        insert.CommandText = Insert;
        insert.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        foreach (var content in contents)
        {
            var line = AuditChain.Append(head, content);
            Fill(insert, line);
            await insert.ExecuteNonQueryAsync(cancellationToken);
            head = AuditHead.Of(line);
        }

        return head;
    }

    private static void Fill(DbCommand insert, AuditLine line)
    {
        insert.Parameters.Clear();
        Add(insert, "@seq", line.Seq);
        Add(insert, "@at", line.At.ToUnixTimeMilliseconds());
        Add(insert, "@actor", line.Actor);
        Add(insert, "@keyId", line.KeyId);
        Add(insert, "@from", line.From);
        Add(insert, "@requestId", line.RequestId);
        Add(insert, "@operation", line.Operation);
        Add(insert, "@outcome", Words.Of(line.Outcome));
        Add(insert, "@subject", line.Subject);
        Add(insert, "@subjectId", line.SubjectId);
        Add(insert, "@before", line.Before);
        Add(insert, "@after", line.After);
        Add(insert, "@status", line.Status);
        Add(insert, "@reason", line.Reason);
        Add(insert, "@count", line.Count);
        Add(insert, "@previousHash", line.PreviousHash);
        Add(insert, "@hash", line.Hash);
    }

    private static void Add(DbCommand insert, string name, object? value)
    {
        var parameter = insert.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
        insert.Parameters.Add(parameter);
    }
}
