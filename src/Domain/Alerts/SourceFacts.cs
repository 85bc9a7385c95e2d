using System.Globalization;
using DetectionApi.Domain.Context;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.Alerts;

/// <summary>What the context tells about the process behind an alert: how it was started and who signed it.</summary>
/// <remarks>
/// What the access event itself says stays. A start that is found by its process id must have happened when the entity
/// id says, if there is one. A signature is taken from the process loading its own image, else from a process of the
/// same host that loaded the same file by its SHA-256, else from one of another host; what is nearer to the file takes
/// the place of the rest whenever it comes. Of loads that contradict each other, whenever they happened, the worst is
/// believed: whoever can forge one of them must not choose which.
/// </remarks>
public static class SourceFacts
{
    // The start tells the hash, and the hash tells where to look for the signer.
    private const int RoundsMax = 2;

    private static readonly SignerState[] WorstFirst =
        [SignerState.Unsigned, SignerState.Untrusted, SignerState.Trusted];

    private static readonly TimeSpan StartTolerance = TimeSpan.FromSeconds(5);

    // Security's event 4688 and Sysmon's event 10 are stamped by different clocks of one computer.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    /// <summary>What to look for; nothing if all is known.</summary>
    /// <param name="host">The name of the host.</param>
    /// <param name="source">What is known of the process.</param>
    public static IReadOnlyList<ContextKey> KeysOf(string host, SourceProcess source)
    {
        var keys = new List<ContextKey>();
        if (source.Start is null or { FoundBy: StartFoundBy.ProcessId })
        {
            if (source.EntityId is { } entityId) keys.Add(ContextKey.Of(ContextKeyKind.Start, host, entityId));
            if (source.Pid is { } pid)
                keys.Add(ContextKey.Of(ContextKeyKind.StartId, host, Text(pid)));
        }

        var signedBy = source.Signer.FoundBy;
        if (signedBy is SignerFoundBy.Event or SignerFoundBy.OwnImage) return keys;
        if (source.EntityId is { } instance) keys.Add(ContextKey.Of(ContextKeyKind.OwnImage, host, instance));
        if (source.Sha256 is not { } hash || signedBy is SignerFoundBy.SameFile) return keys;

        // A file that is everywhere is loaded somewhere all the time: who knows what others say looks at home only.
        keys.Add(ContextKey.Of(ContextKeyKind.OwnImageHashOnHost, host, hash));
        if (source.Signer.State is SignerState.Unknown) keys.Add(ContextKey.Of(ContextKeyKind.OwnImageHash, hash));
        return keys;
    }

    /// <summary>What is known of the source with what the events tell.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="found">
    /// What was found for <see cref="KeysOf"/>, by the hashes of the keys, in any order, with or without repeats.
    /// </param>
    public static SourceProcess Learn(Alert alert, ILookup<uint, ContextEvent> found) =>
        Learn(alert.Host.Name, alert.FirstSeenAt, alert.Source, found);

    /// <summary>What is known of the source with all that the events tell; the alert itself learns nothing.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="events">Any events, in any order, with or without repeats.</param>
    public static SourceProcess Learn(Alert alert, IEnumerable<ContextEvent> events)
    {
        var found = events.SelectMany(e => e.KeyHashes.Select(hash => (hash, e)))
            .ToLookup(pair => pair.hash, pair => pair.e);
        var source = alert.Source;
        for (var round = 0; round < RoundsMax; round++)
            source = Learn(alert.Host.Name, alert.FirstSeenAt, source, found);
        return source;
    }

