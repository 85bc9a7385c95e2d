using System.Linq.Expressions;
using System.Text.Json;
using DetectionApi.Domain.Access;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Audit;
using DetectionApi.Domain.Events;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Domain.Rules;
using DetectionApi.Persistence.Alerts;
using DetectionApi.Persistence.Audit;
using DetectionApi.Persistence.Exceptions;
using DetectionApi.Persistence.Triage;
using DetectionApi.Persistence.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace DetectionApi.Persistence;

/// <summary>The tables of <c>detections.db</c>. The domain's own types are the rows.</summary>
public sealed class DetectionsDbContext(DbContextOptions<DetectionsDbContext> options) : DbContext(options)
{
    internal DbSet<Alert> Alerts => Set<Alert>();

    internal DbSet<Occurrence> Occurrences => Set<Occurrence>();

    internal DbSet<RuleSetting> RuleSettings => Set<RuleSetting>();

    internal DbSet<QuarantinedDocument> Quarantine => Set<QuarantinedDocument>();

    internal DbSet<StoredInvestigation> Investigations => Set<StoredInvestigation>();

    internal DbSet<AlertHistoryEntry> AlertHistory => Set<AlertHistoryEntry>();

    internal DbSet<AlertComment> AlertComments => Set<AlertComment>();

    internal DbSet<ContainmentStep> ContainmentSteps => Set<ContainmentStep>();

    internal DbSet<RememberedAnswer> Answers => Set<RememberedAnswer>();

    internal DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    internal DbSet<WebhookTarget> WebhookTargets => Set<WebhookTarget>();

    internal DbSet<WebhookPosition> WebhookPositions => Set<WebhookPosition>();

    internal DbSet<InventorySigner> InventorySigners => Set<InventorySigner>();

    internal DbSet<ExceptionItem> ExceptionItems => Set<ExceptionItem>();

    internal DbSet<ExceptionVersion> ExceptionVersions => Set<ExceptionVersion>();

    internal DbSet<ExceptionComment> ExceptionComments => Set<ExceptionComment>();

    internal DbSet<AccessKey> AccessKeys => Set<AccessKey>();

    internal DbSet<AuditLine> Audit => Set<AuditLine>();

    /// <summary>The property of alerts that tells the order in which they changed; only the store knows it.</summary>
    internal const string ChangeNumber = "ChangeNumber";

    /// <summary>The number of the change with which an alert began.</summary>
    internal const string BegunNumber = "BegunNumber";

    /// <summary>The number of the change with which an alert came into the queue; null if it never did.</summary>
    internal const string RaisedNumber = "RaisedNumber";

    /// <summary>The number of the last change by which an alert's investigation came to escalate.</summary>
    internal const string EscalatedNumber = "EscalatedNumber";

    /// <summary>The subject of a source's signature if that verified, first hand; else null.</summary>
    internal const string FirstHandSigner = "FirstHandSigner";

    /// <summary>The number that the last save gave; older ones of other saves do no harm.</summary>
    internal long GivenChangeNumber { get; private set; }

    /// <summary>The number of the last change in the store; 0 if there are no alerts.</summary>
    internal async Task<long> LastChangeNumberAsync(CancellationToken cancellationToken) =>
        await Alerts.MaxAsync(a => (long?)EF.Property<long>(a, ChangeNumber), cancellationToken) ?? 0;

    /// <summary>
    /// Saves, numbers the alerts that changed, and says in the audit log what is changed on somebody's behalf. Whoever
    /// saves holds the gate.
    /// </summary>
    public override async Task<int> SaveChangesAsync(
        bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var changed = ChangeTracker.Entries<Alert>()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified).ToList();
        if (changed.Count > 0)
        {
            var last = await LastChangeNumberAsync(cancellationToken);
            foreach (var entry in changed) Number(entry, ++last);
            GivenChangeNumber = last;
        }

        Task<int> SaveAsync() => base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        return AuditScope.Current is { } scope
            ? await AuditTrail.SaveAsync(this, scope, SaveAsync, cancellationToken)
            : await SaveAsync();
    }

    /// <summary>How each type of the domain looks as a column, said once for all tables.</summary>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
        configurationBuilder.Properties<EventKey>().HaveConversion<EventKeyBytes>();
        configurationBuilder.Properties<UInt128>().HaveConversion<UInt128Bytes>();
        configurationBuilder.Properties<AccessMask>().HaveConversion<AccessMaskBits>();
        configurationBuilder.Properties<CallTraceShape>().HaveConversion<ShapeText>();
        configurationBuilder.Properties<SecretHash>().HaveConversion<SecretHashBytes>();
        configurationBuilder.Properties<IReadOnlyList<Role>>().HaveConversion<RoleList, RoleListComparer>();
        configurationBuilder.Properties<IReadOnlyList<string>>().HaveConversion<JsonList, JsonListComparer>();

        // As words, so that a row reads true in any tool and survives a reordered enumeration.
        configurationBuilder.Properties<AuditOutcome>().HaveConversion<WordOf<AuditOutcome>>();
        configurationBuilder.Properties<AlertStatus>().HaveConversion<WordOf<AlertStatus>>();
        configurationBuilder.Properties<ClosingReason>().HaveConversion<WordOf<ClosingReason>>();
        configurationBuilder.Properties<ContainmentAction>().HaveConversion<WordOf<ContainmentAction>>();
        configurationBuilder.Properties<DeliveryState>().HaveConversion<WordOf<DeliveryState>>();
        configurationBuilder.Properties<Disposition>().HaveConversion<WordOf<Disposition>>();
        configurationBuilder.Properties<ExceptionAction>().HaveConversion<WordOf<ExceptionAction>>();
        configurationBuilder.Properties<ExceptionStatus>().HaveConversion<WordOf<ExceptionStatus>>();
        configurationBuilder.Properties<FirstFrameKind>().HaveConversion<WordOf<FirstFrameKind>>();
        configurationBuilder.Properties<TargetClass>().HaveConversion<WordOf<TargetClass>>();
        configurationBuilder.Properties<Recommendation>().HaveConversion<WordOf<Recommendation>>();
        configurationBuilder.Properties<SignerState>().HaveConversion<WordOf<SignerState>>();
        configurationBuilder.Properties<SignerFoundBy>().HaveConversion<WordOf<SignerFoundBy>>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(DetectionsDbContext).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes()) NameColumns(entity, prefix: "");
    }

    private static void Number(EntityEntry<Alert> entry, long number)
    {
        entry.Property(ChangeNumber).CurrentValue = number;
        if (entry.State is EntityState.Added) entry.Property(BegunNumber).CurrentValue = number;
        if (HasBecome(entry, a => a.Disposition, Disposition.Raised))
            entry.Property(RaisedNumber).CurrentValue = number;
        if (HasBecome(entry, a => a.Recommendation, Recommendation.Escalate))
            entry.Property(EscalatedNumber).CurrentValue = number;
        entry.Property(FirstHandSigner).CurrentValue = entry.Entity.Source.Signer.Proven;
    }

    private static bool HasBecome<T>(EntityEntry<Alert> entry, Expression<Func<Alert, T>> property, T value)
    {
        var of = entry.Property(property);
        return Equals(of.CurrentValue, value)
            && (entry.State is EntityState.Added || !Equals(of.OriginalValue, value));
    }

    private static void NameColumns(IMutableTypeBase type, string prefix)
    {
        foreach (var property in type.GetProperties())
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(prefix + property.Name));
        foreach (var part in type.GetComplexProperties())
            NameColumns(part.ComplexType, prefix + part.Name);
    }
}
