using DetectionApi.Domain.Events;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence.Triage;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>Carries out commands on exception items in one transaction of the store, one after another.</summary>
/// <remarks>
/// What items are judged against is read once, when it begins; what a command brings into force, the next ones find
/// there. A command that is refused changed nothing.
/// </remarks>
internal sealed class ExceptionTransaction
{
    private const int IdsPerQuery = 500;

    private readonly DetectionsDbContext _db;
    private readonly Doing _doing;
    private readonly Dictionary<string, ExceptionItem> _items;
    private readonly HashSet<(string ItemId, ExceptionRemark Remark)> _said;
    private readonly ExceptionSurroundings _surroundings;

    private ExceptionTransaction(
        DetectionsDbContext db, Doing doing, Dictionary<string, ExceptionItem> items,
        HashSet<(string ItemId, ExceptionRemark Remark)> said, ExceptionSurroundings surroundings) =>
        (_db, _doing, _items, _said, _surroundings) = (db, doing, items, said, surroundings);

    /// <summary>What came into force, or ceased to be.</summary>
    public ExceptionChanges Changes => _surroundings.Changes;

    /// <summary>Reads what the commands need.</summary>
    public static async Task<ExceptionTransaction> BeginAsync(
        DetectionsDbContext db, ExceptionGate gate, IReadOnlyList<ExceptionCommand> commands, Doing doing)
    {
        var items = new Dictionary<string, ExceptionItem>();
        await LoadAsync(db, items, commands.Select(command => command.Id));
        await LoadAsync(db, items, commands.Select(command => command.NewContent?.Replaces));
        await LoadAsync(db, items, items.Values.Select(item => item.Content.Replaces).ToList());
        var judged = commands.Any(command => command is not (RejectException or RevokeException or WarnOfException
            or ExpireException));
        var contents = commands.Select(command => command.NewContent).OfType<ExceptionContent>()
            .Concat(items.Values.Select(item => item.Content));
        return new ExceptionTransaction(
            db, doing, items, await SaidAsync(db, commands),
            await gate.GatherAsync(db, judged ? contents : [], doing.At));
    }

    /// <summary>Carries out a command; the caller saves.</summary>
    public async Task<ExceptionOutcome> CarryOutAsync(ExceptionCommand command)
    {
        if (command is CreateException create)
            return Create(create, create.Id.Length > 0 ? create.Id : await NewIdAsync(create.Content));
        if (_items.GetValueOrDefault(command.Id) is not { } item)
            return new ExceptionOutcome(command.Id, ExceptionResult.NotFound, null, []);
        if (command.Version is { } version && version != item.Version)
            return new ExceptionOutcome(item.Id, ExceptionResult.Stale, item, []);
        if (LifeRules.RefusalOf(ActionOf(command), item) is { } refusal) return Refuse(item, [refusal]);

        return command switch
        {
            UpdateException update => Update(item, update.Content),
            SubmitException submit => Submit(item, submit.Comment),
            ApproveException approve => Approve(item, approve),
            RejectException reject => Change(
                item, ExceptionAction.Reject, () => item.Reject(_doing.Actor, _doing.At), reject.Comment),
            RevokeException revoke => Revoke(item, revoke.Comment),
            WarnOfException warn => Change(
                item, ExceptionAction.Warn, () => item.Warn(warn.Days, _doing.Actor, _doing.At)),
            ExpireException => Change(
                item, ExceptionAction.Expire, () => item.Expire(_doing.Actor, _doing.At)),
            _ => throw new ArgumentOutOfRangeException(nameof(command)),
        };
    }

    private static async Task LoadAsync(
        DetectionsDbContext db, Dictionary<string, ExceptionItem> items, IEnumerable<string?> wanted)
    {
        foreach (var ids in wanted.OfType<string>().Where(id => id.Length > 0 && !items.ContainsKey(id)).Distinct()
            .Chunk(IdsPerQuery))
            await foreach (var item in db.ExceptionItems.Where(i => ids.Contains(i.Id)).AsAsyncEnumerable())
                items.Add(item.Id, item);
    }

