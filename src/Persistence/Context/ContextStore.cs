using System.Buffers;
using System.Runtime.InteropServices;
using DetectionApi.Domain.Context;
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
    private const string FactsSql = "SELECT id, facts FROM segments ORDER BY id DESC";

    private const string KeysSql = """
        SELECT id, keys FROM segments WHERE to_at >= @from AND from_at <= @to ORDER BY id DESC
        """;

    private const string TelemetrySql = """
        SELECT code, first_at, last_at FROM telemetry
        WHERE host = @host AND last_at >= @from AND first_at <= @to ORDER BY code, day
        """;

    // A process id is given again and again, and a file loaded by every process of it: the last ones will do.
    private const int EventsPerKey = 64;

    private readonly ContextDatabase _database;

    internal ContextStore(ContextDatabase database) => _database = database;

    /// <summary>
    /// The earliest events with any of the keys, in the order of event time: whatever came later takes no place from
    /// them.
    /// </summary>
    /// <param name="keys">Any of them.</param>
    /// <param name="from">The earliest event time.</param>
    /// <param name="to">The latest event time.</param>
    /// <param name="kindOf">What kind an event is, each of which has room of its own; null to leave it out.</param>
    /// <param name="limit">How many of each kind at most.</param>
    /// <param name="cancellationToken">Stops the search between two segments.</param>
    public EarliestEvents Find(
        IEnumerable<ContextKey> keys, DateTimeOffset from, DateTimeOffset to, Func<ContextEvent, string?> kindOf,
        int limit, CancellationToken cancellationToken)
    {
        using var connection = _database.NewReader();
        var wanted = new ContextKeySet(keys);
        var found = new EarliestByKind(limit);
        foreach (var row in Candidates(connection, KeysSql, wanted, ("@from", from), ("@to", to)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var e in Read(connection, row, records => ContextEvent.Find(records, wanted, from, to)))
                if (kindOf(e) is { } kind) found.Add(kind, e);
        }

        return found.ToEvents();
    }

    /// <summary>Which events a host sent on each day, and when the first and the last of the day happened.</summary>
    /// <param name="host">The name of the host in lower case.</param>
    /// <param name="from">Not the days on which the last such event happened before.</param>
    /// <param name="to">Not the days on which the first such event happened later.</param>
    public IReadOnlyList<SeenTelemetry> TelemetryOf(string host, DateTimeOffset from, DateTimeOffset to)
    {
        using var connection = _database.NewReader();
        using var command = connection.CreateCommand();
        command.CommandText = TelemetrySql;
        command.Parameters.AddWithValue("@host", host);
        command.Parameters.AddWithValue("@from", from.ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("@to", to.ToUnixTimeMilliseconds());
        using var rows = command.ExecuteReader();
        var seen = new List<SeenTelemetry>();
        while (rows.Read())
            seen.Add(new SeenTelemetry(host, rows.GetString(0), TimeAt(rows, 1), TimeAt(rows, 2)));
        return seen;
    }

    /// <summary>
    /// The events that tell how processes were started and who signed them, received last: of each key those of its
    /// last segments, so that one which thousands of events have costs no more than another one.
    /// </summary>
    /// <param name="keys">Keys of starts and own images.</param>
    /// <param name="segmentsPerKey">In how many segments to look for each.</param>
    /// <returns>The events by the hashes of their keys, with repeats if events were delivered twice.</returns>
    internal ILookup<uint, ContextEvent> FindFacts(IReadOnlyCollection<ContextKey> keys, int segmentsPerKey)
    {
        var wanted = new ContextKeySet(keys);
        var remaining = wanted.Hashes.ToDictionary(hash => hash, _ => segmentsPerKey);
        var found = new List<ContextEvent>();
        if (keys.Count > 0)
        {
            using var connection = _database.NewReader();
            foreach (var row in Candidates(connection, FactsSql, wanted))
            {
                var events = Read(
                    connection, row,
                    records => ContextEvent.Find(records, wanted, DateTimeOffset.MinValue, DateTimeOffset.MaxValue));
                found.AddRange(events);
                foreach (var hash in events.SelectMany(e => e.KeyHashes).Distinct())
                    if (remaining.TryGetValue(hash, out var left) && (remaining[hash] = left - 1) == 0)
                        wanted.Remove(hash);
                if (wanted.Hashes.Count == 0) break;
            }
        }

        return found.SelectMany(e => e.KeyHashes.Select(hash => (hash, e)))
            .Where(pair => remaining.ContainsKey(pair.hash))
            .GroupBy(pair => pair.hash, pair => pair.e)
            .SelectMany(ofKey => ofKey.OrderByDescending(e => e.At).Take(EventsPerKey).Select(e => (ofKey.Key, e)))
            .ToLookup(pair => pair.Key, pair => pair.e);
    }

    // Newest first. The rows are read one by one: what is found may end the search.
    private static IEnumerable<long> Candidates(
        SqliteConnection connection, string sql, ContextKeySet wanted,
        params (string Name, DateTimeOffset Time)[] times)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, time) in times) command.Parameters.AddWithValue(name, time.ToUnixTimeMilliseconds());
        using var rows = command.ExecuteReader();
        while (rows.Read())
            if (HoldsAny(MemoryMarshal.Cast<byte, uint>(raw.sqlite3_column_blob(rows.Handle!, 1)), wanted))
                yield return rows.GetInt64(0);
    }

    /// <summary>Reads the events of a segment; nothing if it was dropped meanwhile or is damaged.</summary>
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
        catch (InvalidDataException)
        {
            // What others hold must still be found, and alerts stored that look for their source.
            return [];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static DateTimeOffset TimeAt(SqliteDataReader rows, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(column));

    // For few keys by binary search, which reads little of the segment's; for many the other way round.
    private static bool HoldsAny(ReadOnlySpan<uint> ascending, ContextKeySet wanted)
    {
        const int LookupsPerSearch = 4;
        if (wanted.Hashes.Count > ascending.Length / LookupsPerSearch)
        {
            foreach (var hash in ascending)
                if (wanted.Contains(hash)) return true;

            return false;
        }

        foreach (var hash in wanted.Hashes)
            if (ascending.BinarySearch(hash) >= 0) return true;

        return false;
    }
}
