using System.ComponentModel;
using DetectionApi.Api.Http;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence.Exceptions;
using FluentValidation;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>What is to be explained: an alert or an event, by all items in force or by one.</summary>
internal sealed record ExplanationRequest
{
    /// <summary>The id of an alert.</summary>
    public string? AlertId { get; init; }

    /// <summary>An event as a shipper sends it; it is not stored.</summary>
    public RawJson? Event { get; init; }

    /// <summary>The id of an item, however far it is; null for all in force.</summary>
    public string? ItemId { get; init; }

    // A property of that name may be an indexer, and the framework takes its documentation for none.
    /// <summary>An item that is not posted; words, expiry and evidence may be left out.</summary>
    [Description("An item that is not posted; words, expiry and evidence may be left out.")]
    public ExceptionItemRequest? Item { get; init; }
}

/// <summary>How an <see cref="ExplanationRequest"/> must look.</summary>
internal sealed class ExplanationRequestValidator : AbstractValidator<ExplanationRequest>
{
    private const int IdLengthMax = 64;

    public ExplanationRequestValidator()
    {
        RuleFor(request => request).Must(request => request.AlertId is null != request.Event is null)
            .WithErrorCode("one-of").WithMessage("Give either alertId or event.").OverridePropertyName("");
        RuleFor(request => request).Must(request => request.ItemId is null || request.Item is null)
            .WithErrorCode("one-of").WithMessage("Give either itemId or item, or neither.").OverridePropertyName("");
        RuleFor(request => request.AlertId).IsLine(IdLengthMax);
        RuleFor(request => request.ItemId).IsLine(IdLengthMax);
        RuleFor(request => request.Item!).SetValidator(ExceptionItemValidator.OfTerms)
            .When(request => request.Item is not null);
    }
}

/// <summary>What is explained, as exception items see it.</summary>
/// <param name="EventKey">Which event it is; of an alert its earliest.</param>
/// <param name="At">When it happened.</param>
/// <param name="Rules">The ids of the rules that match it; empty if none does: then there would be no alert.</param>
/// <param name="Host">The name of the host.</param>
/// <param name="Executable">The path of the source; null if the event does not say.</param>
/// <param name="User">The account of the source; null if it is not known.</param>
/// <param name="Signer">The signer of the source, if it may decide: verified and first hand; null otherwise.</param>
/// <param name="Sha256">The hash of the source; null if it is not known.</param>
/// <param name="Target">The path of the target; null if the event does not say.</param>
/// <param name="AccessClasses">What the granted rights are good for; null if the mask cannot be read.</param>
/// <param name="FirstFrame">Who issued the system call.</param>
/// <param name="Shape">The call trace without addresses; null if it was not kept.</param>
internal sealed record ExplainedEvent(
    string EventKey, DateTimeOffset At, IReadOnlyList<string> Rules, string Host, string? Executable, string? User,
    string? Signer, string? Sha256, string? Target, IReadOnlyList<string>? AccessClasses, string FirstFrame,
    string? Shape)
{
    public static ExplainedEvent Of(ExplainedAccess explained, IReadOnlyList<string> rules)
    {
        var access = explained.Access;
        return new ExplainedEvent(
            explained.EventKey.ToString(), access.At, rules, access.Host.Name, access.Source.Executable,
            access.Source.User, access.Source.Signer.Proven, access.Source.Sha256, access.TargetImage,
            access.Classes is { } classes ? Words.AllOf(classes) : null, access.FirstFrame.ToString(), access.Shape);
    }
}

/// <summary>The first occurrence of an alert with which an item deals otherwise than with its earliest.</summary>
/// <param name="EventKey">Which event it is.</param>
/// <param name="At">When it happened.</param>
/// <param name="Covers">Whether the item covers it.</param>
/// <param name="FirstFailing">The first term that does not hold; null if all do.</param>
/// <param name="Terms">Every term, held against it.</param>
internal sealed record DifferingOccurrence(
    string EventKey, DateTimeOffset At, bool Covers, ExceptionTerm? FirstFailing,
    IReadOnlyList<ExceptionTermResult> Terms);

/// <summary>An item held against what is explained.</summary>
/// <param name="ItemId">The item; null if it is not posted.</param>
/// <param name="Version">Its version; null if it is not posted.</param>
/// <param name="Covers">Whether it covers the event; of an alert its earliest.</param>
/// <param name="FirstFailing">The first term that does not hold; null if all do.</param>
/// <param name="Terms">Every term, in the order in which they are asked.</param>
/// <param name="CoveredOccurrences">How many of the occurrences it covers.</param>
/// <param name="Differs">The first of them with which it deals otherwise; null if it deals with all alike.</param>
internal sealed record ExplainedItemResponse(
    string? ItemId, int? Version, bool Covers, ExceptionTerm? FirstFailing,
    IReadOnlyList<ExceptionTermResult> Terms, int CoveredOccurrences, DifferingOccurrence? Differs)
{
    public static ExplainedItemResponse Of(ExplainedItem item) => new(
        item.Coverage?.ItemId, item.Coverage?.Version, item.Covers, FailingIn(item.Terms),
        [.. item.Terms.Select(ExceptionTermResult.Of)], item.Covered,
        item.Other is var (of, terms)
            ? new DifferingOccurrence(
                of.EventKey.ToString(), of.Access.At, !item.Covers, FailingIn(terms),
                [.. terms.Select(ExceptionTermResult.Of)])
            : null);

    private static ExceptionTerm? FailingIn(IReadOnlyList<TermResult> terms) =>
        terms.FirstOrDefault(term => !term.Holds)?.Term;
}

/// <summary>Why items cover an alert or an event, or do not.</summary>
/// <param name="AlertId">The alert; null if it is an event.</param>
/// <param name="Event">The event; of an alert its earliest.</param>
/// <param name="Occurrences">How many occurrences were looked at: of an alert its first 2,000.</param>
/// <param name="CoveredBy">Of the items that are shown the narrowest that covers it; null if none does.</param>
/// <param name="Items">The items: those that cover it first, then the nearest; 100 at most.</param>
internal sealed record ExplanationResponse(
    string? AlertId, ExplainedEvent Event, int Occurrences, string? CoveredBy,
    IReadOnlyList<ExplainedItemResponse> Items);
