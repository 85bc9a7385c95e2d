using DetectionApi.Domain.Alerts;
using DetectionApi.Persistence.Audit;
using DetectionApi.Persistence.Triage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DetectionApi.Persistence.Configurations;

/// <summary>How the history of alerts is kept.</summary>
internal sealed class AlertHistoryConfiguration : IEntityTypeConfiguration<AlertHistoryEntry>
{
    public void Configure(EntityTypeBuilder<AlertHistoryEntry> builder)
    {
        builder.ToTable("alert_history");
        builder.HasKey(entry => entry.Number);
        builder.HasOne<Alert>().WithMany().HasForeignKey(entry => entry.AlertId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(entry => new { entry.AlertId, entry.Number });
    }
}

/// <summary>How comments are kept.</summary>
internal sealed class AlertCommentConfiguration : IEntityTypeConfiguration<AlertComment>
{
    public void Configure(EntityTypeBuilder<AlertComment> builder)
    {
        builder.ToTable("alert_comments");
        builder.HasKey(comment => comment.Id);
        builder.IsAudited("alert-comment");
        builder.HasOne<Alert>().WithMany().HasForeignKey(comment => comment.AlertId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(comment => new { comment.AlertId, comment.Id });
    }
}

/// <summary>How steps of containment are kept.</summary>
internal sealed class ContainmentStepConfiguration : IEntityTypeConfiguration<ContainmentStep>
{
    public void Configure(EntityTypeBuilder<ContainmentStep> builder)
    {
        builder.ToTable("containment_steps");
        builder.HasKey(step => step.Id);
        builder.IsAudited("containment-step");
        builder.HasOne<Alert>().WithMany().HasForeignKey(step => step.AlertId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(step => new { step.AlertId, step.Id });
    }
}

/// <summary>How answers are kept for those who ask again.</summary>
internal sealed class RememberedAnswerConfiguration : IEntityTypeConfiguration<RememberedAnswer>
{
    public void Configure(EntityTypeBuilder<RememberedAnswer> builder)
    {
        builder.ToTable("remembered_answers");
        builder.HasKey(answer => new { answer.Actor, answer.Key });

        // Those that are too old go.
        builder.HasIndex(answer => answer.At);
    }
}
