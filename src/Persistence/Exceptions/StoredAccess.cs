using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ExceptionItems;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>What of an occurrence is its own: the rest is its alert's.</summary>
/// <param name="AlertId">Its alert.</param>
/// <param name="At">When it happened.</param>
/// <param name="Shape">The shape of its call trace; null if it is not known any more.</param>
internal sealed record OccurrencePart(string AlertId, DateTimeOffset At, string? Shape);

/// <summary>Stored occurrences as exception items judge them.</summary>
internal static class StoredAccess
{
    /// <summary>An occurrence of an alert.</summary>
    public static CandidateAccess Of(Alert alert, DateTimeOffset at, string? shape) => new(
        alert.RuleId, at, alert.Host, alert.Source, alert.Target.Image, alert.Pattern.Classes, alert.FirstFrame, shape);

    /// <summary>All occurrences of the alerts.</summary>
    public static Task<List<OccurrencePart>> PartsOfAsync(DetectionsDbContext db, IReadOnlyList<string> alertIds) =>
        db.Occurrences.AsNoTracking().Where(o => alertIds.Contains(o.AlertId))
            .Select(o => new OccurrencePart(o.AlertId, o.At, o.Shape)).ToListAsync();
}
