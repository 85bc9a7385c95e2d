using DetectionApi.Api.Http;
using FluentValidation;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>How the words of a submission must look.</summary>
internal sealed class ExceptionSubmissionValidator : AbstractValidator<ExceptionSubmission>
{
    public ExceptionSubmissionValidator() => RuleFor(body => body.Comment).IsText(ExceptionTexts.CommentLengthMax);
}

/// <summary>How the words of an approval must look.</summary>
internal sealed class ExceptionApprovalValidator : AbstractValidator<ExceptionApproval>
{
    public ExceptionApprovalValidator()
    {
        RuleFor(body => body.Comment).IsText(ExceptionTexts.CommentLengthMax);
        RuleForEach(body => body.Overrides).IsOverride();
    }
}

/// <summary>How the words of a rejection must look.</summary>
internal sealed class ExceptionRejectionValidator : AbstractValidator<ExceptionRejection>
{
    public ExceptionRejectionValidator() => RuleFor(body => body.Comment).IsReason();
}

/// <summary>How the words of a revocation must look.</summary>
internal sealed class ExceptionRevocationValidator : AbstractValidator<ExceptionRevocation>
{
    public ExceptionRevocationValidator() => RuleFor(body => body.Comment).IsReason();
}

/// <summary>How a comment on an item must look.</summary>
internal sealed class NewExceptionCommentValidator : AbstractValidator<NewExceptionComment>
{
    public NewExceptionCommentValidator() => RuleFor(body => body.Text)
        .NotNull().WithErrorCode("missing").WithMessage("A comment has a text.")
        .IsText(ExceptionTexts.CommentLengthMax);
}

/// <summary>What texts about items have in common.</summary>
internal static class ExceptionTexts
{
    /// <summary>How long a comment may be.</summary>
    public const int CommentLengthMax = 10_000;

    private const int ReasonLengthMax = 2000;

    /// <summary>Somebody must say why.</summary>
    public static IRuleBuilderOptions<T, string?> IsReason<T>(this IRuleBuilder<T, string?> rule) => rule
        .NotNull().WithErrorCode("missing").WithMessage("Say why, in the comment.")
        .IsText(CommentLengthMax);

    /// <summary>An override names a refusal and says why it should pass.</summary>
    public static void IsOverride<T>(this IRuleBuilderInitialCollection<T, ExceptionOverride> rule) => rule
        .NotNull().WithErrorCode("blank").WithMessage("An override names a refusal and says why it should pass.")
        .ChildRules(one =>
        {
            one.RuleFor(asked => asked.Code).NotNull().WithErrorCode("missing").WithMessage("Say which refusal.");
            one.RuleFor(asked => asked.Reason).NotNull().WithErrorCode("missing")
                .WithMessage("Say why it should pass all the same.").IsText(ReasonLengthMax);
        });
}
