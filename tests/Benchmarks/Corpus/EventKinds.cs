namespace DetectionApi.Benchmarks.Corpus;

/// <summary>What Windows says about one of Sysmon's event ids.</summary>
/// <param name="Headline">The first line of the message.</param>
/// <param name="Task">The task, which Winlogbeat also takes for the action.</param>
/// <param name="Version">The version of the event's template.</param>
internal sealed record EventKind(string Headline, string Task, int Version);

/// <summary>Sysmon's event ids that the corpus has.</summary>
internal static class EventKinds
{
    private static readonly Dictionary<int, EventKind> ByCode = new()
    {
        [1] = new("Process Create", "Process Create (rule: ProcessCreate)", 5),
        [3] = new("Network connection detected", "Network connection detected (rule: NetworkConnect)", 5),
        [5] = new("Process terminated", "Process terminated (rule: ProcessTerminate)", 3),
        [7] = new("Image loaded", "Image loaded (rule: ImageLoad)", 3),
        [8] = new("CreateRemoteThread detected", "CreateRemoteThread detected (rule: CreateRemoteThread)", 2),
        [10] = new("Process accessed", "Process accessed (rule: ProcessAccess)", 3),
        [11] = new("File created", "File created (rule: FileCreate)", 2),
        [12] = new("Registry object added or deleted", "Registry object added or deleted (rule: RegistryEvent)", 2),
        [13] = new("Registry value set", "Registry value set (rule: RegistryEvent)", 2),
        [14] = new("Registry object renamed", "Registry object renamed (rule: RegistryEvent)", 2),
        [15] = new("File stream created", "File stream created (rule: FileCreateStreamHash)", 2),
        [22] = new("Dns query", "Dns query (rule: DnsQuery)", 5),
        [23] = new("File Delete archived", "File Delete archived (rule: FileDelete)", 5),
        [26] = new("File Delete logged", "File Delete logged (rule: FileDeleteDetected)", 5),
    };

    public static EventKind Of(int code) => ByCode[code];
}
