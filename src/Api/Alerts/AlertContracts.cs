using System.Globalization;
using System.Text.Json.Serialization;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Domain.Rules;

namespace DetectionApi.Api.Alerts;

/// <summary>The rule behind an alert.</summary>
/// <param name="Id">The rule's id.</param>
/// <param name="Version">The version that matched first.</param>
/// <param name="Name">The rule's name.</param>
internal sealed record AlertRule(string Id, int Version, string Name);

/// <summary>The computer on which it happened.</summary>
/// <param name="Id">Its own <c>host.id</c>; null if unknown, as on forwarded events.</param>
/// <param name="Name">Its name in lower case.</param>
internal sealed record AlertHost(string? Id, string Name);

/// <summary>Who signed an executable.</summary>
/// <param name="State">What is known of the signature. Unknown is not unsigned.</param>
/// <param name="Subject">The subject's name; null if unknown or unsigned.</param>
/// <param name="FoundBy">Who says so; null if nobody does, or it was not noted.</param>
internal sealed record AlertSigner(SignerState State, string? Subject, SignerFoundBy? FoundBy);

/// <summary>The process that opened another one.</summary>
/// <param name="Executable">Its path; null if the event does not say.</param>
/// <param name="Name">Its file name.</param>
/// <param name="EntityId">Sysmon's GUID of the process instance.</param>
/// <param name="Pid">Its process id.</param>
/// <param name="User">Its account as <c>DOMAIN\user</c>; null if the event does not say.</param>
/// <param name="Signer">Who signed the executable.</param>
/// <param name="Sha256">The executable's hash; null if unknown.</param>
internal sealed record AlertSource(
    string? Executable, string? Name, string? EntityId, long? Pid, string? User, AlertSigner Signer, string? Sha256);

/// <summary>The process that was opened.</summary>
/// <param name="Image">Its path; null if the event does not say.</param>
/// <param name="Class">What an attacker would want from it.</param>
internal sealed record AlertTarget(string? Image, TargetClass Class);

/// <summary>The rights that were granted.</summary>
/// <param name="Mask">The access mask, such as <c>0x1010</c>; null if it could not be read.</param>
/// <param name="Rights">The names of its bits.</param>
/// <param name="Classes">What the rights are good for.</param>
internal sealed record AlertAccess(string? Mask, IReadOnlyList<string> Rights, IReadOnlyList<string> Classes);

/// <summary>Who issued the system call.</summary>
/// <param name="Kind">The kind of code.</param>
/// <param name="Module">The path of its file; null if no file backs it.</param>
internal sealed record AlertFirstFrame(FirstFrameKind Kind, string? Module);

/// <summary>The stack of the caller.</summary>
/// <param name="FirstFrame">Who issued the system call.</param>
/// <param name="Shape">The stack without addresses, innermost first: <c>?</c> is unbacked memory, <c>!</c>
/// unreadable.</param>
internal sealed record AlertCallTrace(AlertFirstFrame FirstFrame, string Shape);

/// <summary>One behaviour of one process.</summary>
/// <param name="Id">The alert's id, the same in every store that is filled from the same events.</param>
/// <param name="PatternId">
/// The id of the access pattern: who opens whom, with what rights and from what first frame, wherever and whenever.
/// </param>
/// <param name="Rule">The rule that matched.</param>
/// <param name="Severity">How bad it is if the rule is right.</param>
/// <param name="RiskScore">The same as a number from 0 to 100.</param>
/// <param name="Status">How far analysts are.</param>
/// <param name="Disposition">What became of the match.</param>
/// <param name="ExceptionId">The exception item that covers it; null if none does.</param>
/// <param name="Assignee">Who looks into it; null if nobody does yet.</param>
/// <param name="Tags">Words that analysts gave it.</param>
/// <param name="Host">The computer on which it happened.</param>
/// <param name="Source">The process that opened another one.</param>
/// <param name="Target">The process that was opened.</param>
/// <param name="Access">The rights that were granted.</param>
/// <param name="CallTrace">The stack of the caller.</param>
/// <param name="Reason">All of it in one sentence.</param>
/// <param name="OccurrenceCount">How many events are folded into it.</param>
/// <param name="FirstSeenAt">When the first of them happened.</param>
/// <param name="LastSeenAt">When the last of them happened.</param>
/// <param name="CreatedAt">When the alert was made: its first event was received.</param>
/// <param name="Recommendation">What its investigation comes to; null as long as there was none.</param>
/// <param name="ClosingReason">What it turned out to be; null unless closed.</param>
/// <param name="DuplicateOf">The alert that tells the same story; null unless closed as a duplicate.</param>
/// <param name="LegalHold">Whether what tells about it is kept even after it was closed.</param>
/// <param name="AcknowledgedAt">When an analyst first took notice of it; null if nobody did.</param>
/// <param name="ClosedAt">When it was closed; null unless it is.</param>
/// <param name="ReopenedAt">When it was opened again last; null if never.</param>
/// <param name="TimeToDetectSeconds">From its first occurrence to the alert; 0 if the host's clock is ahead.</param>
/// <param name="TimeToAcknowledgeSeconds">From the alert to its acknowledgement; null as long as nobody took notice of
/// it.</param>
/// <param name="TimeToCloseSeconds">From the alert to its closing; null unless closed.</param>
internal record AlertResponse(
    string Id, string PatternId, AlertRule Rule, Severity Severity, int RiskScore, AlertStatus Status,
    Disposition Disposition, string? ExceptionId, string? Assignee, IReadOnlyList<string> Tags, AlertHost Host,
    AlertSource Source, AlertTarget Target, AlertAccess Access, AlertCallTrace CallTrace, string Reason,
    int OccurrenceCount, DateTimeOffset FirstSeenAt, DateTimeOffset LastSeenAt, DateTimeOffset CreatedAt,
    Recommendation? Recommendation, ClosingReason? ClosingReason, string? DuplicateOf, bool LegalHold,
    DateTimeOffset? AcknowledgedAt, DateTimeOffset? ClosedAt, DateTimeOffset? ReopenedAt, double TimeToDetectSeconds,
    double? TimeToAcknowledgeSeconds, double? TimeToCloseSeconds)
{
    public static AlertResponse Of(Alert alert) => new(
        alert.Id,
        alert.PatternId,
        new AlertRule(alert.RuleId, alert.RuleVersion, alert.RuleName),
        alert.Severity,
        alert.RiskScore,
        alert.Status,
        alert.Disposition,
        alert.ExceptionId,
        alert.Assignee,
        alert.Tags,
        new AlertHost(alert.Host.Id, alert.Host.Name),
        SourceOf(alert.Source),
        new AlertTarget(alert.Target.Image, alert.Target.Class),
        new AlertAccess(
            alert.Mask?.ToString(), alert.Mask?.Rights ?? [], alert.Mask is { } mask ? Words.AllOf(mask.Classes) : []),
        new AlertCallTrace(
            new AlertFirstFrame(alert.FirstFrame.Kind, alert.FirstFrame.Module), alert.Shape.Text),
        alert.Reason,
        alert.OccurrenceCount,
        alert.FirstSeenAt,
        alert.LastSeenAt,
        alert.CreatedAt,
        alert.Recommendation,
        alert.ClosingReason,
        alert.DuplicateOf,
        alert.LegalHold,
        alert.AcknowledgedAt,
        alert.ClosedAt,
        alert.ReopenedAt,
        Seconds(alert.FirstSeenAt, alert.CreatedAt),
        alert.AcknowledgedAt is { } acknowledged ? Seconds(alert.CreatedAt, acknowledged) : null,
        alert.ClosedAt is { } closed ? Seconds(alert.CreatedAt, closed) : null);

    // Clocks of hosts may be ahead, and ours may be set back.
    private static double Seconds(DateTimeOffset from, DateTimeOffset to) =>
        Math.Max(0, Math.Round((to - from).TotalSeconds, 3));

    private static AlertSource SourceOf(SourceProcess source) => new(
        source.Executable, source.Name, source.EntityId, source.Pid, source.User,
        new AlertSigner(source.Signer.State, source.Signer.Subject, source.Signer.FoundBy), source.Sha256);
}

