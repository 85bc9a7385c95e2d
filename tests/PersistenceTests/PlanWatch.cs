using System.Data.Common;
using DetectionApi.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace DetectionApi.PersistenceTests;

/// <summary>Connections to a database that somebody watches.</summary>
internal sealed class WatchedContexts(string folder, PlanWatch watch) : IDbContextFactory<DetectionsDbContext>
{
    public DetectionsDbContext CreateDbContext()
    {
        var options = new DbContextOptionsBuilder<DetectionsDbContext>();
        PersistenceRegistration.Configure(options, folder);
        return new DetectionsDbContext(options.AddInterceptors(watch).Options);
    }
}

/// <summary>Asks SQLite for its plan of every query, right before the query runs.</summary>
internal sealed class PlanWatch : DbCommandInterceptor
{
    /// <summary>Of what reads.</summary>
    public List<string> Plans { get; } = [];

    /// <summary>Of what finds rows to change or remove.</summary>
    public List<string> PlansOfChanges { get; } = [];

    /// <summary>Of both, each with what was asked.</summary>
    public List<(string Sql, string Plan)> Queries { get; } = [];

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        if (command.CommandText.StartsWith("SELECT", StringComparison.Ordinal)
            || command.CommandText.StartsWith("WITH", StringComparison.Ordinal))
            Plans.Add(PlanOf((SqliteCommand)command));
        return new(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result,
        CancellationToken cancellationToken = default)
    {
        if (command.CommandText.StartsWith("DELETE", StringComparison.Ordinal)
            || command.CommandText.StartsWith("UPDATE", StringComparison.Ordinal))
            PlansOfChanges.Add(PlanOf((SqliteCommand)command));
        return new(result);
    }

    private string PlanOf(SqliteCommand command)
    {
        using var explain = command.Connection!.CreateCommand();
        explain.Transaction = command.Transaction;
        explain.CommandText = $"EXPLAIN QUERY PLAN {command.CommandText}";
        foreach (SqliteParameter parameter in command.Parameters)
            explain.Parameters.AddWithValue(parameter.ParameterName, parameter.Value);

        var steps = new List<string>();
        using var reader = explain.ExecuteReader();
        while (reader.Read()) steps.Add(reader.GetString(3));
        var plan = string.Join("; ", steps);
        Queries.Add((command.CommandText, plan));
        return plan;
    }
}
