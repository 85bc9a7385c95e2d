namespace DetectionApi.Benchmarks.Corpus;

/// <summary>What the value of a field is made of.</summary>
internal enum FieldSource
{
    /// <summary>Text that stays.</summary>
    Text,

    /// <summary>The time of the event.</summary>
    UtcTime,

    /// <summary>The GUID of a process.</summary>
    ProcessGuid,

    /// <summary>The id of a process.</summary>
    ProcessId,
}

/// <summary>One value of an event's data.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source">What it is made of.</param>
/// <param name="Text">The text, where it stays.</param>
/// <param name="Process">The process, where it is about one.</param>
internal readonly record struct EventField(string Name, FieldSource Source, string Text, int Process)
{
    public static EventField Of(string name, string text) => new(name, FieldSource.Text, text, 0);

    public static EventField Time() => new("UtcTime", FieldSource.UtcTime, "", 0);

    public static EventField Guid(string name, LiveProcess process) =>
        new(name, FieldSource.ProcessGuid, "", process.Index);

    public static EventField Id(string name, LiveProcess process) =>
        new(name, FieldSource.ProcessId, "", process.Index);
}

/// <summary>An event before it is written down.</summary>
/// <param name="At">When it happens, 0 to 1 within the batch.</param>
/// <param name="Code">Sysmon's event id.</param>
/// <param name="Fields">Its data in Sysmon's order.</param>
internal sealed record PlannedEvent(double At, int Code, EventField[] Fields);
