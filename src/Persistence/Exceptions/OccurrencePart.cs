using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ExceptionItems;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>What of an occurrence is its own: the rest is its alert's.</summary>
/// <param name="AlertId">Its alert.</param>
/// <param name="At">When it happened.</param>
/// <param name="Shape">The shape of its call trace; null if it is not known any more.</param>
internal sealed record OccurrencePart(string AlertId, DateTimeOffset At, string? Shape)
{
    /// <summary>All occurrences of the alerts.</summary>
    public static async Task<ILookup<string, OccurrencePart>> OfAsync(
        DetectionsDbContext db, IReadOnlyList<string> alertIds) =>
        (await db.Occurrences.AsNoTracking().Where(o => alertIds.Contains(o.AlertId))
            .Select(o => new OccurrencePart(o.AlertId, o.At, o.Shape)).ToListAsync())
        .ToLookup(part => part.AlertId);

    /// <summary>The access, as exception items judge it.</summary>
    public CandidateAccess Of(Alert alert) => StoredAccess.Of(alert, At, Shape);
}
