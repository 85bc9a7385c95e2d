using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DetectionApi.Persistence.Configurations;

/// <summary>How alerts are kept.</summary>
internal sealed class AlertConfiguration : IEntityTypeConfiguration<Alert>
{
    public void Configure(EntityTypeBuilder<Alert> builder)
    {
        builder.ToTable("alerts");
        builder.HasKey(alert => alert.Id);
        builder.Property(alert => alert.Revision).IsConcurrencyToken();

        // Whoever follows the alerts walks it.
        builder.Property<long>(DetectionsDbContext.ChangeNumber);
        builder.HasIndex(DetectionsDbContext.ChangeNumber).IsUnique();
        builder.Property<long>(DetectionsDbContext.BegunNumber);
        builder.Property<long?>(DetectionsDbContext.RaisedNumber);
        builder.Property<long?>(DetectionsDbContext.EscalatedNumber);

        // Whose signatures were seen.
        builder.Property<string?>(DetectionsDbContext.FirstHandSigner);
        builder.HasIndex(DetectionsDbContext.FirstHandSigner).HasFilter("first_hand_signer IS NOT NULL");

        // Who has not been looked into yet.
        builder.HasIndex([nameof(Alert.Disposition), DetectionsDbContext.ChangeNumber], "IX_alerts_uninvestigated")
            .HasFilter("recommendation IS NULL");

        builder.Property(alert => alert.ClosingEvidence).HasConversion<JsonOf<ClosingEvidence>>();
        builder.ComplexProperty(alert => alert.Host);
        builder.ComplexProperty(alert => alert.Source, source =>
        {
            source.ComplexProperty(s => s.Signer);
            source.Property(s => s.Start).HasConversion<JsonOf<ProcessStart>>();
        });
        builder.ComplexProperty(alert => alert.Target);
        builder.ComplexProperty(alert => alert.FirstFrame);
        builder.ComplexProperty(alert => alert.Pattern);

        // Analysts change it; the rest is the store's own.
        builder.IsAudited(
            "alert", nameof(Alert.FoldKey), DetectionsDbContext.ChangeNumber, DetectionsDbContext.BegunNumber,
            DetectionsDbContext.RaisedNumber, DetectionsDbContext.EscalatedNumber,
            DetectionsDbContext.FirstHandSigner);

        // The next occurrence looks for its alert.
        builder.HasIndex(alert => alert.FoldKey);

        // The latest of the queue. Lists and counts ask the index in memory.
        builder.HasIndex(alert => new { alert.Disposition, alert.LastSeenAt, alert.Id });

        // The cap of alerts per interval.
        builder.HasIndex(alert => new { alert.RuleId, alert.RaisedAt });

        // What an item hid, which comes back when it is revoked.
        builder.HasIndex(alert => new { alert.ExceptionId, alert.Id }).HasFilter("exception_id IS NOT NULL");

        // What no item may hide.
        builder.HasIndex([nameof(Alert.ClosingReason)], "IX_alerts_true_positive")
            .HasFilter("closing_reason = 'true-positive'");
        builder.HasIndex([nameof(Alert.Assignee)], "IX_alerts_assigned")
            .HasFilter("assignee IS NOT NULL AND status <> 'closed'");

        // Few are held, and their context stays.
        builder.HasIndex(alert => alert.LegalHold).HasFilter("\"legal_hold\"");
    }
}
