using System.Buffers;
using System.Runtime.InteropServices;
using DetectionApi.Domain.Context;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DetectionApi.Persistence.Context;

/// <summary>The table of the context store as its writers use it, one at a time, by prepared statements.</summary>
internal sealed class SegmentTable(ContextDatabase database) : IDisposable
{
    private const string InsertSql = """
        INSERT INTO segments (received_at, from_at, to_at, is_remnant, count, length, facts, keys, records)
        VALUES (@received_at, @from_at, @to_at, 0, @count, @length, @facts, @keys, @records)
        RETURNING id
        """;

    private const string ReduceSql = """
        UPDATE segments
        SET from_at = @from_at, to_at = @to_at, is_remnant = 1, count = @count, length = @length, facts = @facts,
            keys = @keys, records = @records
        WHERE id = @id
        """;

    private const string OldestSql = """
        SELECT id FROM segments WHERE is_remnant = 0 AND received_at < @before ORDER BY received_at, id LIMIT @limit
        """;

    private const string PickSql = "SELECT keys, length, records, is_remnant, count FROM segments WHERE id = @id";

    private readonly Dictionary<string, SqliteCommand> _prepared = [];
    private readonly ContextChunk _chunk = new();
    private SqliteTransaction? _transaction;

    /// <summary>Commits all that <paramref name="write"/> writes, or nothing if it fails.</summary>
    public void Commit(Action<SqliteTransaction> write)
    {
        using var transaction = database.Writer.BeginTransaction();
        _transaction = transaction;
        try
        {
            write(transaction);
            transaction.Commit();
        }
        finally
        {
            _transaction = null;
        }
    }

    /// <summary>Adds a segment and returns its row.</summary>
    public long Insert(ContextSegment segment, DateTimeOffset receivedAt) => (long)Prepare(
        InsertSql, ("@received_at", receivedAt.ToUnixTimeMilliseconds()),
        ("@from_at", segment.From.ToUnixTimeMilliseconds()), ("@to_at", segment.To.ToUnixTimeMilliseconds()),
        ("@count", segment.Count), ("@length", segment.Length), ("@facts", segment.Facts), ("@keys", segment.Keys),
        ("@records", segment.Compressed)).ExecuteScalar()!;

    /// <summary>Drops a segment.</summary>
    public void Delete(long row) => Prepare("DELETE FROM segments WHERE id = @id", ("@id", row)).ExecuteNonQuery();

    /// <summary>The oldest segments that were received before that time.</summary>
    public List<long> Oldest(DateTimeOffset receivedBefore, int limit) =>
        Rows(OldestSql, ("@before", receivedBefore.ToUnixTimeMilliseconds()), ("@limit", limit));

    /// <summary>What is left of dropped segments, in the order of rows.</summary>
    public List<long> Remnants(long after, int limit) => Rows(
        "SELECT id FROM segments WHERE is_remnant = 1 AND id > @after ORDER BY id LIMIT @limit",
        ("@after", after), ("@limit", limit));

    /// <summary>How many bytes of the file hold something.</summary>
    public long BytesInUse() => Number("PRAGMA page_size")
        * (Number("PRAGMA page_count") - Number("PRAGMA freelist_count"));

    /// <summary>How many of them are what alerts need of segments that were dropped.</summary>
    public long RemnantBytes() => Number(
        "SELECT coalesce(sum(length(facts) + length(keys) + length(records)), 0) FROM segments WHERE is_remnant = 1");

    /// <summary>Drops the segments but for the events that have a needed key, all or none.</summary>
    /// <returns>Of how many segments something is left.</returns>
    public int Reduce(IReadOnlyCollection<long> rows, HashSet<uint> needed)
    {
        var left = 0;
        Commit(_ => left = rows.Count(row => Reduce(row, needed)));
        return left;
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values) command.Dispose();
    }

    private bool Reduce(long row, HashSet<uint> needed)
    {
        _chunk.Clear();
        var isAsItWas = Pick(row, needed);
        if (_chunk.Count == 0)
        {
            Delete(row);
            return false;
        }

        if (isAsItWas) return true;

        var segment = ContextSegment.Of(_chunk);
        Prepare(
            ReduceSql, ("@id", row), ("@from_at", segment.From.ToUnixTimeMilliseconds()),
            ("@to_at", segment.To.ToUnixTimeMilliseconds()), ("@count", segment.Count), ("@length", segment.Length),
            ("@facts", segment.Facts), ("@keys", segment.Keys), ("@records", segment.Compressed)).ExecuteNonQuery();
        return true;
    }

    // True if it is a remnant and all of it is still needed.
    private bool Pick(long row, HashSet<uint> needed)
    {
        using var reader = Prepare(PickSql, ("@id", row)).ExecuteReader();
        if (!reader.Read() || !HoldsAny(raw.sqlite3_column_blob(reader.Handle!, 0), needed)) return false;

        var length = reader.GetInt32(1);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            ContextCompression.Decompress(raw.sqlite3_column_blob(reader.Handle!, 2), buffer.AsSpan(0, length));
            ContextEvent.Pick(buffer.AsSpan(0, length), needed, _chunk);
            return reader.GetBoolean(3) && reader.GetInt32(4) == _chunk.Count;
        }
        catch (InvalidDataException)
        {
            // Damaged on the disk: what can be read of it stays.
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool HoldsAny(ReadOnlySpan<byte> keys, HashSet<uint> needed)
    {
        foreach (var hash in MemoryMarshal.Cast<byte, uint>(keys))
            if (needed.Contains(hash)) return true;

        return false;
    }

    private List<long> Rows(string sql, params (string Name, object Value)[] parameters)
    {
        var rows = new List<long>();
        using var reader = Prepare(sql, parameters).ExecuteReader();
        while (reader.Read()) rows.Add(reader.GetInt64(0));
        return rows;
    }

    private long Number(string sql) => (long)Prepare(sql).ExecuteScalar()!;

    private SqliteCommand Prepare(string sql, params (string Name, object Value)[] parameters)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            _prepared.Add(sql, command = database.Writer.CreateCommand());
            command.CommandText = sql;
            foreach (var (name, _) in parameters) command.Parameters.Add(new SqliteParameter(name, null));
        }

        command.Transaction = _transaction;
        foreach (var (name, value) in parameters) command.Parameters[name].Value = value;
        return command;
    }
}
