using System.Globalization;
using DetectionApi.Benchmarks.Report;
using DetectionApi.Domain.Events;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace DetectionApi.Benchmarks.Triage;

/// <summary>Makes a store that looks as if the service had filled it, without the events.</summary>
internal static class FilledStore
{
    private const string RuleId = "2dd480be-1263-4d9c-8672-172928f6789a";
    private const int RowsPerStep = 100_000;

    /// <summary>Fills the folder, unless it was filled before.</summary>
    public static async Task MakeAsync(string folder, AlertFleet fleet)
    {
        if (File.Exists(FileIn(folder))) return;

        await CreateAsync(folder);
        await using var connection = new SqliteConnection($"Data Source={FileIn(folder)};Pooling=false");
        await connection.OpenAsync();
        await RunAsync(connection, "PRAGMA synchronous=OFF; PRAGMA cache_size=-1000000; BEGIN");
        await using var insert = connection.CreateCommand();
        foreach (var alert in fleet.Alerts())
        {
            if (alert.Number % RowsPerStep == 0) Progress.Show($"filling {folder}: {alert.Number}");
            Insert(insert, ValuesOf(alert));
        }

        await RunAsync(connection, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
        Progress.Clear();
    }

    private static string FileIn(string folder) => Path.Combine(folder, DetectionsDatabase.FileName);

    private static async Task CreateAsync(string folder)
    {
        await using var services = new ServiceCollection().AddDetectionStores(_ => folder).BuildServiceProvider();
        using var held = DataDirectory.Take(folder);
        await services.GetRequiredService<DetectionsDatabase>().MigrateAsync(held, CancellationToken.None);
        DetectionsDatabase.ReleaseFiles();
    }

    private static async Task RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static void Insert(SqliteCommand insert, (string Column, object? Value)[] values)
    {
        if (insert.Parameters.Count == 0)
        {
            insert.CommandText = $"INSERT INTO alerts ({string.Join(',', values.Select(value => value.Column))}) "
                + $"VALUES ({string.Join(',', values.Select(value => $"${value.Column}"))})";
            foreach (var (column, _) in values) insert.Parameters.AddWithValue($"${column}", DBNull.Value);
        }

        for (var i = 0; i < values.Length; i++) insert.Parameters[i].Value = values[i].Value ?? DBNull.Value;
        insert.ExecuteNonQuery();
    }

    private static (string Column, object? Value)[] ValuesOf(FleetAlert alert)
    {
        var fleet = alert.Pattern;
        var mask = new AccessMask(fleet.Mask);
        var key = Fingerprint.Of([alert.Number.ToString(CultureInfo.InvariantCulture)]);
        var shape = $"{fleet.FirstFrameKind} {fleet.Module ?? "?"}>kernelbase.dll>{fleet.Source}";
        var firstFrame = fleet.Module is null ? fleet.FirstFrameKind : $"{fleet.FirstFrameKind} {fleet.Module}";
        var trace = $@"{fleet.Module ?? "UNKNOWN(000001C5F8E41B2E)"}+1a2b|C:\Windows\System32\KERNELBASE.dll+2c13e|"
            + string.Concat(Enumerable.Repeat($"{fleet.Source}+4711|", 6));
        var entity = $"{{7a2c10f3-4e1e-69a5-{alert.Number >> 32:x4}-{alert.Number & uint.MaxValue:x12}}}";
        return
        [
            ("id", key.ToString("x32")), ("rule_id", RuleId),
            ("rule_name", "Suspicious Process Access via Direct System Call"), ("rule_version", 316),
            ("severity", 2), ("risk_score", 73), ("status", alert.Status), ("disposition", alert.Disposition),
            ("raised_at", alert.Disposition is "raised" ? alert.FirstSeenAt.ToUnixTimeMilliseconds() : null),
            ("tags", "[]"), ("mask", (long)fleet.Mask), ("call_trace_text", trace), ("shape", shape),
            ("pattern_id", new AccessPattern(fleet.Source, fleet.Target, mask.Classes, firstFrame).Id),
            ("reason", $"On {alert.Host}, {fleet.Source} (process 6120, {alert.User}) opened {fleet.Target} (process "
                + $"704) with {mask}; the system call came from {firstFrame}, not from Windows' own layer."),
            ("occurrence_count", alert.Occurrences), ("first_event_key", new EventKey(key).ToBytes()),
            ("first_seen_at", alert.FirstSeenAt.ToUnixTimeMilliseconds()),
            ("last_seen_at", alert.LastSeenAt.ToUnixTimeMilliseconds()),
            ("created_at", alert.FirstSeenAt.ToUnixTimeMilliseconds() + 1000),
            ("fold_key", new EventKey(~key).ToBytes()), ("revision", alert.Occurrences),
            ("first_frame_kind", fleet.FirstFrameKind), ("first_frame_module", fleet.Module),
            ("host_id", alert.HostId), ("host_name", alert.Host), ("pattern_classes", (int)mask.Classes),
            ("pattern_first_frame", firstFrame), ("pattern_source", fleet.Source), ("pattern_target", fleet.Target),
            ("source_entity_id", entity), ("source_executable", fleet.Source),
            ("source_name", WindowsPath.NameOf(fleet.Source)), ("source_pid", 6120), ("source_user", alert.User),
            ("source_sha256", Fingerprint.Of([fleet.Source]).ToString("x64")), ("source_signer_state", "unknown"),
            ("target_class", fleet.TargetClass), ("target_entity_id", entity), ("target_image", fleet.Target),
            ("target_pid", 704), ("target_user", @"NT AUTHORITY\SYSTEM"), ("change_number", alert.Number + 1),
            ("recommendation", alert.Recommendation),
        ];
    }
}