    // What comes along with an item that is there already may have come before.
    private static async Task<HashSet<(string ItemId, ExceptionRemark Remark)>> SaidAsync(
        DetectionsDbContext db, IReadOnlyList<ExceptionCommand> commands)
    {
        var said = new HashSet<(string ItemId, ExceptionRemark Remark)>();
        foreach (var ids in commands.OfType<CreateException>()
            .Where(command => command is { Overwrites: true, Remarks.Count: > 0 })
            .Select(command => command.Id).Distinct().Chunk(IdsPerQuery))
            await foreach (var comment in db.ExceptionComments.AsNoTracking().Where(c => ids.Contains(c.ItemId))
                .AsAsyncEnumerable())
                said.Add((comment.ItemId, ImportedRemark.ClaimOf(comment)));

        return said;
    }

    private static ExceptionOutcome Refuse(ExceptionItem? item, IReadOnlyList<Refusal> refusals, string id = "") =>
        new(item?.Id ?? id, ExceptionResult.Refused, item, refusals);

    private static ExceptionAction ActionOf(ExceptionCommand command) => command switch
    {
        UpdateException => ExceptionAction.Update,
        SubmitException => ExceptionAction.Submit,
        ApproveException => ExceptionAction.Approve,
        RejectException => ExceptionAction.Reject,
        RevokeException => ExceptionAction.Revoke,
        WarnOfException => ExceptionAction.Warn,
        ExpireException => ExceptionAction.Expire,
        _ => ExceptionAction.Create,
    };

    private ExceptionOutcome Create(CreateException command, string id)
    {
        if (_items.TryGetValue(id, out var taken))
            return command.Overwrites
                ? Overwrite(taken, command)
                : new ExceptionOutcome(id, ExceptionResult.Taken, taken, []);
        if (RefusalsOf(id, command.Content).WithoutOverridden(command.Content) is [_, ..] refusals)
            return Refuse(null, refusals, id);

        var item = ExceptionItem.Create(id, command.Content, _doing.Actor, _doing.At);
        _items.Add(id, item);
        _db.ExceptionItems.Add(item);
        Say(item, command.Remarks);
        AddVersion(item, ExceptionAction.Create, null, null, command.Comment);
        return (command.Submits
            ? SubmitJudged(item, comment: null)
            : new ExceptionOutcome(id, ExceptionResult.Done, item, [])) with { IsNew = true };
    }

    private ExceptionOutcome Overwrite(ExceptionItem item, CreateException command)
    {
        if (LifeRules.RefusalOf(ExceptionAction.Update, item) is { } refusal) return Refuse(item, [refusal]);

        var outcome = Update(item, command.Content, command.Comment);
        if (!outcome.IsDone) return outcome;

        Say(item, command.Remarks);
        return command.Submits && item.Status is ExceptionStatus.Draft ? Submit(item, comment: null) : outcome;
    }

    private void Say(ExceptionItem item, IEnumerable<ExceptionRemark> remarks) => _db.ExceptionComments.AddRange(
        remarks.Where(remark => _said.Add((item.Id, remark)))
            .Select(remark => ImportedRemark.Keep(item.Id, remark, _doing.Actor)));

    private ExceptionOutcome Update(ExceptionItem item, ExceptionContent content, string? comment = null)
    {
        if (ExceptionDifference.Between(item.Content, content).Count == 0)
            return new ExceptionOutcome(item.Id, ExceptionResult.Unchanged, item, []);

        var refusals = RefusalsOf(item.Id, content, item).WithoutOverridden(content);
        if (LifeRules.RefusalOfChangeInForce(item, content, _surroundings.Policy) is { } widening)
            return Refuse(item, [.. refusals, widening]);
        if (refusals.Count > 0) return Refuse(item, refusals);

        return Change(
            item, ExceptionAction.Update, () => item.Update(content, _doing.Actor, _doing.At), comment);
    }

    private ExceptionOutcome Submit(ExceptionItem item, string? comment) =>
        RefusalsOf(item.Id, item.Content).WithoutOverridden(item.Content) is [_, ..] refusals
            ? Refuse(item, refusals)
            : SubmitJudged(item, comment);