    /// <summary>What is known of a source with what the events tell, whether there is an alert of it or not.</summary>
    /// <param name="host">The name of the host.</param>
    /// <param name="seenAt">When it did what is asked about, for the first time.</param>
    /// <param name="source">What is known of the process.</param>
    /// <param name="found">
    /// What was found for <see cref="KeysOf"/>, by the hashes of the keys, in any order, with or without repeats.
    /// </param>
    public static SourceProcess Learn(
        string host, DateTimeOffset seenAt, SourceProcess source, ILookup<uint, ContextEvent> found)
    {
        var events = KeysOf(host, source).SelectMany(key => found[key.Hash]).ToList();
        var start = StartOf(host, seenAt, source, events);
        var loads = events.Where(e => e.Code == "7").ToList();
        var own = loads.Where(e => e.Host == host && IsSame(e["process.entity_id"], source.EntityId)).ToList();

        // What is told of a process that may be another one stays with its start.
        var certain = start is { FoundBy: StartFoundBy.EntityId } ? start : null;
        source = source with
        {
            Start = start,
            User = source.User ?? certain?.User,
            Sha256 = source.Sha256 ?? certain?.Hashes.Sha256 ?? HashOf(own),
        };
        var sameFile = loads.Where(e => IsSame(e["file.hash.sha256"], source.Sha256)).ToLookup(e => e.Host == host);
        source = source.SignedBy(WorstOf(own, SignerFoundBy.OwnImage));

        // What its own loads dispute, those of others do not settle.
        if (source.Signer.State is not SignerState.Unknown || !own.Exists(Tells))
            source = source.SignedBy(WorstOf(sameFile[true], SignerFoundBy.SameFile));
        return source.SignedBy(WorstOf(sameFile[false], SignerFoundBy.OtherHost));
    }

    private static string? HashOf(List<ContextEvent> loads)
    {
        var told = loads.Select(e => e["file.hash.sha256"]?.ToLowerInvariant()).OfType<string>().Distinct().ToList();
        return told.Count == 1 ? told[0] : null;
    }

    private static ProcessStart? StartOf(
        string host, DateTimeOffset seenAt, SourceProcess source, List<ContextEvent> events)
    {
        if (source.Start is { FoundBy: StartFoundBy.EntityId }) return source.Start;

        var starts = events.Where(e => e.Code is "1" or "4688").OrderBy(e => e.At).ThenBy(e => e.Key.Value).ToList();
        var certain = starts.Find(e => e.Code == "1" && e.Host == host
            && IsSame(e["process.entity_id"], source.EntityId));
        if (certain is not null) return Read(certain, StartFoundBy.EntityId);
        if (source.Executable is not { } executable) return null;

        // An earlier access than the one it was found for may have come since.
        var latest = seenAt + ClockTolerance;
        var known = source.Start is { } start && start.At <= latest ? start : null;
        var folded = WindowsPath.Fold(executable);
        var began = EntityIds.StartOf(source.EntityId);
        var likely = starts.FindLast(e =>
            e.Host == host && e["process.pid"] == Text(source.Pid) && e.At <= latest
            && !IsOfAnother(e["process.entity_id"], source.EntityId) && IsPlausible(e.At, began)
            && e["process.executable"] is { } path && WindowsPath.Fold(path) == folded);
        return likely is null || IsNearer(known, likely) ? known : Read(likely, StartFoundBy.ProcessId);
    }

    // The entity id tells the second; auditing stamps its event a little later.
    private static bool IsPlausible(DateTimeOffset at, DateTimeOffset? began) =>
        began is not { } second || (at >= second - StartTolerance && at <= second + StartTolerance);

    private static bool IsNearer(ProcessStart? known, ContextEvent other) =>
        known is not null && (known.At, known.EventKey.Value).CompareTo((other.At, other.Key.Value)) >= 0;

    // Two names that both verified are none.
    private static Signer WorstOf(IEnumerable<ContextEvent> loads, SignerFoundBy foundBy)
    {
        var told = loads.Where(Tells).Select(e => SignerOf(e, foundBy)).ToList();
        if (told.Count == 0) return Signer.Unknown;

        var state = Array.Find(WorstFirst, worst => told.Exists(signer => signer.State == worst));
        var subjects = told.Where(signer => signer.State == state).Select(signer => signer.Subject)
            .Order(StringComparer.Ordinal).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return subjects is [var subject] ? new Signer(state, subject, foundBy)
            : state is SignerState.Trusted ? Signer.Unknown
            : new Signer(state, null, foundBy);
    }

