using System.ComponentModel;
using DetectionApi.Api.Http;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence.Exceptions;
using FluentValidation;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>What an item is to be made of: either alerts or a pattern.</summary>
internal sealed record SuggestionRequest
{
    /// <summary>How many alerts may be given.</summary>
    public const int AlertsMax = 1000;

    /// <summary>The ids of alerts, whatever became of them: 1 to 1,000.</summary>
    public IReadOnlyList<string>? AlertIds { get; init; }

    /// <summary>The id of a pattern: all of its raised and overflow alerts that are not closed.</summary>
    public string? PatternId { get; init; }
}

/// <summary>How a <see cref="SuggestionRequest"/> must look.</summary>
internal sealed class SuggestionRequestValidator : AbstractValidator<SuggestionRequest>
{
    private const int IdLengthMax = 64;

    public SuggestionRequestValidator()
    {
        RuleFor(request => request).Must(request => request.AlertIds is null != request.PatternId is null)
            .WithErrorCode("one-of").WithMessage("Give either alertIds or patternId.").OverridePropertyName("");
        RuleFor(request => request.PatternId).IsLine(IdLengthMax);
        RuleFor(request => request.AlertIds).Must(ids => ids is not [])
            .WithErrorCode("blank").WithMessage("Give at least one alert.")
            .Must(ids => !(ids?.Count > SuggestionRequest.AlertsMax))
            .WithErrorCode("too-many")
            .WithMessage($"{SuggestionRequest.AlertsMax} alerts at most; or give the pattern.");
        RuleForEach(request => request.AlertIds).NotNull().WithErrorCode("blank").WithMessage("An alert has an id.")
            .IsLine(IdLengthMax);
    }
}

/// <summary>A term that is suggested, or left out, and why.</summary>
/// <param name="Term">What it asks for.</param>
/// <param name="Value">What it wants; empty if it was left out.</param>
/// <param name="Because">Why, in one sentence.</param>
/// <param name="LeftOut">True if the item does not ask for it.</param>
internal sealed record SuggestedTermResponse(ExceptionTerm Term, string Value, string Because, bool LeftOut)
{
    public static IReadOnlyList<SuggestedTermResponse> AllOf(IEnumerable<SuggestedTerm> terms) =>
        [.. terms.Select(term => new SuggestedTermResponse(term.Term, term.Value, term.Because, term.IsLeftOut))];
}

/// <summary>How much an item covers of what it was made of.</summary>
/// <param name="Occurrences">How many occurrences.</param>
/// <param name="Alerts">How many alerts have any of them.</param>
internal sealed record SuggestionCovers(long Occurrences, int Alerts)
{
    public static SuggestionCovers Of(HiddenCount count) => new(count.Occurrences, count.Alerts);
}

/// <summary>An item for those occurrences whose call traces have one shape.</summary>
/// <param name="Shape">The shape.</param>
/// <param name="Item">The item, as it is posted.</param>
/// <param name="Covers">What it covers.</param>
internal sealed record NarrowerItem(string Shape, ExceptionItemRequest Item, SuggestionCovers Covers);

/// <summary>The narrowest item that covers all that was given.</summary>
/// <param name="Item">
/// The item, as it is posted. Whoever posts it says who answers for it and what says that the pattern is harmless.
/// </param>
/// <param name="Terms">Why it says what it says, term by term, and what it leaves out.</param>
/// <param name="Covers">What it was made of, all of which it covers.</param>
/// <param name="Preview">What it would do with all that is stored.</param>
/// <param name="Narrower">If call traces differ, an item for each shape, most occurrences first; 10 at most.</param>
internal sealed record SuggestionResponse(
    ExceptionItemRequest Item, IReadOnlyList<SuggestedTermResponse> Terms, SuggestionCovers Covers,
    ExceptionPreviewResponse Preview, IReadOnlyList<NarrowerItem> Narrower);

/// <summary>Why somebody should look twice before a group becomes an item.</summary>
internal enum SuggestionDangerKind
{
    /// <summary>Investigations say that alerts of the group are to be escalated.</summary>
    Escalate,

    /// <summary>Somebody works on alerts of the group.</summary>
    Assigned,

    /// <summary>Alerts of the same pattern turned out to be attacks.</summary>
    TruePositive,
}

/// <summary>Why somebody should look twice.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Alerts">Of how many alerts.</param>
internal sealed record SuggestionDanger(SuggestionDangerKind Kind, int Alerts);

/// <summary>Alerts of the queue that one item would be about: one pattern with the same call trace.</summary>
/// <param name="PatternId">The pattern's id.</param>
/// <param name="Source">The path of the program that opens, in lower case; null if events do not say.</param>
/// <param name="Target">The path of the program that is opened, in lower case; null if events do not say.</param>
/// <param name="AccessClasses">What the granted rights are good for.</param>
/// <param name="FirstFrame">Where the system call came from.</param>
/// <param name="Shape">The call trace without addresses; null if it was not kept.</param>
/// <param name="Occurrences">How many occurrences it has.</param>
/// <param name="Alerts">In how many alerts.</param>
/// <param name="Hosts">On how many hosts.</param>
/// <param name="Users">By how many accounts.</param>
/// <param name="FirstAt">When the first happened.</param>
/// <param name="LastAt">When the last happened.</param>
/// <param name="Danger">Why somebody should look twice; empty if nothing speaks for it.</param>
/// <param name="Item">The item that covers it, as it is posted; null if there is none.</param>
/// <param name="Reasons">Why there is none; empty if there is one.</param>
/// <param name="Breadth">How much the item may hide; null if there is none.</param>
/// <param name="NeedsApproval">Whether somebody else than its author must approve the item.</param>
/// <param name="Refusals">What would refuse the item as it is suggested.</param>
internal sealed record NoisyGroupResponse(
    string PatternId, string? Source, string? Target, IReadOnlyList<string> AccessClasses, string FirstFrame,
    string? Shape, long Occurrences, int Alerts, int Hosts, int Users, DateTimeOffset FirstAt, DateTimeOffset LastAt,
    IReadOnlyList<SuggestionDanger> Danger,
    [property: Description("The item that covers it, as it is posted; null if there is none.")]
    ExceptionItemRequest? Item, IReadOnlyList<string> Reasons, Breadth? Breadth, bool NeedsApproval,
    IReadOnlyList<PreviewRefusal> Refusals)
{
    public static NoisyGroupResponse Of(
        NoisyGroup group, ExceptionItemRequest? item, Breadth? breadth, ExceptionJudgement? judgement) => new(
        group.PatternId, Known(group.Pattern.Source), Known(group.Pattern.Target),
        group.Pattern.Classes is { } classes ? Words.AllOf(classes) : [], group.Pattern.FirstFrame, group.Shape,
        group.Count.Occurrences, group.Count.Alerts, group.Hosts, group.Users, group.FirstAt, group.LastAt,
        [.. DangersOf(group).Where(danger => danger.Alerts > 0)], item, group.Suggestion.Reasons,
        breadth, judgement?.NeedsApproval is true,
        [.. judgement?.Refusals.Select(PreviewRefusal.Of) ?? []]);

    private static string? Known(string path) => path.Length > 0 ? path : null;

    private static IEnumerable<SuggestionDanger> DangersOf(NoisyGroup group) =>
    [
        new(SuggestionDangerKind.Escalate, group.Escalated), new(SuggestionDangerKind.Assigned, group.Assigned),
        new(SuggestionDangerKind.TruePositive, group.TruePositives),
    ];
}
