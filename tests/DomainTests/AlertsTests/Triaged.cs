using DetectionApi.Domain.Alerts;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.AlertsTests;

/// <summary>Alerts as analysts left them.</summary>
internal static class Triaged
{
    public static readonly ClosingEvidence Evidence = new("tuple", "identity", "launch", "nothing", "change 4711");

    public static readonly AlertChange Reopening = new() { Status = AlertStatus.Open };

    /// <summary>An alert in that status.</summary>
    public static Alert In(AlertStatus status)
    {
        var alert = New();
        if (status is not AlertStatus.Open) alert.Apply(To(status), Some.Later);
        return alert;
    }

    public static Alert New(int recordId = 1)
    {
        var folder = new AlertFolder([], []);
        folder.Take(Some.Match(Some.ProcessAccessAt(Some.Time, recordId)), Some.Later);
        return folder.Begun[0];
    }

    /// <summary>The change to a status, with the reason that it may take.</summary>
    public static AlertChange To(AlertStatus status) => new()
    {
        Status = status,
        ClosingReason = status is AlertStatus.Closed ? ClosingReason.TruePositive : null,
    };

    public static AlertChange Closing(ClosingReason reason) => new()
    {
        Status = AlertStatus.Closed,
        ClosingReason = reason,
        Evidence = reason is ClosingReason.FalsePositive or ClosingReason.BenignPositive ? Evidence : null,
    };
}
