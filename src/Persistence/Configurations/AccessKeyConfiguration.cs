using DetectionApi.Domain.Access;
using DetectionApi.Persistence.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DetectionApi.Persistence.Configurations;

/// <summary>How access keys are kept.</summary>
internal sealed class AccessKeyConfiguration : IEntityTypeConfiguration<AccessKey>
{
    public void Configure(EntityTypeBuilder<AccessKey> builder)
    {
        builder.ToTable("access_keys");
        builder.HasKey(key => key.Id);
        builder.Property(key => key.Revision).IsConcurrencyToken();
        builder.Ignore(key => key.Caller);
        builder.IsAudited("access-key", nameof(AccessKey.Secret), nameof(AccessKey.PreviousSecret));

        // Lists show the newest first.
        builder.HasIndex(key => new { key.CreatedAt, key.Id });
    }
}
