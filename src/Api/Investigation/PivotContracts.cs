using DetectionApi.Api.Alerts;
using DetectionApi.Domain.Context;
using DetectionApi.Domain.Investigation;

namespace DetectionApi.Api.Investigation;

/// <summary>An event as the context keeps it.</summary>
/// <param name="EventKey">Which event it is.</param>
/// <param name="RecordId">Its number in its log; null if the collector did not send it.</param>
/// <param name="Code">Its event id.</param>
/// <param name="At">The event time.</param>
/// <param name="Fields">What was kept of it, by the names of ECS and Winlogbeat.</param>
internal sealed record ContextEventResponse(
    string EventKey, string? RecordId, string Code, DateTimeOffset At,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Fields)
{
    public static ContextEventResponse Of(ContextEvent e) => new(
        e.Key.ToString(), e.RecordId, e.Code, e.At,
        e.Fields.ToDictionary(field => field, field => (IReadOnlyList<string>)[.. e.All(field)]));
}

/// <summary>One of the guide's six pivots, filled in from an alert.</summary>
/// <param name="Pivot">Which one.</param>
/// <param name="Answer">
/// Whether there are rows, none although the host sends such events, or no telemetry: the host sends no such events.
/// </param>
/// <param name="Asks">What is asked for, in words.</param>
/// <param name="From">Not earlier, in event time.</param>
/// <param name="To">Not later, in event time.</param>
/// <param name="UnsentCodes">The event ids among those asked for that the host does not send.</param>
/// <param name="Events">The rows, if it asks for events, in the order of event time.</param>
/// <param name="Alerts">The rows, if it asks for alerts, latest first.</param>
/// <param name="NextCursor">Where the next part begins; null if there is none.</param>
internal sealed record PivotRowsResponse(
    Pivot Pivot, PivotAnswer Answer, string Asks, DateTimeOffset From, DateTimeOffset To,
    IReadOnlyList<string> UnsentCodes, IReadOnlyList<ContextEventResponse> Events,
    IReadOnlyList<AlertResponse> Alerts, string? NextCursor);

/// <summary>What a pivot comes to, without its rows.</summary>
/// <param name="Pivot">Which one.</param>
/// <param name="Answer">Whether there are rows, none seen, or no telemetry.</param>
/// <param name="Asks">What is asked for, in words.</param>
/// <param name="From">Not earlier, in event time.</param>
/// <param name="To">Not later, in event time.</param>
/// <param name="UnsentCodes">The event ids among those asked for that the host does not send.</param>
internal sealed record PivotSummary(
    Pivot Pivot, PivotAnswer Answer, string Asks, DateTimeOffset From, DateTimeOffset To,
    IReadOnlyList<string> UnsentCodes);
