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
    /// <summary>The first and the last occurrence of each shape that the alerts have.</summary>
    /// <remarks>
    /// An item holds from one time until another: whoever covers these two covers all between them. An alert may have
    /// any number of occurrences.
    /// </remarks>
    public static async Task<ILookup<string, OccurrencePart>> OfAsync(
        DetectionsDbContext db, IReadOnlyList<string> alertIds)
    {
        var spans = await db.Occurrences.Where(o => alertIds.Contains(o.AlertId))
            .GroupBy(o => new { o.AlertId, o.Shape })
            .Select(same => new
            {
                same.Key.AlertId, same.Key.Shape, First = same.Min(o => o.At), Last = same.Max(o => o.At),
            })
            .ToListAsync();
        return spans.SelectMany(span => new[] { span.First, span.Last }.Distinct()
            .Select(at => new OccurrencePart(span.AlertId, at, span.Shape))).ToLookup(part => part.AlertId);
    }

    /// <summary>The access, as exception items judge it.</summary>
    public CandidateAccess Of(Alert alert) => StoredAccess.Of(alert, At, Shape);
}
