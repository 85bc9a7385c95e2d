using System.Buffers;
using System.Runtime.InteropServices;
using DetectionApi.Domain.Context;
using DetectionApi.Domain.Events;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DetectionApi.Persistence.Context;

/// <summary>Finds what processes did.</summary>
/// <remarks>
/// The hashes of the keys are looked through segment by segment, newest first, and only the segments that hold one are
/// decompressed. Events that were delivered twice are found once.
/// </remarks>
public sealed class ContextStore
{
    private const string CandidatesSql = """
        SELECT id, keys FROM segments WHERE to_at >= @from AND from_at <= @to ORDER BY id DESC
        """;

    // More than one, because a process id may have been given again since.
    private const int SegmentsPerKey = 4;

    private readonly ContextDatabase _database;

    internal ContextStore(ContextDatabase database) => _database = database;

    /// <summary>The events with any of the keys, in the order of event time.</summary>
    /// <param name="keys">At least one.</param>
    /// <param name="from">The earliest event time.</param>
    /// <param name="to">The latest event time.</param>
    /// <param name="limit">
    /// How many at most: of more, those that were received last; the search ends when it has found so many.
    /// </param>
    /// <param name="cancellationToken">Stops the search between two segments.</param>
    public IReadOnlyList<ContextEvent> Find(
        IEnumerable<ContextKey> keys, DateTimeOffset from, DateTimeOffset to, int limit,
        CancellationToken cancellationToken)
    {
        using var connection = _database.NewReader();
        var wanted = new ContextKeySet(keys);
        var found = new Dictionary<EventKey, ContextEvent>();
        foreach (var row in Candidates(connection, from, to, keyHashes => HoldsAny(keyHashes, wanted.Hashes)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var e in Read(connection, row, records => ContextEvent.Find(records, wanted, from, to)))
                found.TryAdd(e.Key, e);
            if (found.Count >= limit) break;
        }

        return [.. found.Values.OrderByDescending(e => e.At).Take(limit).OrderBy(e => e.At).ThenBy(e => e.Key.Value)];
    }

    /// <summary>
    /// The events with any of the keys, received last: of each key those of its last segments, so that one which
    /// thousands of events have costs no more than another one.
    /// </summary>
    /// <param name="keys">The keys.</param>
    /// <returns>The events by the hashes of their keys, with repeats if events were delivered twice.</returns>
    internal ILookup<uint, ContextEvent> FindLatest(IEnumerable<ContextKey> keys)
    {
        using var connection = _database.NewReader();
        var wanted = new ContextKeySet(keys);
        var remaining = wanted.Hashes.ToDictionary(hash => hash, _ => SegmentsPerKey);
        var found = new List<ContextEvent>();
        var candidates = Candidates(
            connection, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, hashes => HoldsAny(hashes, wanted.Hashes));
        foreach (var row in candidates)
        {
            var events = Read(
                connection, row,
                records => ContextEvent.Find(records, wanted, DateTimeOffset.MinValue, DateTimeOffset.MaxValue));
            found.AddRange(events);
            foreach (var hash in events.SelectMany(e => e.KeyHashes).Distinct())
                if (remaining.TryGetValue(hash, out var left) && (remaining[hash] = left - 1) == 0) wanted.Remove(hash);
            if (wanted.Hashes.Count == 0) break;
        }

        return found.SelectMany(e => e.KeyHashes.Select(hash => (hash, e))).ToLookup(pair => pair.hash, pair => pair.e);
    }

    // Newest first. The rows are read one by one: what is found may end the search.
    private static IEnumerable<long> Candidates(
        SqliteConnection connection, DateTimeOffset from, DateTimeOffset to, Func<ReadOnlySpan<uint>, bool> holds)
    {
        using var command = connection.CreateCommand();
        command.CommandText = CandidatesSql;
        command.Parameters.AddWithValue("@from", from.ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("@to", to.ToUnixTimeMilliseconds());
        using var rows = command.ExecuteReader();
        while (rows.Read())
            if (holds(MemoryMarshal.Cast<byte, uint>(raw.sqlite3_column_blob(rows.Handle!, 1))))
                yield return rows.GetInt64(0);
    }

    /// <summary>Reads the events of a segment; nothing if it was dropped meanwhile.</summary>
    private static List<ContextEvent> Read(
        SqliteConnection connection, long row, Func<ReadOnlySpan<byte>, List<ContextEvent>> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT length, records FROM segments WHERE id = @id";
        command.Parameters.AddWithValue("@id", row);
        using var reader = command.ExecuteReader();
        if (!reader.Read()) return [];

        var length = reader.GetInt32(0);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var records = buffer.AsSpan(0, length);
            ContextCompression.Decompress(raw.sqlite3_column_blob(reader.Handle!, 1), records);
            return read(records);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool HoldsAny(ReadOnlySpan<uint> ascending, IReadOnlyCollection<uint> hashes)
    {
        foreach (var hash in hashes)
            if (ascending.BinarySearch(hash) >= 0) return true;

        return false;
    }
}
