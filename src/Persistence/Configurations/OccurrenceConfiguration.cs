using DetectionApi.Domain.Alerts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DetectionApi.Persistence.Configurations;

/// <summary>How occurrences are kept.</summary>
internal sealed class OccurrenceConfiguration : IEntityTypeConfiguration<Occurrence>
{
    public void Configure(EntityTypeBuilder<Occurrence> builder)
    {
        builder.ToTable("occurrences");
        builder.HasKey(occurrence => occurrence.Id);
        builder.Property(occurrence => occurrence.Document).HasConversion<CompressedBytes, SameBytes>();
        builder.HasOne<Alert>().WithMany().HasForeignKey(occurrence => occurrence.AlertId)
            .OnDelete(DeleteBehavior.Restrict);

        // An alert's occurrences in order.
        builder.HasIndex(occurrence => new { occurrence.AlertId, occurrence.At, occurrence.Id });

        // What an item hid, listed and counted without the documents.
        builder.HasIndex(occurrence => new
            {
                occurrence.ExceptionId, occurrence.At, occurrence.Id, occurrence.Host,
            })
            .HasFilter("exception_id IS NOT NULL");

        // An event counts once for a rule, however often it is posted.
        builder.HasIndex(occurrence => new { occurrence.EventKey, occurrence.RuleId }).IsUnique();
    }
}
