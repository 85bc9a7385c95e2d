using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DetectionApi.Persistence.Configurations;

/// <summary>How exception items are kept.</summary>
internal sealed class ExceptionItemConfiguration : IEntityTypeConfiguration<ExceptionItem>
{
    public void Configure(EntityTypeBuilder<ExceptionItem> builder)
    {
        builder.ToTable("exception_items");
        builder.HasKey(item => item.Id);
        builder.Property(item => item.Version).IsConcurrencyToken();
        builder.Property(item => item.Content).HasConversion<JsonOf<ExceptionContent>>();
        builder.Property(item => item.Overridden).HasConversion<JsonOf<IReadOnlyList<RefusalOverride>>>();
        builder.Ignore(item => item.Coverage);
        builder.IsAudited("exception");

        // Lists, newest first.
        builder.HasIndex(item => new { item.CreatedAt, item.Id });

        // What is in force, and what ends next.
        builder.HasIndex(item => new { item.Status, item.ExpiresAt });
    }
}

/// <summary>How the versions of exception items are kept.</summary>
internal sealed class ExceptionVersionConfiguration : IEntityTypeConfiguration<ExceptionVersion>
{
    public void Configure(EntityTypeBuilder<ExceptionVersion> builder)
    {
        builder.ToTable("exception_versions");
        builder.HasKey(version => new { version.ItemId, version.Version });
        builder.Property(version => version.Changes).HasConversion<JsonOf<IReadOnlyList<ExceptionFieldChange>>>();
        builder.Property(version => version.Content).HasConversion<JsonOf<ExceptionContent>>();
        builder.HasOne<ExceptionItem>().WithMany().HasForeignKey(version => version.ItemId)
            .OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>How comments on exception items are kept.</summary>
internal sealed class ExceptionCommentConfiguration : IEntityTypeConfiguration<ExceptionComment>
{
    public void Configure(EntityTypeBuilder<ExceptionComment> builder)
    {
        builder.ToTable("exception_comments");
        builder.HasKey(comment => comment.Id);
        builder.IsAudited("exception-comment");
        builder.HasOne<ExceptionItem>().WithMany().HasForeignKey(comment => comment.ItemId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(comment => new { comment.ItemId, comment.Id });
    }
}
