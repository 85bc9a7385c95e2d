using DetectionApi.Api.Http;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using FluentValidation;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>How the texts of an item must look; what it may mean, <see cref="ExceptionRules"/> says.</summary>
internal sealed class ExceptionItemValidator : AbstractValidator<ExceptionItemRequest>
{
    private const int IdLengthMax = 64;

    private static readonly string[] PartsOfAddresses =
        ["preview", "suggestions", "explain", "actions", "import", "export"];

    private const int NameLengthMax = 128;
    private const int ReasonLengthMax = 2000;
    private const int DescriptionLengthMax = 10_000;
    private const int PathLengthMax = 1024;
    private const int ShapeLengthMax = 16 * 1024;
    private const int HostsMax = 1000;
    private const int ListMax = 100;

    // Beside the items there are other things at their address.
    private static readonly string[] Taken = ["actions", "explain", "export", "import", "preview", "suggestions"];

    /// <summary>What every item takes.</summary>
    public ExceptionItemValidator()
        : this(isWhole: true)
    {
    }

    private ExceptionItemValidator(bool isWhole)
    {
        if (isWhole) RequireWords();

        RuleFor(item => item.Id).Must(IsId).WithErrorCode("invalid-id")
            .WithMessage($"An id is 1 to {IdLengthMax} of a-z, 0-9 and -, and no word of an address.")
            .Must(id => id is null || !Taken.Contains(id)).WithErrorCode("invalid-id")
            .WithMessage("The id is an address of its own; choose another one.");
        RuleFor(item => item.Name).IsLine(NameLengthMax);
        RuleFor(item => item.Description).HasOnlyLetters(DescriptionLengthMax);
        RuleFor(item => item.Reason).IsText(ReasonLengthMax);
        RuleFor(item => item.Owner).IsLine(NameLengthMax);
        RuleFor(item => item.Replaces).Must(IsId).WithErrorCode("invalid-id").WithMessage("It is the id of an item.");
        RuleFor(item => item).Must(item => item.ExpiresAt is null || item.ExpiresInDays is null)
            .WithErrorCode("expiry-twice").WithMessage("Give either expiresAt or expiresInDays.")
            .OverridePropertyName(nameof(ExceptionItemRequest.ExpiresInDays));
        RuleFor(item => item.ExpiresInDays).InclusiveBetween(1, 36_500).WithErrorCode("invalid-number")
            .WithMessage("Give a number of days from {From} to {To}.");
        RuleForTerms();
        RuleForScope();
    }

    /// <summary>What an item takes that is only tried: the same without name, reason and owner.</summary>
    public static ExceptionItemValidator OfTerms { get; } = new(isWhole: false);

    private void RequireWords()
    {
        RuleFor(item => item.Name).NotNull().WithErrorCode("missing").WithMessage("An item has a name.");
        RuleFor(item => item.Reason).NotNull().WithErrorCode("missing")
            .WithMessage("Say why the pattern is harmless.");
        RuleFor(item => item.Owner).NotNull().WithErrorCode("missing").WithMessage("Somebody answers for an item.");
    }

    private void RuleForTerms()
    {
        When(item => item.Source is not null, () =>
        {
            RuleFor(item => item.Source!.Executable).IsLine(PathLengthMax);
            RuleFor(item => item.Source!.Sha256).IsLine(PathLengthMax);
            RuleFor(item => item.Source!.ParentExecutable).IsLine(PathLengthMax);
        });
        When(item => item.Source?.Signer is not null, () =>
        {
            RuleFor(item => item.Source!.Signer!.Subject)
                .NotNull().WithErrorCode("missing").WithMessage("A signer has a subject.")
                .IsLine(PathLengthMax);
            RuleFor(item => item.Source!.Signer!.Trusted).Equal(true)
                .WithErrorCode(Words.Of(RefusalCode.SignerNotTrusted))
                .WithMessage("A signature that does not verify names nobody; only `trusted: true` names a source.");
        });
        When(item => item.Target is not null, () => RuleFor(item => item.Target!.Image).IsLine(PathLengthMax));
        When(item => item.CallTrace is not null, () => RuleFor(item => item.CallTrace!.Shape).IsLine(ShapeLengthMax));
        When(item => item.CallTrace?.FirstFrame is not null, () =>
            RuleFor(item => item.CallTrace!.FirstFrame!.Module).IsLine(PathLengthMax));
    }

    private void RuleForScope()
    {
        RuleForEach(item => item.Rules).NotNull().WithErrorCode("blank").WithMessage("A rule has an id.")
            .IsLine(NameLengthMax);
        RuleFor(item => item.Rules).Must(rules => !(rules?.Count > ListMax))
            .WithErrorCode("too-many").WithMessage($"{ListMax} rules at most.");
        When(item => item.Scope is not null, () =>
        {
            RuleFor(item => item.Scope!.Hosts).Must(hosts => !(hosts?.Count > HostsMax))
                .WithErrorCode("too-many").WithMessage($"{HostsMax} hosts at most; above that set allHosts.");
            RuleForEach(item => item.Scope!.Hosts).NotNull().WithErrorCode("blank").WithMessage("A host has a name.")
                .IsLine(PathLengthMax);
            RuleFor(item => item.Scope!.Users).Must(users => !(users?.Count > ListMax))
                .WithErrorCode("too-many").WithMessage($"{ListMax} accounts at most.");
            RuleForEach(item => item.Scope!.Users).NotNull().WithErrorCode("blank")
                .WithMessage("An account has a name.").IsLine(PathLengthMax);
        });
        RuleFor(item => item.Evidence).Must(evidence => !(evidence?.Count > ListMax))
            .WithErrorCode("too-many").WithMessage($"{ListMax} pieces of evidence at most.");
        RuleForEach(item => item.Evidence)
            .NotNull().WithErrorCode("blank").WithMessage("Evidence has a kind and says where to find it.")
            .ChildRules(one =>
        {
            one.RuleFor(evidence => evidence.Kind).NotNull().WithErrorCode("missing")
                .WithMessage($"Evidence has a kind: {string.Join(", ", Words.All<EvidenceKind>())}.");
            one.RuleFor(evidence => evidence.Reference).NotNull().WithErrorCode("missing")
                .WithMessage("Evidence says where to find it.").IsLine(PathLengthMax);
        });
        RuleForEach(item => item.Overrides).IsOverride();
        RuleFor(item => item.Overrides).Must(overrides => !(overrides?.Count > ListMax))
            .WithErrorCode("too-many").WithMessage($"{ListMax} overrides at most.");
    }

    // A word that is part of an address would hide the item of that name.
    private static bool IsId(string? id) => id is null
        || (id.Length is > 0 and <= IdLengthMax && !PartsOfAddresses.Contains(id)
            && id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'));
}
