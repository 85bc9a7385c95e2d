using DetectionApi.Domain.Alerts;
using FluentValidation;

namespace DetectionApi.Api.Http;

/// <summary>What texts that clients send and others read must be like. A text that is not given passes.</summary>
internal static class TextRules
{
    private const string TooLong = "At most {MaxLength} characters; there are {TotalLength}.";

    /// <summary>A name or a word: one line of visible characters, not empty.</summary>
    public static IRuleBuilderOptions<T, string?> IsLine<T>(this IRuleBuilder<T, string?> rule, int lengthMax) => rule
        .Must(HasContent).WithErrorCode("blank").WithMessage("It must not be blank.")
        .MaximumLength(lengthMax).WithErrorCode("too-long").WithMessage(TooLong)
        .Must(text => text is null || text.All(Quoted.IsVisible)).WithErrorCode("unprintable")
        .WithMessage("It holds a character that cannot be seen, or a line break.");

    /// <summary>Prose: not empty, and nothing in it but letters, line breaks and tabs.</summary>
    public static IRuleBuilderOptions<T, string?> IsText<T>(this IRuleBuilder<T, string?> rule, int lengthMax) => rule
        .Must(HasContent).WithErrorCode("blank").WithMessage("It must not be blank.")
        .HasOnlyLetters(lengthMax);

    /// <summary>As <see cref="IsText"/>, or empty.</summary>
    public static IRuleBuilderOptions<T, string?> HasOnlyLetters<T>(
        this IRuleBuilder<T, string?> rule, int lengthMax) => rule
        .MaximumLength(lengthMax).WithErrorCode("too-long").WithMessage(TooLong)
        .Must(text => text is null || text.All(letter => letter is '\n' or '\r' or '\t' || !char.IsControl(letter)))
        .WithErrorCode("unprintable").WithMessage("It holds a control character other than a line break or a tab.");

    private static bool HasContent(string? text) => text is null || !string.IsNullOrWhiteSpace(text);
}
