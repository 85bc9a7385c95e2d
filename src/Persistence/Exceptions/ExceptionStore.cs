using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence.Triage;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>Exception items: what they say, what became of them, and what they hid.</summary>
public sealed class ExceptionStore
{
    /// <summary>
    /// For how long after it expired an item covers what happened before and comes in late; what comes later yet is
    /// raised.
    /// </summary>
    public static readonly TimeSpan CoversLate = TimeSpan.FromDays(7);

    // How many are read at once while a list looks for those that its filter lets through.
    private const int ItemsPerRead = 500;

    private readonly IDbContextFactory<DetectionsDbContext> _contexts;
    private readonly ExceptionWriter _writer;
    private readonly ExceptionsInForce _inForce;
    private readonly WriteGate _gate;

    internal ExceptionStore(
        IDbContextFactory<DetectionsDbContext> contexts, ExceptionWriter writer, ExceptionsInForce inForce,
        WriteGate gate) =>
        (_contexts, _writer, _inForce, _gate) = (contexts, writer, inForce, gate);

    /// <summary>Carries out one command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="isDryRun">Whether it is only said what would come of it.</param>
    /// <param name="doing">Who asks for it, and when.</param>
    /// <param name="answer">Makes the answer that is remembered if it is done; null to remember none.</param>
    /// <param name="cancellationToken">Stops waiting for its turn.</param>
    public async Task<ExceptionOutcome> ApplyAsync(
        ExceptionCommand command, bool isDryRun, Doing doing, Func<ExceptionOutcome, RememberedAnswer?>? answer,
        CancellationToken cancellationToken) => (await _writer.RunAsync(
        [command], new ExceptionBatchMode(IsAtomic: true, isDryRun), doing,
        answer is null ? null : outcomes => answer(outcomes[0]), cancellationToken))[0];

    /// <summary>Carries out many commands in one commit, one after another.</summary>
    /// <param name="commands">The commands. What one brings into force, the next ones are judged against.</param>
    /// <param name="mode">Whether all or none, and whether at all.</param>
    /// <param name="doing">Who asks for it, and when.</param>
    /// <param name="answer">Makes the answer that is remembered if something is done; null to remember none.</param>
    /// <param name="cancellationToken">Stops waiting for its turn.</param>
    /// <returns>
    /// What came of each, in the order of the commands. If it is all or none, and one could not be, none is stored,
    /// whatever is said of the others.
    /// </returns>
    public Task<IReadOnlyList<ExceptionOutcome>> ApplyAllAsync(
        IReadOnlyList<ExceptionCommand> commands, ExceptionBatchMode mode, Doing doing,
        Func<IReadOnlyList<ExceptionOutcome>, RememberedAnswer?>? answer, CancellationToken cancellationToken) =>
        _writer.RunAsync(commands, mode, doing, answer, cancellationToken);

    /// <summary>Brings into force what the store says is. Nothing covers anything before that.</summary>
    public Task LoadAsync(DateTimeOffset now, CancellationToken cancellationToken) => _gate.PassAsync(
        async () =>
        {
            await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
            var since = now - CoversLate;
            var items = await db.ExceptionItems.AsNoTracking()
                .Where(i => (i.Status == ExceptionStatus.Active || i.Status == ExceptionStatus.Expired)
                    && i.ExpiresAt > since)
                .ToListAsync(cancellationToken);
            _inForce.Put(new ExceptionIndex(
                items.Select(item => new StandingException(item.Coverage, item.Content.Terms))));
            return items.Count;
        },
        cancellationToken);

