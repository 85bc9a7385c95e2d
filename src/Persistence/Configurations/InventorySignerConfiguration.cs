using DetectionApi.Persistence.Audit;
using DetectionApi.Persistence.Exceptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DetectionApi.Persistence.Configurations;

/// <summary>How the inventory of signers is kept.</summary>
internal sealed class InventorySignerConfiguration : IEntityTypeConfiguration<InventorySigner>
{
    public void Configure(EntityTypeBuilder<InventorySigner> builder)
    {
        builder.ToTable("inventory_signers");
        builder.HasKey(signer => signer.Sha256);
        builder.IsAudited("signer", nameof(InventorySigner.SubjectKey));

        // Lists of one subject, and which subjects there are.
        builder.HasIndex(signer => new { signer.SubjectKey, signer.Sha256 });
    }
}
