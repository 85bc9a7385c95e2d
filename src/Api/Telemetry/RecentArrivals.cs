namespace DetectionApi.Api.Telemetry;

/// <summary>Events that came within a while.</summary>
/// <param name="Events">How many, refused ones included.</param>
/// <param name="Refused">How many of them went to the quarantine.</param>
internal readonly record struct Arrivals(long Events, long Refused);

/// <summary>Counts events by the minute, and forgets them by and by.</summary>
/// <param name="minutes">For how long an event counts, to the minute.</param>
internal sealed class RecentArrivals(int minutes)
{
    // The minute that has only begun comes on top of the whole ones.
    private readonly Slot[] _slots = new Slot[minutes + 1];
    private readonly Lock _lock = new();

    /// <summary>Counts events that came now.</summary>
    public void Add(DateTimeOffset now, int events, int refused)
    {
        var minute = MinuteOf(now);
        lock (_lock)
        {
            ref var slot = ref _slots[minute % _slots.Length];
            var before = slot.Minute == minute ? slot.Counts : default;
            slot = new Slot(minute, new Arrivals(before.Events + events, before.Refused + refused));
        }
    }

    /// <summary>Those that count still.</summary>
    public Arrivals At(DateTimeOffset now)
    {
        var first = MinuteOf(now) - minutes;
        var (events, refused) = (0L, 0L);
        lock (_lock)
        {
            foreach (var slot in _slots)
            {
                if (slot.Minute < first) continue;
                events += slot.Counts.Events;
                refused += slot.Counts.Refused;
            }
        }

        return new Arrivals(events, refused);
    }

    private static long MinuteOf(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerMinute;

    private readonly record struct Slot(long Minute, Arrivals Counts);
}
