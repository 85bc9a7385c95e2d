using DetectionApi.Domain.Context;
using Microsoft.Data.Sqlite;

namespace DetectionApi.Persistence.Context;

/// <summary>Which host sent which events on which day: an absence can be told from nothing seen.</summary>
/// <remarks>
/// Used by the one writer only. Times are kept to the minute: most batches of a busy host write nothing here.
/// </remarks>
internal sealed class TelemetryTable(ContextDatabase database) : IDisposable
{
    // Names that somebody makes up cost no more memory than this; they are written, and age.
    private const int KnownMax = 200_000;

    private const string KeepSql = """
        INSERT INTO telemetry (host, code, day, first_at, last_at, received_at)
        VALUES (@host, @code, @day, @first_at, @last_at, @received_at)
        ON CONFLICT (host, code, day) DO UPDATE
        SET first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at),
            received_at = excluded.received_at
        """;

    private static readonly TimeSpan Exactness = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(string Host, string Code, int Day), ReceivedTelemetry> _known = [];
    private SqliteCommand? _keep;

    /// <summary>What of that is news.</summary>
    /// <param name="seen">What a segment tells.</param>
    /// <param name="receivedAt">When it was received: a later event time is none to go by.</param>
    public IEnumerable<ReceivedTelemetry> News(IEnumerable<SeenTelemetry> seen, DateTimeOffset receivedAt) =>
        from one in seen
        let past = one with { FirstAt = Earlier(one.FirstAt, receivedAt), LastAt = Earlier(one.LastAt, receivedAt) }
        where !_known.TryGetValue(KeyOf(past), out var known)
            || past.FirstAt < known.Seen.FirstAt - Exactness || past.LastAt > known.Seen.LastAt + Exactness
            || receivedAt > known.ReceivedAt + Exactness
        select new ReceivedTelemetry(past, receivedAt);

    /// <summary>Writes it, within the transaction of its segment.</summary>
    public void Keep(ReceivedTelemetry news, SqliteTransaction transaction)
    {
        _keep ??= NewKeep();
        _keep.Transaction = transaction;
        var (seen, receivedAt) = news;
        _keep.Parameters["@host"].Value = seen.Host;
        _keep.Parameters["@code"].Value = seen.Code;
        _keep.Parameters["@day"].Value = seen.Day;
        _keep.Parameters["@first_at"].Value = seen.FirstAt.ToUnixTimeMilliseconds();
        _keep.Parameters["@last_at"].Value = seen.LastAt.ToUnixTimeMilliseconds();
        _keep.Parameters["@received_at"].Value = receivedAt.ToUnixTimeMilliseconds();
        _keep.ExecuteNonQuery();
    }

    /// <summary>Remembers what was committed.</summary>
    public void Know(IEnumerable<ReceivedTelemetry> kept)
    {
        if (_known.Count > KnownMax) _known.Clear();
        foreach (var news in kept)
        {
            var key = KeyOf(news.Seen);
            _known[key] = _known.TryGetValue(key, out var known) ? known.With(news) : news;
        }
    }

    /// <summary>Forgets what was not received since then.</summary>
    public void Drop(DateTimeOffset receivedBefore)
    {
        using var command = database.Writer.CreateCommand();
        command.CommandText = "DELETE FROM telemetry WHERE received_at < @before";
        command.Parameters.AddWithValue("@before", receivedBefore.ToUnixTimeMilliseconds());
        if (command.ExecuteNonQuery() > 0) _known.Clear();
    }

    public void Dispose() => _keep?.Dispose();

    private static (string Host, string Code, int Day) KeyOf(SeenTelemetry seen) => (seen.Host, seen.Code, seen.Day);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private SqliteCommand NewKeep()
    {
        var command = database.Writer.CreateCommand();
        command.CommandText = KeepSql;
        foreach (var name in new[] { "@host", "@code", "@day", "@first_at", "@last_at", "@received_at" })
            command.Parameters.Add(new SqliteParameter(name, null));
        return command;
    }
}

/// <summary>Telemetry that was seen, and when it was received last.</summary>
internal readonly record struct ReceivedTelemetry(SeenTelemetry Seen, DateTimeOffset ReceivedAt)
{
    /// <summary>What both of them tell.</summary>
    public ReceivedTelemetry With(ReceivedTelemetry other) => new(
        Seen with
        {
            FirstAt = Seen.FirstAt < other.Seen.FirstAt ? Seen.FirstAt : other.Seen.FirstAt,
            LastAt = Seen.LastAt > other.Seen.LastAt ? Seen.LastAt : other.Seen.LastAt,
        },
        ReceivedAt > other.ReceivedAt ? ReceivedAt : other.ReceivedAt);
}
