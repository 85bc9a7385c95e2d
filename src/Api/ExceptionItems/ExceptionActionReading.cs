using DetectionApi.Api.Http;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence.Exceptions;
using FluentValidation;
using FluentValidation.Results;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>One change of a request: what is to be done, or why it cannot even be tried.</summary>
/// <param name="Index">Its place in the request.</param>
/// <param name="Id">The item; null if the request does not say.</param>
/// <param name="Member">The member of the change that holds its item's terms; empty if it is the change itself.</param>
/// <param name="Command">What is to be done.</param>
/// <param name="Refusals">Why it cannot be tried; empty if it can.</param>
internal sealed record ExceptionActionReading(
    int Index, string? Id, string Member, ExceptionCommand? Command, IReadOnlyList<ExceptionActionRefusal> Refusals)
{
    private static readonly ExceptionItemValidator Items = new();
    private static readonly RevocationValidator Revocations = new();

    /// <summary>Reads a change.</summary>
    /// <param name="index">Its place in the request.</param>
    /// <param name="action">The change, which is exactly one.</param>
    /// <param name="now">The time.</param>
    public static ExceptionActionReading Of(
        int index, ExceptionActionRequest action, DateTimeOffset now) => action switch
    {
        { Create: { } item } => Items.Validate(item) is { IsValid: false } invalid
            ? Refused(index, item.Id, "create", invalid)
            : new ExceptionActionReading(
                index, item.Id, "create", new CreateException(item.Id ?? "", item.ToContent(now)), []),
        { Update: { } update } => OfUpdate(index, update, now),
        { Submit: { Id: { } id } submit } => new ExceptionActionReading(
            index, id, "submit", new SubmitException(id, submit.Version), []),
        { Revoke: { Id: { } id, Version: not null } end } => Revocations.Validate(end) is { IsValid: false } invalid
            ? Refused(index, id, "revoke", invalid)
            : new ExceptionActionReading(
                index, id, "revoke", new RevokeException(id, end.Version, end.Comment!.Trim()), []),
        { Submit: not null } => Missing(index, null, "submit", "id"),
        { Revoke: var revoke } => Missing(index, revoke!.Id, "revoke", revoke.Id is null ? "id" : "version"),
    };

    /// <summary>What came of it.</summary>
    /// <param name="outcome">What came of the command; null if it was not tried.</param>
    /// <param name="isHeldBack">Whether it is not done because of others.</param>
    public ExceptionActionResult ResultOf(ExceptionOutcome? outcome, bool isHeldBack)
    {
        if (outcome is null)
            return new ExceptionActionResult(Index, Id, ExceptionActionStatus.Refused, null, null, Refusals);

        var status = outcome.Kind switch
        {
            _ when outcome.IsDone && isHeldBack => ExceptionActionStatus.HeldBack,
            ExceptionResult.Done => ExceptionActionStatus.Done,
            ExceptionResult.Unchanged => ExceptionActionStatus.Unchanged,
            ExceptionResult.NotFound => ExceptionActionStatus.NotFound,
            ExceptionResult.Stale => ExceptionActionStatus.Stale,
            _ => ExceptionActionStatus.Refused,
        };
        return new ExceptionActionResult(
            Index, outcome.Id, status, outcome.Item?.Status, outcome.Item?.Version,
            [.. outcome.Kind is ExceptionResult.Taken ? [Taken(outcome.Id)] : outcome.Refusals.Select(refusal =>
                new ExceptionActionRefusal(
                    Words.Of(refusal.Code), refusal.Detail, PointerTo(Index, Member, refusal.Member),
                    refusal.IsOverridable))]);
    }

    private static ExceptionActionReading OfUpdate(int index, ExceptionActionUpdate update, DateTimeOffset now)
    {
        if (update is not { Id: { } id, Version: { } version, Content: { } item })
            return Missing(
                index, update.Id, "update", update.Id is null ? "id" : update.Version is null ? "version" : "item");
        if (Items.Validate(item) is { IsValid: false } invalid) return Refused(index, id, "update/item", invalid);
        if (item.Id is { } other && other != id)
            return new ExceptionActionReading(index, id, "update/item", null,
            [
                new ExceptionActionRefusal(
                    "another-id", $"It is item {id}, and says that it is {other}.",
                    PointerTo(index, "update/item", "id")),
            ]);

        return new ExceptionActionReading(
            index, id, "update/item", new UpdateException(id, version, item.ToContent(now)), []);
    }

    private static ExceptionActionReading Missing(int index, string? id, string member, string missing) =>
        new(index, id, member, null,
        [
            new ExceptionActionRefusal(
                "missing", missing == "version" ? "Say for which version it is meant." : $"The {missing} is missing.",
                PointerTo(index, member, missing)),
        ]);

    private static ExceptionActionReading Refused(int index, string? id, string member, ValidationResult invalid) =>
        new(index, id, member, null,
        [
            .. Validation.FaultsIn(invalid, PointerTo(index, member)).Select(fault => new ExceptionActionRefusal(
                fault.Code, fault.Detail, fault.Pointer!)),
        ]);

    private ExceptionActionRefusal Taken(string id) => new(
        "id-taken", $"There is an exception item {id} already; choose another id, or leave it out.",
        PointerTo(Index, Member, "id"));

    private static string PointerTo(int index, params string[] parts) =>
        string.Join('/', ["#/actions", $"{index}", .. parts.Where(part => part.Length > 0)]);

    /// <summary>How the words of a revocation must look.</summary>
    private sealed class RevocationValidator : AbstractValidator<ExceptionActionRevocation>
    {
        private const int LengthMax = 10_000;

        public RevocationValidator() => RuleFor(revoke => revoke.Comment)
            .NotNull().WithErrorCode("missing").WithMessage("Say why, in the comment.").IsText(LengthMax);
    }
}
