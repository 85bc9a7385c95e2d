using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

/// <summary>Accesses of a few programs over a few days, which differ in everything that an item may ask for.</summary>
internal sealed class SomeNoise(Random random)
{
    private static readonly string[] Hosts = ["ws-1.corp.example", "ws-2.corp.example", "srv-9.corp.example"];
    private static readonly string[] Sources =
        [@"C:\Program Files\Vendor\agent.exe", @"C:\Windows\System32\svchost.exe"];

    private static readonly string[] Targets = [Some.Lsass, @"C:\Program Files\App\app.exe"];

    // The same first frame with something else behind it, and another first frame.
    private static readonly string[] Traces =
    [
        Some.Unbacked, $"{Some.Unbacked}|{Some.KernelBase}", @"C:\Program Files\Vendor\hook.dll+12ab",
    ];

    private int _made;

    /// <summary>One more.</summary>
    public Match Next()
    {
        var process = random.Next(2);
        var at = Some.Time.AddMinutes(random.Next(3 * 24 * 60));
        return Some.Match(Some.ProcessAccessAt(at, ++_made)
            .With("winlog.computer_name", One(Hosts))
            .With("winlog.event_data.SourceProcessGUID", $"{{7A2C10F3-4E1E-69A5-3B02-{process:X12}}}")
            .With("winlog.event_data.SourceImage", Sources[process])
            .With("winlog.event_data.SourceUser", One(@"CORP\mira", @"CORP\jo"))
            .With("winlog.event_data.TargetImage", One(Targets))
            .With("winlog.event_data.GrantedAccess", One("0x1010", "0x1410", "0x1fffff"))
            .With("winlog.event_data.CallTrace", One(Traces))
            .With("process.code_signature.subject_name", One("Vendor Ltd", "Vendor Ltd", "Another Ltd"))
            .With("process.code_signature.trusted", One("true", "true", "false"))
            .With("process.code_signature.exists", "true"));
    }

    /// <summary>An item that means some of them.</summary>
    public ExceptionTerms Terms() => new()
    {
        RuleIds = One<string[]>([], [Some.Rule.Id]),
        Signer = One<string?>(null, null, "vendor ltd"),
        Executable = One<string?>(null, @"c:\program files\*\agent.exe", Sources[1]),
        TargetImage = One<string?>(null, Targets[0], Targets[1]),
        Classes = One(
            AccessClasses.Query | AccessClasses.MemoryRead, AccessClasses.Query | AccessClasses.MemoryRead,
            AccessClasses.AllAccess),
        FirstFrameKind = One<FirstFrameKind?>(null, FirstFrameKind.Unbacked, FirstFrameKind.Unbacked),
        Shape = One<string?>(null, null, "unbacked ?>kernelbase.dll"),
        IsForAllHosts = random.Next(2) == 0,
        Hosts = One<string[]>(["ws-1", "srv-9"], ["WS-2.corp.example"]),
        Users = One<string[]>([], [], [@"corp\MIRA"]),
        ValidFrom = One<DateTimeOffset?>(null, null, Some.Time.AddHours(30)),
        ExpiresAt = One<DateTimeOffset?>(null, Some.Time.AddHours(50), Some.Time.AddDays(30)),
    };

    /// <summary>Something that an analyst does with an alert; null for nothing.</summary>
    public AlertChange? Decision() => random.Next(6) switch
    {
        0 => new AlertChange { Assignment = new Assignment("mira") },
        1 => new AlertChange { Status = AlertStatus.Closed, ClosingReason = ClosingReason.TruePositive },
        2 => new AlertChange { Status = AlertStatus.Acknowledged },
        _ => null,
    };

    private T One<T>(params T[] values) => values[random.Next(values.Length)];
}
