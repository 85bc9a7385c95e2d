using DetectionApi.Support;
using Microsoft.Data.Sqlite;

namespace DetectionApi.Faults;

/// <summary>Somebody else reads in the database, for long.</summary>
public sealed class LongReaderTests
{
    private const int Shippers = 2;
    private const int BatchesBefore = 5;
    private const int BatchesWhile = 200;
    private const int BatchesAfter = 100;

    // After so many bytes in the log SQLite moves them into the database, if nobody is in its way.
    private const long CheckpointBytes = 1000 * 4096;

    [Fact]
    public async Task While_somebody_reads_events_are_stored_and_afterwards_the_log_grows_no_more()
    {
        using var directory = new TestDirectory();
        var database = directory.At("data/detections.db");
        await using var service = ServiceProcess.Start(directory, ["--urls", "http://127.0.0.1:0"]);
        await using var fleet = new Fleet(Shippers, await service.ListeningAsync());
        await fleet.AcknowledgedMoreAsync(BatchesBefore);

        WriteAheadLog atStart, atEnd;
        await using (var connection = await OpenAsync(database))
        await using (var command = new SqliteCommand("SELECT * FROM occurrences", connection))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            Assert.True(await reader.ReadAsync());
            atStart = await WriteAheadLog.OfAsync(database);
            await fleet.AcknowledgedMoreAsync(BatchesWhile);
            await fleet.UntilAsync(
                () => new FileInfo(WriteAheadLog.PathOf(database)).Length > 2 * CheckpointBytes, "the log has grown");
            atEnd = await WriteAheadLog.OfAsync(database);
        }

        Assert.Equal(atStart.Checkpoint, atEnd.Checkpoint);
        Assert.True(atEnd.Length > CheckpointBytes, $"{atEnd.Length} bytes");

        // Begun anew, it is written from its start, and its file stays as long as it is.
        await fleet.AcknowledgedMoreAsync(BatchesAfter);
        var length = new FileInfo(WriteAheadLog.PathOf(database)).Length;
        await fleet.AcknowledgedMoreAsync(BatchesAfter);
        await fleet.StopAsync();
        var later = await WriteAheadLog.OfAsync(database);
        Assert.True(later.Checkpoint > atEnd.Checkpoint, "the log was never begun anew");
        Assert.True(later.Length < atEnd.Length, $"{later.Length} bytes are in use, {atEnd.Length} before");
        Assert.True(new FileInfo(WriteAheadLog.PathOf(database)).Length <= length);

        Assert.Equal(0, fleet.Refused + fleet.Failed);
        await Stored.AssertAsync(await service.ListeningAsync(), fleet.Acknowledged, fleet.Sent);
    }

    private static async Task<SqliteConnection> OpenAsync(string database)
    {
        var readOnly = new SqliteConnectionStringBuilder
        {
            DataSource = database, Mode = SqliteOpenMode.ReadOnly, Pooling = false,
        };
        var connection = new SqliteConnection($"{readOnly}");
        await connection.OpenAsync();
        return connection;
    }
}
