using DetectionApi.Persistence.Audit;
using DetectionApi.Persistence.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DetectionApi.Persistence.Configurations;

/// <summary>How messages to webhooks are kept.</summary>
internal sealed class WebhookDeliveryConfiguration : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_deliveries");
        builder.HasKey(delivery => delivery.Id);
        builder.IsAudited("webhook-delivery");
        builder.Property(delivery => delivery.Body).HasConversion<CompressedBytes, SameBytes>();

        // What is written is written once.
        builder.HasIndex(delivery => delivery.MessageId).IsUnique();

        // What is due, and how much waits.
        builder.HasIndex(delivery => new { delivery.Target, delivery.State, delivery.NextAttemptAt, delivery.Id });

        // Lists of one target, lists of one state, and what is too old of it.
        builder.HasIndex(delivery => new { delivery.Target, delivery.Id });
        builder.HasIndex(delivery => new { delivery.State, delivery.Id });
        builder.HasIndex(delivery => new { delivery.State, delivery.EndedAt });
    }
}

/// <summary>How targets of webhooks are kept.</summary>
internal sealed class WebhookTargetConfiguration : IEntityTypeConfiguration<WebhookTarget>
{
    public void Configure(EntityTypeBuilder<WebhookTarget> builder)
    {
        builder.ToTable("webhook_targets");
        builder.HasKey(target => target.Name);
        builder.IsAudited("webhook-target");
    }
}

/// <summary>How the place up to which alerts were followed is kept.</summary>
internal sealed class WebhookPositionConfiguration : IEntityTypeConfiguration<WebhookPosition>
{
    public void Configure(EntityTypeBuilder<WebhookPosition> builder)
    {
        builder.ToTable("webhook_position");
        builder.HasKey(position => position.Id);
        builder.Property(position => position.Id).ValueGeneratedNever();
    }
}