    /// <summary>One item; null if there is none of that id.</summary>
    public async Task<ExceptionItem?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.ExceptionItems.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, cancellationToken);
    }

    /// <summary>A page of the items that the filter lets through, newest first.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="after">The last item of the page before; null for the first page.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="now">The time, by which items are stale.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<Page<ExceptionItem>> ListAsync(
        ExceptionFilter filter, ExceptionPosition? after, int limit, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var shown = new List<ExceptionItem>();
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        while (shown.Count <= limit)
        {
            var items = await NextAsync(db, after, cancellationToken);
            var fitting = items.FindAll(filter.Matches);
            if (filter.IsStale is { } isStale)
            {
                var counters = await ExceptionCounting.CountAsync(
                    db, [.. fitting.Select(item => item.Id)], now, cancellationToken);
                fitting.RemoveAll(item => counters[item.Id].IsStale(item, now) != isStale);
            }

            shown.AddRange(fitting);
            if (items.Count < ItemsPerRead) break;
            after = new ExceptionPosition(items[^1].CreatedAt, items[^1].Id);
        }

        return shown.Count > limit
            ? new Page<ExceptionItem>(shown[..limit], HasMore: true)
            : new Page<ExceptionItem>(shown, HasMore: false);
    }

    /// <summary>A page of an item's versions, in their order.</summary>
    public async Task<Page<ExceptionVersion>> HistoryAsync(
        string id, long after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return Page<ExceptionVersion>.Of(
            await db.ExceptionVersions.AsNoTracking().Where(v => v.ItemId == id && v.Version > after)
                .OrderBy(v => v.Version).Take(limit + 1).ToListAsync(cancellationToken),
            limit);
    }

    /// <summary>A page of what was said about an item, in the order of writing.</summary>
    public async Task<Page<ExceptionComment>> CommentsAsync(
        string id, long after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return Page<ExceptionComment>.Of(
            await db.ExceptionComments.AsNoTracking().Where(c => c.ItemId == id && c.Id > after)
                .OrderBy(c => c.Id).Take(limit + 1).ToListAsync(cancellationToken),
            limit);
    }

    /// <summary>All that was said about the items, of each in the order of writing.</summary>
    public async Task<ILookup<string, ExceptionComment>> CommentsOfAsync(
        IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var comments = await db.ExceptionComments.AsNoTracking().Where(c => ids.Contains(c.ItemId))
            .OrderBy(c => c.ItemId).ThenBy(c => c.Id).ToListAsync(cancellationToken);
        return comments.ToLookup(comment => comment.ItemId);
    }

    /// <summary>Says something about an item that exists.</summary>
    public Task CommentAsync(
        ExceptionComment comment, Func<ExceptionComment, RememberedAnswer?>? answer,
        CancellationToken cancellationToken) => _writer.AddAsync(comment, answer, cancellationToken);

    /// <summary>Remembers an answer to what took several commits.</summary>
    public Task RememberAsync(RememberedAnswer answer) =>
        _writer.AddAsync<object>(row: null, _ => answer, CancellationToken.None);

    /// <summary>A page of what an item hid, latest first, also what was released since.</summary>
    /// <param name="id">The item.</param>
    /// <param name="after">The last occurrence of the page before: its time and number.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<Page<Occurrence>> MatchesAsync(
        string id, (DateTimeOffset At, long Id)? after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var matches = db.Occurrences.AsNoTracking().Where(o => o.ExceptionId == id);
        if (after is var (at, number))
            matches = matches.Where(o => o.At <= at && (o.At < at || o.Id < number));
        return await Page<Occurrence>.OfDocumentsAsync(
            matches.OrderByDescending(o => o.At).ThenByDescending(o => o.Id), limit, o => o.Document,
            cancellationToken);
    }

    /// <summary>What each of the items hid.</summary>
    public async Task<IReadOnlyDictionary<string, ExceptionCounters>> CountersAsync(
        IReadOnlyList<string> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await ExceptionCounting.CountAsync(db, ids, now, cancellationToken);
    }

    private static Task<List<ExceptionItem>> NextAsync(
        DetectionsDbContext db, ExceptionPosition? after, CancellationToken cancellationToken)
    {
        IQueryable<ExceptionItem> items = db.ExceptionItems.AsNoTracking();
        if (after is var (at, id))
            items = items.Where(i => i.CreatedAt <= at && (i.CreatedAt < at || string.Compare(i.Id, id) < 0));
        return items.OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Id).Take(ItemsPerRead)
            .ToListAsync(cancellationToken);
    }
}
