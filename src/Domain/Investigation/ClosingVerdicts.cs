using DetectionApi.Domain.Alerts;

namespace DetectionApi.Domain.Investigation;

/// <summary>What a closing reason judges.</summary>
public static class ClosingVerdicts
{
    /// <summary>What analysts took an alert for that they closed for that reason.</summary>
    public static ClosingVerdict Of(ClosingReason? reason) => reason switch
    {
        ClosingReason.FalsePositive or ClosingReason.BenignPositive => ClosingVerdict.Benign,
        ClosingReason.TruePositive => ClosingVerdict.TruePositive,
        _ => ClosingVerdict.None,
    };
}
