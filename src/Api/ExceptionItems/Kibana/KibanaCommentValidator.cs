using DetectionApi.Api.Http;
using FluentValidation;

namespace DetectionApi.Api.ExceptionItems.Kibana;

/// <summary>How a comment in an exported list must look.</summary>
internal sealed class KibanaCommentValidator : AbstractValidator<KibanaComment>
{
    private const int NameLengthMax = 128;
    private const int LengthMax = 10_000;

    public KibanaCommentValidator()
    {
        RuleFor(comment => comment.Comment)
            .NotNull().WithErrorCode("missing").WithMessage("A comment has a text.")
            .IsText(LengthMax);
        RuleFor(comment => comment.CreatedBy).IsLine(NameLengthMax);
    }
}
