using System.Diagnostics;

namespace DetectionApi.Benchmarks.Layouts;

/// <summary>What some work cost.</summary>
/// <param name="Processor">Processor time of this process, which other programs hardly disturb.</param>
/// <param name="Wall">Time on the clock.</param>
internal readonly record struct Cost(TimeSpan Processor, TimeSpan Wall)
{
    /// <summary>What the work costs.</summary>
    public static Cost Of(Action work)
    {
        var (started, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        work();
        return new Cost(Environment.CpuUsage.TotalTime - used, Stopwatch.GetElapsedTime(started));
    }

    public static Cost operator +(Cost one, Cost other) =>
        new(one.Processor + other.Processor, one.Wall + other.Wall);
}
