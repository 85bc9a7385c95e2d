namespace DetectionApi.Persistence.Exceptions;

/// <summary>Why what somebody says of a file is not taken.</summary>
public enum InventoryRefusalCode
{
    /// <summary>The file is that of an alert that turned out to be an attack.</summary>
    FileOfTruePositive,

    /// <summary>The file is that of an alert that somebody works on.</summary>
    FileOfAssignedAlert,

    /// <summary>What a host itself says of the file is something else.</summary>
    ContradictsAlert,
}

/// <summary>What speaks against an entry for the inventory.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Detail">What is wrong and what to do.</param>
public sealed record InventoryRefusal(InventoryRefusalCode Code, string Detail);
