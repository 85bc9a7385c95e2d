using System.Globalization;
using DetectionApi.Domain.Context;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.Investigation;

/// <summary>Tells whether an event is of one instance of a process.</summary>
/// <remarks>
/// By host and entity id where both sides have one: computers that were cloned share entity ids. Else by host, process
/// id and executable within its life, for Windows gives process ids again.
/// </remarks>
internal sealed record ProcessInstance
{
    /// <summary>How far the clocks by which one computer stamps its events may be apart.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    private readonly string? _pid;
    private readonly string? _executable;

    /// <summary>The instance behind an alert, as far as it is known.</summary>
    public ProcessInstance(string host, SourceProcess source)
        : this(host, source.EntityId, source.Pid, source.Executable) =>
        From = source.Start?.At ?? EntityIds.StartOf(source.EntityId) ?? DateTimeOffset.MinValue;

    /// <summary>An instance whose life is not known.</summary>
    public ProcessInstance(string host, string? entityId, long? pid, string? executable)
    {
        Host = host;
        EntityId = entityId;
        _pid = pid?.ToString(CultureInfo.InvariantCulture);
        _executable = executable is null ? null : WindowsPath.Fold(executable);
    }

    /// <summary>The name of the host.</summary>
    public string Host { get; }

    /// <summary>Sysmon's GUID of the instance; null if it is not known.</summary>
    public string? EntityId { get; }

    /// <summary>When it began.</summary>
    public DateTimeOffset From { get; init; } = DateTimeOffset.MinValue;

    /// <summary>When it ended.</summary>
    public DateTimeOffset To { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>True if the instance did it: the event's own process is this one.</summary>
    public bool Did(ContextEvent e) => Is(e, "process.entity_id", "process.pid", "process.executable");

    /// <summary>True if it is the start of a process that the instance began.</summary>
    public bool Began(ContextEvent e) => e.Code is "1" or "4688"
        && Is(e, "process.parent.entity_id", "process.parent.pid", "process.parent.executable");

    /// <summary>True if it happened to the process id while it was another process's.</summary>
    public bool IsNextOfPid(ContextEvent e) => e.Code is "1" or "4688" && e.Host == Host && _pid is not null
        && e["process.pid"] == _pid && e.At > From + ClockTolerance
        && !IsSame(e["process.entity_id"], EntityId);

    /// <summary>True if the texts are equal ignoring case, and there is one.</summary>
    public static bool IsSame(string? one, string? other) =>
        one is not null && string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private bool Is(ContextEvent e, string entityIdField, string pidField, string executableField)
    {
        if (e.Host != Host) return false;
        if (EntityId is not null && e[entityIdField] is { } entityId) return IsSame(entityId, EntityId);

        return _pid is not null && e[pidField] == _pid && e.At >= Earlier(From) && e.At <= Later(To)
            && (_executable is null || e[executableField] is not { } path || WindowsPath.Fold(path) == _executable);
    }

    private static DateTimeOffset Earlier(DateTimeOffset time) =>
        time == DateTimeOffset.MinValue ? time : time - ClockTolerance;

    private static DateTimeOffset Later(DateTimeOffset time) =>
        time == DateTimeOffset.MaxValue ? time : time + ClockTolerance;
}
