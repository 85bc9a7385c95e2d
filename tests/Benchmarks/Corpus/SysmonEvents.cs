using static DetectionApi.Benchmarks.Corpus.EventField;

namespace DetectionApi.Benchmarks.Corpus;

/// <summary>The data of Sysmon's events about processes and what they load, in Sysmon's order.</summary>
internal static class SysmonEvents
{
    /// <summary>1: a process started.</summary>
    public static EventField[] Started(LiveProcess process) =>
    [
        Of("RuleName", "-"), Time(), Guid("ProcessGuid", process), Id("ProcessId", process),
        Of("Image", process.Program.Path), .. VersionOf(process.Program), Of("CommandLine", process.CommandLine),
        Of("CurrentDirectory", @"C:\Windows\system32\"), Of("User", process.User),
        Of("LogonGuid", "{b3a1c5d2-6f10-65e2-e703-000000000000}"), Of("LogonId", "0x3e7"),
        Of("TerminalSessionId", process.User[0] == 'N' ? "0" : "1"),
        Of("IntegrityLevel", process.User[0] == 'N' ? "System" : "Medium"), Of("Hashes", process.Program.Hashes),
        .. ParentOf(process.Parent),
    ];

    /// <summary>5: a process ended.</summary>
    public static EventField[] Ended(LiveProcess process) =>
        [.. Subject(process), Of("User", process.User)];

    /// <summary>7: a process loaded a library, or its own image.</summary>
    public static EventField[] Loaded(LiveProcess process, ProgramFile file) =>
    [
        .. Subject(process), Of("ImageLoaded", file.Path), .. VersionOf(file), Of("Hashes", file.Hashes),
        Of("Signed", file.Signer is null ? "false" : "true"), Of("Signature", file.Signer ?? "-"),
        Of("SignatureStatus", file.Signer is null ? "Unavailable" : "Valid"), Of("User", process.User),
    ];

    /// <summary>8: a process started a thread in another one.</summary>
    public static EventField[] StartedThread(LiveProcess source, LiveProcess target, string startAddress) =>
    [
        Of("RuleName", "-"), Time(),
        Guid("SourceProcessGuid", source), Id("SourceProcessId", source), Of("SourceImage", source.Program.Path),
        Guid("TargetProcessGuid", target), Id("TargetProcessId", target), Of("TargetImage", target.Program.Path),
        Of("NewThreadId", "7312"), Of("StartAddress", startAddress), Of("StartModule", "-"), Of("StartFunction", "-"),
        Of("SourceUser", source.User), Of("TargetUser", target.User),
    ];

    /// <summary>10: a process opened another one.</summary>
    public static EventField[] Opened(
        LiveProcess source, LiveProcess target, string grantedAccess, string callTrace) =>
    [
        Of("RuleName", "-"), Time(),
        Guid("SourceProcessGUID", source), Id("SourceProcessId", source), Of("SourceThreadId", "6120"),
        Of("SourceImage", source.Program.Path),
        Guid("TargetProcessGUID", target), Id("TargetProcessId", target), Of("TargetImage", target.Program.Path),
        Of("GrantedAccess", grantedAccess), Of("CallTrace", callTrace),
        Of("SourceUser", source.User), Of("TargetUser", target.User),
    ];

    /// <summary>How most events begin: which process did it.</summary>
    public static EventField[] Subject(LiveProcess process) =>
    [
        Of("RuleName", "-"), Time(), Guid("ProcessGuid", process), Id("ProcessId", process),
        Of("Image", process.Program.Path),
    ];

    private static EventField[] VersionOf(ProgramFile file) =>
    [
        Of("FileVersion", file.Version), Of("Description", file.Description), Of("Product", file.Product),
        Of("Company", file.Company), Of("OriginalFileName", file.Name),
    ];

    private static EventField[] ParentOf(LiveProcess? parent) => parent is null
        ?
        [
            Of("ParentProcessGuid", "{00000000-0000-0000-0000-000000000000}"), Of("ParentProcessId", "664"),
            Of("ParentImage", "-"), Of("ParentCommandLine", "-"), Of("ParentUser", "-"),
        ]
        :
        [
            Guid("ParentProcessGuid", parent), Id("ParentProcessId", parent),
            Of("ParentImage", parent.Program.Path), Of("ParentCommandLine", parent.CommandLine),
            Of("ParentUser", parent.User),
        ];
}