    private static bool Tells(ContextEvent image) => SignerOf(image, SignerFoundBy.OwnImage) != Signer.Unknown;

    private static Signer SignerOf(ContextEvent image, SignerFoundBy foundBy)
    {
        if (CouldNotVerify(image)) return Signer.Unknown;

        var subject = image["file.code_signature.subject_name"];
        return (image["file.code_signature.exists"], image["file.code_signature.trusted"]) switch
        {
            ("true", "true") => new Signer(SignerState.Trusted, subject, foundBy),
            ("true", _) => new Signer(SignerState.Untrusted, subject, foundBy),
            ("false", _) => new Signer(SignerState.Unsigned, null, foundBy),
            _ => Signer.Unknown,
        };
    }

    // Sysmon writes why it could not look into the place of whether there is a signature.
    private static bool CouldNotVerify(ContextEvent image) =>
        image["winlog.event_data.Signed"] is { } signed && !IsSame(signed, "true") && !IsSame(signed, "false")
        || image["dll.code_signature.status"]?.StartsWith("failed", StringComparison.OrdinalIgnoreCase) is true;

    private static ProcessStart Read(ContextEvent e, StartFoundBy foundBy) => new()
    {
        EventKey = e.Key,
        RecordId = e.RecordId,
        Code = e.Code,
        FoundBy = foundBy,
        At = e.At,
        CommandLine = e["process.command_line"],
        WorkingDirectory = e["process.working_directory"],
        User = UserOf(e),
        LogonId = LogonIdOf(e),
        IntegrityLevel = e["winlog.event_data.IntegrityLevel"] ?? LevelOf(e["winlog.event_data.MandatoryLabel"]),
        Parent = new ParentProcess(
            e["process.parent.entity_id"], Number(e["process.parent.pid"]), Told(e, "process.parent.executable"),
            Told(e, "process.parent.command_line")),
        Hashes = new ImageHashes(
            e["process.hash.sha256"], e["process.hash.sha1"], e["process.hash.md5"], e["process.pe.imphash"]),
        Version = new ImageVersion(
            Told(e, "process.pe.original_file_name"), Told(e, "process.pe.company"), Told(e, "process.pe.description"),
            Told(e, "process.pe.product"), Told(e, "process.pe.file_version")),
    };

    // Sysmon writes a question mark for what an executable does not say, and for a parent that is gone.
    private static string? Told(ContextEvent e, string field) => e[field] is not "?" and var told ? told : null;

    private static string? LevelOf(string? label) => label?.ToUpperInvariant() switch
    {
        "S-1-16-4096" => "Low",
        "S-1-16-8192" => "Medium",
        "S-1-16-12288" => "High",
        "S-1-16-16384" => "System",
        _ => null,
    };

    // Of event 4688 the effective user is who runs the new process, unless it is the same as its creator.
    private static string? UserOf(ContextEvent e) =>
        Account(e["user.effective.domain"], e["user.effective.name"]) ?? Account(e["user.domain"], e["user.name"]);

    private static string? Account(string? domain, string? name) =>
        name is null ? null : domain is null ? name : $@"{domain}\{name}";

    private static string? LogonIdOf(ContextEvent e)
    {
        const string None = "0x0";
        var effective = e["winlog.event_data.TargetLogonId"];
        return effective is not (null or None)
            ? effective
            : e["winlog.event_data.LogonId"] ?? e["winlog.logon.id"];
    }

    private static bool IsSame(string? one, string? other) =>
        one is not null && string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static bool IsOfAnother(string? one, string? other) =>
        one is not null && other is not null && !IsSame(one, other);

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
