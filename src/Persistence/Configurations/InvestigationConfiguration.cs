using DetectionApi.Domain.Alerts;
using DetectionApi.Persistence.Alerts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DetectionApi.Persistence.Configurations;

/// <summary>How investigations are kept.</summary>
internal sealed class InvestigationConfiguration : IEntityTypeConfiguration<StoredInvestigation>
{
    public void Configure(EntityTypeBuilder<StoredInvestigation> builder)
    {
        builder.ToTable("investigations");
        builder.HasKey(investigation => investigation.AlertId);
        builder.HasOne<Alert>().WithOne().HasForeignKey<StoredInvestigation>(i => i.AlertId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.Property(investigation => investigation.Document).HasConversion<CompressedBytes, SameBytes>();
    }
}
