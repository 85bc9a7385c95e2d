using System.Globalization;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace DetectionApi.Persistence.Audit;

/// <summary>A row that is about to be added, changed or removed, and what the log will say of it.</summary>
/// <remarks>
/// What was is read before it is stored, for then it is forgotten; what was added is read afterwards, for only then
/// has it its number.
/// </remarks>
internal sealed class AuditedChange
{
    private const int TextLengthMax = 256;

    private readonly EntityEntry _row;
    private readonly string _kind;
    private readonly string? _before;
    private readonly string? _after;

    private AuditedChange(EntityEntry row, string kind)
    {
        (_row, _kind) = (row, kind);
        if (row.State is EntityState.Deleted) _before = AuditJson.Of(row, HadValue, Original);
        if (row.State is EntityState.Added && AuditedEntity.UnsetOf(row.Metadata, row.Entity) is { } unset)
        {
            _before = AuditJson.Of(row, member => Differs(member, unset), member => ValueIn(unset, member));
            _after = AuditJson.Of(row, member => Differs(member, unset), Current);
        }

        if (row.State is not EntityState.Modified) return;

        _before = AuditJson.Of(row, HasChanged, Original);
        _after = AuditJson.Of(row, HasChanged, Current);
    }

    /// <summary>What is about to be stored and leaves lines.</summary>
    public static IReadOnlyList<AuditedChange> In(ChangeTracker tracker) =>
    [
        .. from row in tracker.Entries()
           where row.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
           let kind = AuditedEntity.KindOf(row.Metadata)
           where kind is not null
           select new AuditedChange(row, kind),
    ];

    /// <summary>Its line, once it is stored.</summary>
    public AuditLine LineOf(AuditOrigin origin, DateTimeOffset at) => new()
    {
        At = at,
        Actor = Quoted.Visible(origin.Actor, TextLengthMax),
        KeyId = origin.KeyId,
        From = origin.From,
        RequestId = origin.RequestId,
        Operation = origin.Operation,
        Outcome = AuditOutcome.Changed,
        Subject = _kind,
        SubjectId = Quoted.Visible(IdOf(_row), TextLengthMax),
        Before = _before,
        After = _before is null ? AuditJson.Of(_row, HasValue, Current) : _after,
    };

    private static string IdOf(EntityEntry row) => string.Join('/', row.Metadata.FindPrimaryKey()!.Properties.Select(
        part => Convert.ToString(row.Property(part).CurrentValue, CultureInfo.InvariantCulture)));

    private static bool HasChanged(PropertyEntry member) => IsShown(member) && member.IsModified
        && !member.Metadata.GetValueComparer().Equals(member.OriginalValue, member.CurrentValue);

    private static bool Differs(PropertyEntry member, object unset) => IsShown(member)
        && !member.Metadata.GetValueComparer().Equals(ValueIn(unset, member), member.CurrentValue);

    private static object? ValueIn(object row, PropertyEntry member) => member.Metadata.PropertyInfo!.GetValue(row);

    private static bool HadValue(PropertyEntry member) => IsShown(member) && member.OriginalValue is not null;

    private static bool HasValue(PropertyEntry member) => IsShown(member) && member.CurrentValue is not null;

    private static bool IsShown(PropertyEntry member) => !AuditedEntity.IsLeftOut(member.Metadata);

    private static object? Original(PropertyEntry member) => member.OriginalValue;

    private static object? Current(PropertyEntry member) => member.CurrentValue;
}
