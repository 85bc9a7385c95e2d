namespace DetectionApi.Domain.Alerts;

/// <summary>What became of a match. Every match is kept, whatever it is.</summary>
public enum Disposition
{
    /// <summary>It stands in the queue.</summary>
    Raised,

    /// <summary>An exception item covers it: kept and counted, not in the queue unless asked for.</summary>
    Excepted,

    /// <summary>
    /// The rule had raised its most within the interval: kept and counted, not in the queue unless asked for.
    /// </summary>
    Overflow,
}
