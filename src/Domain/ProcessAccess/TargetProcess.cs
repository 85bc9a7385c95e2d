namespace DetectionApi.Domain.ProcessAccess;

/// <summary>The process that was opened.</summary>
/// <param name="Image">Its path as the event spells it; null if the event does not say.</param>
/// <param name="EntityId">Sysmon's GUID of the process instance, in braces and lower case.</param>
/// <param name="Pid">Its process id.</param>
/// <param name="User">Its account as <c>DOMAIN\user</c>.</param>
/// <param name="Class">What an attacker would want from it.</param>
public sealed record TargetProcess(string? Image, string? EntityId, long? Pid, string? User, TargetClass Class);
