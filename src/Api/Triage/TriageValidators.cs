using System.Linq.Expressions;
using DetectionApi.Api.Http;
using DetectionApi.Domain.Alerts;
using FluentValidation;

namespace DetectionApi.Api.Triage;

/// <summary>How texts in a change of an alert must look; what may be changed, the domain says.</summary>
internal sealed class AlertChangeValidator : AbstractValidator<AlertChangeRequest>
{
    public const int IdLengthMax = 64;
    private const int NameLengthMax = 128;
    private const int TagLengthMax = 64;
    private const int EvidenceLengthMax = 2000;

    public AlertChangeValidator()
    {
        RuleFor(change => change.Assignee).IsLine(NameLengthMax);
        RuleFor(change => change.DuplicateOf).IsLine(IdLengthMax);
        RuleFor(change => change.Evidence!.AccessTuple).HasOnlyLetters(EvidenceLengthMax).When(HasEvidence);
        RuleFor(change => change.Evidence!.Identity).HasOnlyLetters(EvidenceLengthMax).When(HasEvidence);
        RuleFor(change => change.Evidence!.LaunchAndSession).HasOnlyLetters(EvidenceLengthMax).When(HasEvidence);
        RuleFor(change => change.Evidence!.FollowOn).HasOnlyLetters(EvidenceLengthMax).When(HasEvidence);
        RuleFor(change => change.Evidence!.OutsideConfirmation).HasOnlyLetters(EvidenceLengthMax).When(HasEvidence);
        RuleForTags(change => change.Tags);
        RuleForTags(change => change.AddTags);
        RuleForTags(change => change.RemoveTags);
    }

    private void RuleForTags(Expression<Func<AlertChangeRequest, IEnumerable<string>?>> tags)
    {
        RuleFor(tags).Must(all => all is null || all.Count() <= TriageRules.TagsMax)
            .WithErrorCode("too-many-tags").WithMessage($"An alert has {TriageRules.TagsMax} tags at most.");
        RuleForEach(tags)
            .NotNull().WithErrorCode("blank").WithMessage("A tag is a text.")
            .IsLine(TagLengthMax)
            .Must(tag => tag is null || !tag.Contains(',', StringComparison.Ordinal))
            .WithErrorCode("comma").WithMessage("A tag holds no comma: lists of tags are parted by them.");
    }

    private static bool HasEvidence(AlertChangeRequest change) => change.Evidence is not null;
}

/// <summary>How a comment must look.</summary>
internal sealed class NewCommentValidator : AbstractValidator<NewComment>
{
    /// <summary>How long a comment may be.</summary>
    public const int LengthMax = 10_000;

    public NewCommentValidator() => RuleFor(comment => comment.Text)
        .NotNull().WithErrorCode("missing").WithMessage("A comment has a text.")
        .IsText(LengthMax);
}

/// <summary>How a step of containment must look.</summary>
internal sealed class NewContainmentStepValidator : AbstractValidator<NewContainmentStep>
{
    private const int NoteLengthMax = 2000;

    public NewContainmentStepValidator()
    {
        RuleFor(step => step.Action).NotNull().WithErrorCode("missing").WithMessage("A step says what was done.");
        RuleFor(step => step.Note).IsText(NoteLengthMax);
        RuleFor(step => step.Note).NotNull().When(step => step.Action is ContainmentAction.Other)
            .WithErrorCode("missing").WithMessage("What is done otherwise, the note says.");
    }
}

/// <summary>How a change of many alerts must look.</summary>
internal sealed class AlertActionValidator : AbstractValidator<AlertActionRequest>
{
    public AlertActionValidator()
    {
        RuleFor(action => action).Must(action => (action.Ids is null) != (action.Filter is null))
            .WithErrorCode("ids-or-filter").WithMessage("Give either ids or a filter.");
        RuleFor(action => action.Ids).Must(ids => ids is not [])
            .WithErrorCode("no-alerts").WithMessage("The list of ids is empty.");
        RuleForEach(action => action.Ids)
            .NotNull().WithErrorCode("blank").WithMessage("An id is a text.").IsLine(AlertChangeValidator.IdLengthMax);
        RuleFor(action => action.Filter).Must(filter => filter is not { Names.Count: 0 })
            .WithErrorCode("no-alerts").WithMessage("A filter that asks nothing would change the whole queue.");
        RuleFor(action => action.Limit).InclusiveBetween(1, AlertActionRequest.LimitMax)
            .WithErrorCode("invalid-limit").WithMessage("Give a number from {From} to {To}.");
        RuleFor(action => action.Comment).IsText(NewCommentValidator.LengthMax);
        RuleFor(action => action.Change)
            .NotNull().WithErrorCode("missing").WithMessage("Say what to change.")
            .SetValidator(new AlertChangeValidator()!);
    }
}
