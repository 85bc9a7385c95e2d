using DetectionApi.Domain.Rules;
using FluentValidation;

namespace DetectionApi.Api.Rules;

/// <summary>What is wrong with a change of a rule, as advice.</summary>
internal sealed class RuleChangeValidator : AbstractValidator<RuleChange>
{
    public RuleChangeValidator(Rule rule)
    {
        var versions = string.Join(", ", rule.Versions.Select(v => v.Version));
        RuleFor(change => change.ActiveVersion)
            .Must(version => version is null || rule.Find(version.Value) is not null)
            .WithErrorCode("unknown-version")
            .WithMessage($"The rule has no version {{PropertyValue}}; there are {versions}.");

        RuleFor(change => change)
            .Must(change => change.ActiveVersion is not null || change.Enabled is not null)
            .WithErrorCode("nothing-to-change")
            .WithMessage("The body asks for no change; give activeVersion, enabled, or both.");
    }
}
