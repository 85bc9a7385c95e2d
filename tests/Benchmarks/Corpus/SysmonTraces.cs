using static DetectionApi.Benchmarks.Corpus.EventField;

namespace DetectionApi.Benchmarks.Corpus;

/// <summary>
/// The data of Sysmon's events about what processes leave behind: files, registry, connections, names.
/// </summary>
internal static class SysmonTraces
{
    private const string Created = "2026-02-27 16:41:08.733";

    /// <summary>3: a connection.</summary>
    public static EventField[] Connected(LiveProcess process, Random random)
    {
        var (port, name) = random.Among(Places.Ports);
        return
        [
            .. SysmonEvents.Subject(process), Of("User", process.User), Of("Protocol", "tcp"), Of("Initiated", "true"),
            Of("SourceIsIpv6", "false"), Of("SourceIp", $"10.20.{random.Next(64)}.{random.Next(1, 255)}"),
            Of("SourceHostname", "-"), Of("SourcePort", $"{random.Next(49152, 65536)}"), Of("SourcePortName", "-"),
            Of("DestinationIsIpv6", "false"),
            Of("DestinationIp", $"203.0.113.{random.Next(1, 255)}"), Of("DestinationHostname", "-"),
            Of("DestinationPort", port), Of("DestinationPortName", name),
        ];
    }

    /// <summary>11: a file was written.</summary>
    public static EventField[] Wrote(LiveProcess process, Random random) =>
    [
        .. SysmonEvents.Subject(process), Of("TargetFilename", random.Fill(random.Among(Places.Files))),
        Of("CreationUtcTime", Created), Of("User", process.User),
    ];

    /// <summary>12: a registry key was added or deleted.</summary>
    public static EventField[] AddedKey(LiveProcess process, Random random) =>
    [
        Of("RuleName", "-"), Of("EventType", random.Next(3) == 0 ? "DeleteKey" : "CreateKey"),
        .. SysmonEvents.Subject(process)[1..], Of("TargetObject", random.Fill(random.Among(Places.Registry))),
        Of("User", process.User),
    ];

    /// <summary>13: a registry value was set.</summary>
    public static EventField[] SetValue(LiveProcess process, Random random) =>
    [
        Of("RuleName", "-"), Of("EventType", "SetValue"), .. SysmonEvents.Subject(process)[1..],
        Of("TargetObject", random.Fill(random.Among(Places.Registry))),
        Of("Details", random.Among(Places.RegistryDetails)), Of("User", process.User),
    ];

    /// <summary>14: a registry key was renamed.</summary>
    public static EventField[] RenamedKey(LiveProcess process, Random random)
    {
        var key = random.Fill(random.Among(Places.Registry));
        return
        [
            Of("RuleName", "-"), Of("EventType", "RenameKey"), .. SysmonEvents.Subject(process)[1..],
            Of("TargetObject", key), Of("NewName", $"{key}.old"), Of("User", process.User),
        ];
    }

    /// <summary>15: a file got a stream, as downloads do.</summary>
    public static EventField[] WroteStream(LiveProcess process, Random random)
    {
        var path = random.Fill(random.Among(Places.Files));
        return
        [
            .. SysmonEvents.Subject(process), Of("TargetFilename", $"{path}:Zone.Identifier"),
            Of("CreationUtcTime", Created), Of("Hash", ProgramFile.HashesOf(path)),
            Of("Contents", "[ZoneTransfer]  ZoneId=3  HostUrl=https://files.corp.example/"), Of("User", process.User),
        ];
    }

    /// <summary>22: a name was asked for.</summary>
    public static EventField[] AskedName(LiveProcess process, Random random)
    {
        var subject = SysmonEvents.Subject(process);
        var name = random.Fill(random.Among(Places.Names));
        return
        [
            .. subject[..^1], Of("QueryName", name), Of("QueryStatus", "0"),
            Of("QueryResults", $"type:  5 edge.{name};::ffff:203.0.113.{random.Next(1, 255)};"), subject[^1],
            Of("User", process.User),
        ];
    }

    /// <summary>23 and 26: a file was deleted, kept by Sysmon or not.</summary>
    public static EventField[] Deleted(LiveProcess process, Random random, bool isKept)
    {
        var subject = SysmonEvents.Subject(process);
        var path = random.Fill(random.Among(Places.Files));
        EventField[] fields =
        [
            .. subject[..^1], Of("User", process.User), subject[^1], Of("TargetFilename", path),
            Of("Hashes", ProgramFile.HashesOf(path)), Of("IsExecutable", "false"),
        ];
        return isKept ? [.. fields, Of("Archived", "true")] : fields;
    }
}
