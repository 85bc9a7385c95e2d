namespace DetectionApi.Domain.Events;

/// <summary>Which log an event comes from, as far as the tables tell logs apart.</summary>
public enum LogOrigin
{
    /// <summary>No log of Windows: such an event stays as it is.</summary>
    Foreign,

    /// <summary>Some log of Windows.</summary>
    Windows,

    /// <summary>Sysmon's.</summary>
    Sysmon,

    /// <summary>The Security log, by Windows' own auditing.</summary>
    Security,
}
