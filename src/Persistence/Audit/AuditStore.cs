using DetectionApi.Domain.Audit;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Audit;

/// <summary>Which lines to show; what is null or empty asks nothing.</summary>
public sealed record AuditFilter
{
    /// <summary>Who did it; any of them.</summary>
    public IReadOnlyList<string> Actors { get; init; } = [];

    /// <summary>By which access key; any of them.</summary>
    public IReadOnlyList<string> KeyIds { get; init; } = [];

    /// <summary>From which address; any of them.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>What was asked for; any of them.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];

    /// <summary>What came of it; any of them.</summary>
    public IReadOnlyList<AuditOutcome> Outcomes { get; init; } = [];

    /// <summary>What kind of thing it was about; any of them.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>Which of them.</summary>
    public string? SubjectId { get; init; }

    /// <summary>At that time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before that time.</summary>
    public DateTimeOffset? To { get; init; }
}

/// <summary>A part of the audit log, and where it ended when that was read.</summary>
/// <param name="Page">The lines.</param>
/// <param name="Head">The end of the log.</param>
public sealed record AuditPage(Page<AuditLine> Page, AuditHead Head);

/// <summary>The audit log: lines are put at its end, and nothing else is ever done to it.</summary>
public sealed class AuditStore
{
    private readonly IDbContextFactory<DetectionsDbContext> _contexts;
    private readonly WriteGate _gate;

    internal AuditStore(IDbContextFactory<DetectionsDbContext> contexts, WriteGate gate) =>
        (_contexts, _gate) = (contexts, gate);

    /// <summary>The end of the log.</summary>
    public async Task<AuditHead> HeadAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await AuditTable.HeadAsync(db, cancellationToken);
    }

    /// <summary>Puts lines at the end that tell of no change, in one commit.</summary>
    public Task<AuditHead> AppendAsync(IReadOnlyList<AuditLine> contents, CancellationToken cancellationToken) =>
        _gate.PassAsync(
            async () =>
            {
                await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
                await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
                var head = await AuditTable.AppendAsync(db, contents, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return head;
            },
            cancellationToken);

    /// <summary>A page of the log, newest first.</summary>
    /// <param name="filter">Which lines.</param>
    /// <param name="before">The number of the last line of the page before; null for the first page.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<AuditPage> ListAsync(
        AuditFilter filter, long? before, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var head = await AuditTable.HeadAsync(db, cancellationToken);
        var span = filter.From is null && filter.To is null
            ? db.Audit
            : await SpanAsync(
                db, filter.From ?? DateTimeOffset.UnixEpoch, filter.To ?? DateTimeOffset.MaxValue, cancellationToken);
        var lines = Where(span.AsNoTracking(), filter).Where(line => before == null || line.Seq < before);
        return new AuditPage(
            Page<AuditLine>.Of(
                await lines.OrderByDescending(line => line.Seq).Take(limit + 1).ToListAsync(cancellationToken), limit),
            head);
    }

    private static IQueryable<AuditLine> Where(IQueryable<AuditLine> lines, AuditFilter filter)
    {
        if (filter.Actors is [_, ..] actors) lines = lines.Where(line => actors.Contains(line.Actor!));
        if (filter.KeyIds is [_, ..] keys) lines = lines.Where(line => keys.Contains(line.KeyId!));
        if (filter.Addresses is [_, ..] addresses) lines = lines.Where(line => addresses.Contains(line.From!));
        if (filter.Operations is [_, ..] operations) lines = lines.Where(line => operations.Contains(line.Operation));
        if (filter.Outcomes is [_, ..] outcomes) lines = lines.Where(line => outcomes.Contains(line.Outcome));
        if (filter.Subjects is [_, ..] subjects) lines = lines.Where(line => subjects.Contains(line.Subject!));
        if (filter.SubjectId is { } id) lines = lines.Where(line => line.SubjectId == id);
        return lines;
    }

    // Lines come in the order of their numbers, which is nearly that of time: clocks are set, and refusals are counted
    // for a minute. So the index of the times only says between which numbers to look; to sort by it would mean to
    // read all lines of a month for the first fifty. The plus keeps SQLite from doing that all the same.
    private static async Task<IQueryable<AuditLine>> SpanAsync(
        DetectionsDbContext db, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var (since, until) = (from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());
        var first = await db.Database
            .SqlQueryRaw<long?>("SELECT min(+seq) AS \"Value\" FROM audit WHERE at >= {0}", since)
            .ToListAsync(cancellationToken);
        var last = await db.Database
            .SqlQueryRaw<long?>("SELECT max(+seq) AS \"Value\" FROM audit WHERE at < {0}", until)
            .ToListAsync(cancellationToken);
        var (least, greatest) = (first[0] ?? long.MaxValue, last[0] ?? 0);
        return db.Audit.FromSqlRaw(
            "SELECT * FROM audit WHERE +at >= {0} AND +at < {1} AND seq BETWEEN {2} AND {3}",
            since, until, least, greatest);
    }
}