/// <summary>The instance of the process that was opened.</summary>
/// <param name="EntityId">Sysmon's GUID of the process instance.</param>
/// <param name="Pid">Its process id.</param>
/// <param name="User">Its account as <c>DOMAIN\user</c>; null if the event does not say.</param>
internal sealed record AlertTargetProcess(string? EntityId, long? Pid, string? User);

/// <summary>One frame of a call trace.</summary>
/// <param name="Kind">What the return address lies in.</param>
/// <param name="Module">The path of the file; null unless the kind is a module.</param>
/// <param name="Offset">The offset within the module in hexadecimal; null unless the kind is a module.</param>
/// <param name="Address">The address in unbacked memory as the event spells it; null unless it is that.</param>
/// <param name="Wow64">True for 32-bit code on 64-bit Windows.</param>
internal sealed record AlertFrame(
    CallFrameKind Kind, string? Module, string? Offset, string? Address, bool Wow64)
{
    public static AlertFrame Of(CallFrame frame) => new(
        frame.Kind,
        frame.Kind is CallFrameKind.Module ? frame.Module : null,
        frame.Kind is CallFrameKind.Module ? $"0x{frame.Address:x}" : null,
        frame.Kind is CallFrameKind.Unbacked ? frame.Address.ToString("X16", CultureInfo.InvariantCulture) : null,
        frame.IsWow64);
}

/// <summary>One behaviour of one process, with all that is known of it.</summary>
internal sealed record AlertDetailResponse : AlertResponse
{
    private AlertDetailResponse(AlertResponse alert) : base(alert) { }

    /// <summary>The alert of the same behaviour that was closed before; null if there is none.</summary>
    [JsonPropertyOrder(1)]
    public required string? PreviousAlertId { get; init; }

    /// <summary>Why it could be closed as harmless; null unless it was.</summary>
    [JsonPropertyOrder(1)]
    public required ClosingEvidence? Evidence { get; init; }

    /// <summary>The event that the alert describes: the earliest of its occurrences.</summary>
    [JsonPropertyOrder(1)]
    public required string FirstEventKey { get; init; }

    /// <summary>How the source was started; null as long as no event that tells it has come.</summary>
    [JsonPropertyOrder(1)]
    public required AlertSourceStart? SourceStart { get; init; }

    /// <summary>The instance of the process that was opened.</summary>
    [JsonPropertyOrder(1)]
    public required AlertTargetProcess TargetProcess { get; init; }

    /// <summary>The frames of the earliest occurrence's call trace, innermost first.</summary>
    [JsonPropertyOrder(1)]
    public required IReadOnlyList<AlertFrame> Frames { get; init; }

    public static new AlertDetailResponse Of(Alert alert) => new(AlertResponse.Of(alert))
    {
        PreviousAlertId = alert.PreviousAlertId,
        Evidence = alert.ClosingEvidence,
        FirstEventKey = alert.FirstEventKey.ToString(),
        SourceStart = AlertSourceStart.Of(alert.Source.Start),
        TargetProcess = new AlertTargetProcess(alert.Target.EntityId, alert.Target.Pid, alert.Target.User),
        Frames = [.. Domain.ProcessAccess.CallTrace.Parse(alert.CallTraceText).Frames.Select(AlertFrame.Of)],
    };
}
