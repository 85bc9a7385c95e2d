using DetectionApi.Domain.Events;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.ExceptionItemsTests;

/// <summary>An item that nothing refuses, an access that it covers, and what it is judged against.</summary>
internal static class SomeItem
{
    public const string Agent = @"C:\Program Files\Vendor\agent.exe";
    public const string Vendor = "Vendor Ltd";
    public const string Shape = @"unbacked ?>c:\program files\vendor\agent.exe>kernel32.dll>ntdll.dll";
    public const string Host = "ws-17.corp.example";

    public static readonly DateTimeOffset Now = Some.Time;
    public static readonly string Hash = new('a', 64);
    public static readonly Host ItsHost = new("0d1b6a0e", Host);

    public static ExceptionTerms Terms { get; } = new()
    {
        Signer = Vendor,
        Executable = Agent,
        TargetImage = Some.Lsass,
        Classes = AccessClasses.Query | AccessClasses.MemoryRead,
        FirstFrameKind = FirstFrameKind.Unbacked,
        Shape = Shape,
        Hosts = [Host],
        ExpiresAt = Now.AddDays(30),
    };

    public static ExceptionContent Content { get; } = Of(Terms);

    public static ExceptionSurroundings Surroundings { get; } = new()
    {
        Now = Now,
        Policy = new ExceptionPolicy(),
        RuleIds = new HashSet<string> { Some.Rule.Id },
        Signers = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { Vendor, "Microsoft Windows" },
        TruePositives = [],
        Assigned = [],
        Active = ExceptionIndex.Empty,
        Canaries = Canaries.All,
    };

    public static ExceptionContent Of(ExceptionTerms terms) => new()
    {
        Name = "Vendor agent",
        Reason = "It watches the passwords' quality.",
        Owner = "Clients team",
        Terms = terms,
    };

    /// <summary>The source that it means, first hand and with all that may be known of it.</summary>
    public static SourceProcess Source { get; } = new()
    {
        Executable = Agent,
        Name = "agent.exe",
        EntityId = SomeContext.Process,
        Pid = 6120,
        User = @"CORP\mira",
        Signer = new Signer(SignerState.Trusted, Vendor, SignerFoundBy.OwnImage),
        Sha256 = Hash,
        Start = StartedBy(@"C:\Windows\System32\services.exe"),
    };

    public static CandidateAccess Access(
        SourceProcess? source = null, string? target = Some.Lsass, AccessClasses? classes = AccessClasses.MemoryRead,
        FirstFrame? firstFrame = null, string? shape = Shape, Host? host = null, DateTimeOffset? at = null) => new(
        Some.Rule.Id, at ?? Now, host ?? ItsHost, source ?? Source, target, classes,
        firstFrame ?? new FirstFrame(FirstFrameKind.Unbacked, null), shape);

    public static ProcessStart StartedBy(string? parent, StartFoundBy foundBy = StartFoundBy.EntityId) => new()
    {
        EventKey = new EventKey(1),
        RecordId = null,
        Code = "1",
        FoundBy = foundBy,
        At = Now,
        Parent = new ParentProcess(null, null, parent, null),
        Hashes = new ImageHashes(null, null, null, null),
        Version = new ImageVersion(null, null, null, null, null),
    };

    public static bool Covers(this ExceptionTerms terms, CandidateAccess access) =>
        new ExceptionMatcher(terms).Covers(access);

    public static IReadOnlyList<Refusal> Refusals(
        ExceptionContent content, ExceptionSurroundings? surroundings = null) =>
        ExceptionRules.RefusalsOf(content, "it", surroundings ?? Surroundings);

    public static IReadOnlyList<Refusal> Refusals(ExceptionTerms terms, ExceptionSurroundings? surroundings = null) =>
        Refusals(Of(terms), surroundings);

    /// <summary>Codes and members in words, sorted, so that a case can state them.</summary>
    public static string InWords(IEnumerable<Refusal> refusals) => string.Join(", ", refusals
        .Select(refusal => $"{Words.Of(refusal.Code)} {refusal.Member}".Trim()).Order(StringComparer.Ordinal));

    public static StandingException Standing(string id, ExceptionTerms terms) => new(new Coverage(id, 1), terms);
}
