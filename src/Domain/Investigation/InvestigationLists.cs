using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.Investigation;

/// <summary>
/// The names and places that the investigation knows: all of them stand in <see cref="DefaultLists"/>, and any of them
/// may be replaced.
/// </summary>
/// <remarks>
/// Names are file names, paths begin with the drive; both ignore case, and <c>*</c> is any text. A folder ends with a
/// backslash. A list makes an alert look worse, never better, but for <see cref="ProtectedFolders"/>: an attacker
/// chooses names, and only the rights of Windows decide where he can write.
/// </remarks>
public sealed record InvestigationLists
{
    private InvestigationLists(string version) => Version = version;

    /// <summary>The lists as they come.</summary>
    public static InvestigationLists Default { get; } = new(DefaultLists.Version);

    /// <summary>
    /// The version of the lists, as the date of their last change, and a fingerprint of those that were replaced.
    /// </summary>
    public string Version { get; private init; }

    /// <summary>Programs that open what people get sent.</summary>
    public IReadOnlyList<string> OfficePrograms { get; init; } = DefaultLists.OfficePrograms;

    /// <summary>Browsers.</summary>
    public IReadOnlyList<string> Browsers { get; init; } = DefaultLists.Browsers;

    /// <summary>Shells and interpreters.</summary>
    public IReadOnlyList<string> ScriptHosts { get; init; } = DefaultLists.ScriptHosts;

    /// <summary>Programs that unpack what people get sent.</summary>
    public IReadOnlyList<string> ArchiveTools { get; init; } = DefaultLists.ArchiveTools;

    /// <summary>Programs of Windows that run the code of others.</summary>
    public IReadOnlyList<string> LivingOffTheLand { get; init; } = DefaultLists.LivingOffTheLand;

    /// <summary>Programs by which somebody works on a computer from afar.</summary>
    public IReadOnlyList<string> RemoteTools { get; init; } = DefaultLists.RemoteTools;

    /// <summary>Types of a logon by which somebody comes from afar or as somebody else.</summary>
    public IReadOnlyList<string> RemoteLogonTypes { get; init; } = DefaultLists.RemoteLogonTypes;

    /// <summary>Folders that only administrators can write to; the longer of two that match counts.</summary>
    public IReadOnlyList<string> ProtectedFolders { get; init; } = KnownFolders.ProtectedFolders;

    /// <summary>Folders that everybody, or the user whose they are, can write to.</summary>
    public IReadOnlyList<string> UserWritableFolders { get; init; } = KnownFolders.UserWritableFolders;

    /// <summary>Folders for what is not to stay; they are user-writable, too.</summary>
    public IReadOnlyList<string> TemporaryFolders { get; init; } = KnownFolders.TemporaryFolders;

    /// <summary>Names of files that hold the memory of a process, or secrets.</summary>
    public IReadOnlyList<string> DumpNames { get; init; } = DefaultLists.DumpNames;

    /// <summary>Names of files that Windows runs as programs or loads into them.</summary>
    public IReadOnlyList<string> ExecutableNames { get; init; } = DefaultLists.ExecutableNames;

    /// <summary>Names of scripts and archives: what a tool is brought along in.</summary>
    public IReadOnlyList<string> PayloadNames { get; init; } = DefaultLists.PayloadNames;

    /// <summary>The names of the lists, as <see cref="With"/> knows them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        nameof(OfficePrograms), nameof(Browsers), nameof(ScriptHosts), nameof(ArchiveTools), nameof(LivingOffTheLand),
        nameof(RemoteTools), nameof(RemoteLogonTypes), nameof(ProtectedFolders), nameof(UserWritableFolders),
        nameof(TemporaryFolders), nameof(DumpNames), nameof(ExecutableNames), nameof(PayloadNames),
    ];

    /// <summary>The same with lists replaced. A list that is named takes the place of the whole list.</summary>
    /// <param name="lists">The entries of each, by the list's name in any case.</param>
    /// <exception cref="ArgumentException">There is no list of that name.</exception>
    public InvestigationLists With(IReadOnlyDictionary<string, string[]> lists)
    {
        var changed = this;
        var said = new List<string>();
        foreach (var (key, entries) in lists.OrderBy(list => list.Key, StringComparer.OrdinalIgnoreCase))
        {
            var name = Names.FirstOrDefault(known => known.Equals(key, StringComparison.OrdinalIgnoreCase))
                ?? throw new ArgumentException(
                    $"There is no list '{key}'. There are {string.Join(", ", Names)}.", nameof(lists));
            changed = changed.Replacing(name, entries);
            said.AddRange([name, .. entries]);
        }

        return said.Count == 0
            ? this
            : changed with { Version = $"{Version}+{Fingerprint.Of([.. said]).ToString("x32")[..8]}" };
    }

    private InvestigationLists Replacing(string name, string[] entries) => name switch
    {
        nameof(OfficePrograms) => this with { OfficePrograms = entries },
        nameof(Browsers) => this with { Browsers = entries },
        nameof(ScriptHosts) => this with { ScriptHosts = entries },
        nameof(ArchiveTools) => this with { ArchiveTools = entries },
        nameof(LivingOffTheLand) => this with { LivingOffTheLand = entries },
        nameof(RemoteTools) => this with { RemoteTools = entries },
        nameof(RemoteLogonTypes) => this with { RemoteLogonTypes = entries },
        nameof(ProtectedFolders) => this with { ProtectedFolders = entries },
        nameof(UserWritableFolders) => this with { UserWritableFolders = entries },
        nameof(TemporaryFolders) => this with { TemporaryFolders = entries },
        nameof(DumpNames) => this with { DumpNames = entries },
        nameof(ExecutableNames) => this with { ExecutableNames = entries },
        _ => this with { PayloadNames = entries },
    };
}