    private ExceptionOutcome SubmitJudged(ExceptionItem item, string? comment)
    {
        var needsApproval = _surroundings.Policy.NeedsApproval(item.Content);
        var outcome = Change(
            item, ExceptionAction.Submit, () => item.Submit(needsApproval, _doing.Actor, _doing.At), comment);
        return needsApproval ? outcome : Activated(outcome);
    }

    private ExceptionOutcome Approve(ExceptionItem item, ApproveException command)
    {
        if (LifeRules.RefusalOfApprovalBy(_doing.Actor, item) is { } own) return Refuse(item, [own]);

        Refusal[] refusals =
        [
            .. RefusalsOf(item.Id, item.Content).WithoutOverridden(item.Content),
            .. LifeRules.RefusalsOfOverrides(item.Content, command.Overrides),
        ];
        return refusals.Length > 0
            ? Refuse(item, refusals)
            : Activated(Change(
                item, ExceptionAction.Approve,
                () => item.Approve(command.Overrides, _doing.Actor, _doing.At), command.Comment));
    }

    private ExceptionOutcome Revoke(ExceptionItem item, string comment)
    {
        var outcome = Change(
            item, ExceptionAction.Revoke, () => item.Revoke(_doing.Actor, _doing.At), comment);
        Changes.Remove(item.Id);
        return outcome;
    }

    private ExceptionOutcome Activated(ExceptionOutcome outcome)
    {
        if (outcome.Item!.Content.Replaces is { } id && _items.TryGetValue(id, out var replaced))
            Revoke(replaced, $"Replaced by {outcome.Id}.");
        return outcome with { HasActivated = true };
    }

    private List<Refusal> RefusalsOf(string id, ExceptionContent content, ExceptionItem? before = null)
    {
        var refusals = ExceptionRules.RefusalsOf(content, id, _surroundings).ToList();

        // What an active item replaced is over.
        var isCarriedOut = before is { Status: ExceptionStatus.Active } && before.Content.Replaces == content.Replaces;
        if (content.Replaces is { } replaced && !isCarriedOut
            && (replaced == id || _items.GetValueOrDefault(replaced) is not { Status: ExceptionStatus.Active }))
            refusals.Add(LifeRules.ReplacedNotActive(replaced));
        return refusals;
    }

    private ExceptionOutcome Change(ExceptionItem item, ExceptionAction action, Action change, string? comment = null)
    {
        var (content, status) = (item.Content, item.Status);
        change();
        AddVersion(item, action, content, status, comment);
        if (item.Status is ExceptionStatus.Active or ExceptionStatus.Expired)
            Changes.Put(new StandingException(item.Coverage, item.Content.Terms));
        return new ExceptionOutcome(item.Id, ExceptionResult.Done, item, []);
    }

    private void AddVersion(
        ExceptionItem item, ExceptionAction action, ExceptionContent? content, ExceptionStatus? status,
        string? comment) => _db.ExceptionVersions.Add(new ExceptionVersion
    {
        ItemId = item.Id,
        Version = item.Version,
        Action = action,
        At = _doing.At,
        Actor = _doing.Actor,
        Status = item.Status,
        Changes = ChangesOf(item, content, status),
        Content = item.Content,
        Comment = comment,
    });

    // Of what it says, who wrote it and when; if all of that was so already, the next one that is free.
    private async Task<string> NewIdAsync(ExceptionContent content)
    {
        const int IdLength = 16;
        for (var number = 0; ; number++)
        {
            var id = Fingerprint.Of([content.Name, content.Reason, _doing.Actor, $"{_doing.At.UtcTicks}", $"{number}"])
                .ToString("x32")[..IdLength];
            if (!_items.ContainsKey(id) && !await _db.ExceptionItems.AnyAsync(item => item.Id == id)) return id;
        }
    }

    private static IReadOnlyList<ExceptionFieldChange> ChangesOf(
        ExceptionItem item, ExceptionContent? before, ExceptionStatus? status) =>
    [
        .. status == item.Status
            ? Array.Empty<ExceptionFieldChange>()
            : [new("status", status is { } from ? Words.Of(from) : null, Words.Of(item.Status))],
        .. ReferenceEquals(before, item.Content) ? [] : ExceptionDifference.Between(before, item.Content),
    ];
}
