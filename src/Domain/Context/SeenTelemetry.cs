namespace DetectionApi.Domain.Context;

/// <summary>That a host sent events of one id, and when such events happened on one day.</summary>
/// <param name="Host">The name of the host in lower case.</param>
/// <param name="Code">The event id, such as <c>3</c>.</param>
/// <param name="FirstAt">The earliest event time of the day.</param>
/// <param name="LastAt">The latest event time of the same day.</param>
public readonly record struct SeenTelemetry(
    string Host, string Code, DateTimeOffset FirstAt, DateTimeOffset LastAt)
{
    /// <summary>The number of the day, which begins at midnight UTC.</summary>
    public int Day => DayOf(FirstAt);

    /// <summary>The number of the day that a time lies in.</summary>
    internal static int DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime).DayNumber;
}
