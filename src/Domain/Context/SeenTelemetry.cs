namespace DetectionApi.Domain.Context;

/// <summary>That a host sends events of one id, and when such events happened.</summary>
/// <param name="Host">The name of the host in lower case.</param>
/// <param name="Code">The event id, such as <c>3</c>.</param>
/// <param name="FirstAt">The earliest event time.</param>
/// <param name="LastAt">The latest event time.</param>
public readonly record struct SeenTelemetry(
    string Host, string Code, DateTimeOffset FirstAt, DateTimeOffset LastAt);
