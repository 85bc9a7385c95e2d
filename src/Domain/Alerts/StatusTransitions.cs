namespace DetectionApi.Domain.Alerts;

/// <summary>From which status an alert may go to which.</summary>
/// <remarks>
/// <para>Forward any number of steps: who sees at once what it is need not pretend to have worked on it.</para>
/// <para>Back as well: a shift ends, and an alert goes back to the queue.</para>
/// <para>
/// A closed one only to open: that it was closed, and is not any more, must be seen; whoever takes it up again comes
/// after that.
/// </para>
/// </remarks>
public static class StatusTransitions
{
    private static readonly Dictionary<AlertStatus, AlertStatus[]> From = new()
    {
        [AlertStatus.Open] = [AlertStatus.Acknowledged, AlertStatus.InProgress, AlertStatus.Closed],
        [AlertStatus.Acknowledged] = [AlertStatus.Open, AlertStatus.InProgress, AlertStatus.Closed],
        [AlertStatus.InProgress] = [AlertStatus.Open, AlertStatus.Acknowledged, AlertStatus.Closed],
        [AlertStatus.Closed] = [AlertStatus.Open],
    };

    /// <summary>Where it may go; to stay where it is, is no transition and always allowed.</summary>
    public static IReadOnlyList<AlertStatus> Of(AlertStatus from) => From[from];

    /// <summary>True if it may go there, or is there.</summary>
    public static bool Allows(AlertStatus from, AlertStatus to) => from == to || From[from].Contains(to);
}
