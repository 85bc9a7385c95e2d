using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace DetectionApi.Persistence;

/// <summary>Tells every connection to bring each commit to the disk before it returns.</summary>
/// <remarks>
/// What is acknowledged must survive a power cut. In WAL mode that takes <c>synchronous=FULL</c>, which SQLite forgets
/// with the connection. <see href="https://www.sqlite.org/pragma.html#pragma_synchronous"/>
/// </remarks>
internal sealed class DurableCommits : DbConnectionInterceptor
{
    // The log grows while somebody reads for long; afterwards it need not stay as long as it was.
    private const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
