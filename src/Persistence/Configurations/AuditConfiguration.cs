using DetectionApi.Domain.Audit;
using DetectionApi.Persistence.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DetectionApi.Persistence.Configurations;

/// <summary>How the audit log is kept.</summary>
internal sealed class AuditConfiguration : IEntityTypeConfiguration<AuditLine>
{
    public void Configure(EntityTypeBuilder<AuditLine> builder)
    {
        builder.ToTable(AuditTable.Name);
        builder.HasKey(line => line.Seq);
        builder.Property(line => line.Seq).ValueGeneratedNever();

        // What somebody did, what was done to something, and what was done at a time.
        builder.HasIndex(line => new { line.Actor, line.Seq });
        builder.HasIndex(line => new { line.SubjectId, line.Seq });
        builder.HasIndex(line => line.At);
    }
}
