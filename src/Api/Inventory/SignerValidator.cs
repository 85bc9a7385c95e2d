using DetectionApi.Api.Http;
using FluentValidation;

namespace DetectionApi.Api.Inventory;

/// <summary>How an entry for the inventory must look.</summary>
internal sealed class SignerValidator : AbstractValidator<SignerRequest>
{
    private const int HashDigits = 64;
    private const int SubjectLengthMax = 512;
    private const int NoteLengthMax = 2000;

    public SignerValidator()
    {
        RuleFor(signer => signer.Sha256)
            .Must(hash => hash is { Length: HashDigits } && hash.All(char.IsAsciiHexDigit))
            .WithErrorCode("invalid-sha256").WithMessage($"A SHA-256 is {HashDigits} hexadecimal digits.");
        RuleFor(signer => signer.Subject)
            .NotNull().WithErrorCode("missing").WithMessage("Say who signed it.")
            .IsLine(SubjectLengthMax);
        RuleFor(signer => signer.Note).HasOnlyLetters(NoteLengthMax);
    }
}
