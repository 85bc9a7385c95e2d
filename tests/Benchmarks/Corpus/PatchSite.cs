namespace DetectionApi.Benchmarks.Corpus;

/// <summary>What stands at a place of a batch that differs from sending to sending.</summary>
internal enum PatchKind : byte
{
    /// <summary>When the record was written, as <c>@timestamp</c> spells it.</summary>
    Timestamp,

    /// <summary>When the event happened, as Sysmon spells it.</summary>
    UtcTime,

    /// <summary>When Winlogbeat read the record.</summary>
    Created,

    /// <summary>Everything about the computer and its shipper.</summary>
    Origin,

    /// <summary>The record's number.</summary>
    RecordId,

    /// <summary>The computer's name.</summary>
    Computer,

    /// <summary>The GUID of a process, without braces.</summary>
    ProcessGuid,

    /// <summary>The id of a process.</summary>
    ProcessId,
}

/// <summary>A place of fixed width in a batch that differs from sending to sending.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Kind">What stands there.</param>
/// <param name="Process">The number of the process, where it is about one.</param>
internal readonly record struct PatchSite(int Position, PatchKind Kind, byte Process);
