using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DetectionApi.Persistence.Configurations;

/// <summary>How unreadable documents are kept.</summary>
internal sealed class QuarantineConfiguration : IEntityTypeConfiguration<QuarantinedDocument>
{
    public void Configure(EntityTypeBuilder<QuarantinedDocument> builder)
    {
        builder.ToTable("quarantine");
        builder.HasKey(document => document.Id);
        builder.Property(document => document.Document).HasConversion<CompressedBytes, SameBytes>();

        // A shipper that resends what cannot be read must not fill the disk with it.
        builder.HasIndex(document => document.Fingerprint).IsUnique();

        // Summed and walked from the oldest on without reading a document.
        builder.HasIndex(document => new { document.LastReceivedAt, document.CountedBytes });
    }
}
