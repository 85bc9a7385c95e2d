using DetectionApi.Domain.Alerts;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>Counts what items hid, exactly, by one index.</summary>
internal static class ExceptionCounting
{
    private const int IdsPerQuery = 500;

    /// <summary>What each of the items hid.</summary>
    public static async Task<IReadOnlyDictionary<string, ExceptionCounters>> CountAsync(
        DetectionsDbContext db, IReadOnlyList<string> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var counters = ids.ToDictionary(id => id, _ => ExceptionCounters.None);
        var (day, week, month) = (now.AddHours(-24), now.AddDays(-7), now.AddDays(-30));
        foreach (var some in ids.Chunk(IdsPerQuery))
        {
            var counted = await db.Occurrences.Where(o => some.Contains(o.ExceptionId)).GroupBy(o => o.ExceptionId!)
                .Select(matches => new
                {
                    Id = matches.Key,
                    Total = matches.Count(),
                    Day = matches.Count(o => o.At >= day),
                    Week = matches.Count(o => o.At >= week),
                    Month = matches.Count(o => o.At >= month),
                    Hosts = matches.Select(o => o.Host).Distinct().Count(),
                    First = matches.Min(o => o.At),
                    Last = matches.Max(o => o.At),
                })
                .ToListAsync(cancellationToken);
            foreach (var one in counted)
                counters[one.Id] = new ExceptionCounters(
                    one.Total, one.Day, one.Week, one.Month, one.Hosts, one.First, one.Last, TruePositives: 0);

            var attacks = await db.Alerts
                .Where(a => some.Contains(a.ExceptionId) && a.ClosingReason == ClosingReason.TruePositive)
                .GroupBy(a => a.ExceptionId!).Select(alerts => new { Id = alerts.Key, Count = alerts.Count() })
                .ToListAsync(cancellationToken);
            foreach (var one in attacks) counters[one.Id] = counters[one.Id] with { TruePositives = one.Count };
        }

        return counters;
    }
}
