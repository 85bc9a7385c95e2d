using DetectionApi.Domain.Rules;
using DetectionApi.Persistence.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DetectionApi.Persistence.Configurations;

/// <summary>How the settings of rules are kept.</summary>
internal sealed class RuleSettingConfiguration : IEntityTypeConfiguration<RuleSetting>
{
    public void Configure(EntityTypeBuilder<RuleSetting> builder)
    {
        builder.ToTable("rule_settings");
        builder.HasKey(setting => setting.RuleId);
        builder.Property(setting => setting.Revision).IsConcurrencyToken();
        builder.IsAudited("rule-setting");
        builder.HoldsUnlessAdded(setting =>
            RuleCatalogue.BuiltIn.FirstOrDefault(rule => rule.Id == setting.RuleId) is { } rule
                ? RuleSetting.DefaultOf(rule)
                : null);
    }
}
