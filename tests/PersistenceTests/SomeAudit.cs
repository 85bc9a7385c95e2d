using DetectionApi.Domain.Audit;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Audit;
using DetectionApi.Support;
using Microsoft.Data.Sqlite;

namespace DetectionApi.PersistenceTests;

/// <summary>Somebody on whose behalf things are stored, and the log that tells of it.</summary>
internal static class SomeAudit
{
    /// <summary>When it is done.</summary>
    public static readonly DateTimeOffset At = Some.Later.AddHours(2);

    /// <summary>Lets what follows be done on somebody's behalf.</summary>
    public static AuditScope Open(string actor = "mira", string operation = "Test") => AuditScope.Open(
        new AuditOrigin(actor, operation, KeyId: "key-1", From: "127.0.0.1", RequestId: "0HN:1"), new Clock());

    /// <summary>The whole log, oldest first.</summary>
    public static async Task<IReadOnlyList<AuditLine>> LinesAsync(this TestStore store) =>
        [.. (await store.Audit.ListAsync(new AuditFilter(), null, 100_000, default)).Page.Items.Reverse()];

    /// <summary>What is wrong with the log; null if nothing is.</summary>
    public static string? FaultOfAudit(this TestStore store, AuditHead? expected = null) =>
        AuditVerification.Run(store.Folder, expected, default).Fault;

    /// <summary>A connection to the store's file beside the store.</summary>
    public static SqliteConnection OpenFile(this TestStore store)
    {
        var file = Path.Combine(store.Folder, DetectionsDatabase.FileName);
        var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        return connection;
    }

    public static void Execute(this SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => At;
    }
}
