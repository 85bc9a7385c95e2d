using System.Text.Json;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Events;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Domain.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace DetectionApi.Persistence;

/// <summary>The tables of <c>detections.db</c>. The domain's own types are the rows.</summary>
public sealed class DetectionsDbContext(DbContextOptions<DetectionsDbContext> options) : DbContext(options)
{
    internal DbSet<Alert> Alerts => Set<Alert>();

    internal DbSet<Occurrence> Occurrences => Set<Occurrence>();

    internal DbSet<RuleSetting> RuleSettings => Set<RuleSetting>();

    internal DbSet<QuarantinedDocument> Quarantine => Set<QuarantinedDocument>();

    /// <summary>How each type of the domain looks as a column, said once for all tables.</summary>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
        configurationBuilder.Properties<EventKey>().HaveConversion<EventKeyBytes>();
        configurationBuilder.Properties<UInt128>().HaveConversion<UInt128Bytes>();
        configurationBuilder.Properties<AccessMask>().HaveConversion<AccessMaskBits>();
        configurationBuilder.Properties<CallTraceShape>().HaveConversion<ShapeText>();
        configurationBuilder.Properties<IReadOnlyList<string>>().HaveConversion<JsonList, JsonListComparer>();

        // As words, so that a row reads true in any tool and survives a reordered enumeration.
        configurationBuilder.Properties<AlertStatus>().HaveConversion<WordOf<AlertStatus>>();
        configurationBuilder.Properties<Disposition>().HaveConversion<WordOf<Disposition>>();
        configurationBuilder.Properties<FirstFrameKind>().HaveConversion<WordOf<FirstFrameKind>>();
        configurationBuilder.Properties<TargetClass>().HaveConversion<WordOf<TargetClass>>();
        configurationBuilder.Properties<SignerState>().HaveConversion<WordOf<SignerState>>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(DetectionsDbContext).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes()) NameColumns(entity, prefix: "");
    }

    private static void NameColumns(IMutableTypeBase type, string prefix)
    {
        foreach (var property in type.GetProperties())
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(prefix + property.Name));
        foreach (var part in type.GetComplexProperties())
            NameColumns(part.ComplexType, prefix + part.Name);
    }
}
