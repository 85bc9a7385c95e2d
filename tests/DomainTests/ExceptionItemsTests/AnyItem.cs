using DetectionApi.Domain.Events;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Support;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.DomainTests.ExceptionItemsTests;

/// <summary>Items and accesses of a small world, so that they meet often.</summary>
internal static class AnyItem
{
    public static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(1000);

    private static readonly string[] Folders =
        [@"C:\Program Files\Vendor", @"C:\Program Files\Vendor\1.0", @"C:\Program Files\Vendor\1.1", @"\\server\share"];

    private static readonly string[] Sources =
    [
        .. Folders.SelectMany(folder => new[] { $@"{folder}\agent.exe", $@"{folder}\agent-2.exe" }),
        @"c:\program files\VENDOR\Agent.exe", @"C:\Windows \System32\svchost.exe",
    ];

    private static readonly string[] Targets =
        [Some.Lsass, @"C:\Windows\explorer.exe", @"C:\Program Files\Vendor\1.0\server.exe"];

    private static readonly string[] Shapes = ["unbacked ?", "unbacked ?>a.dll", "other-module b.dll>a.dll"];

    private static readonly string[] Hashes = [new('a', 64), new('B', 64)];

    private static readonly string[] Modules = [@"C:\Windows\System32\b.dll", @"C:\Program Files\Vendor\1.0\b.dll"];

    private static readonly Host[] HostsKnown =
        [new("id-1", "ws-1.corp"), new(null, "ws-2.corp"), new("id-3", "unknown")];

    private static Gen<FirstFrameKind?> Kind { get; } =
        Seldom((FirstFrameKind?)null, FirstFrameKind.Unbacked, FirstFrameKind.OtherModule);

    private static Gen<FirstFrame> FirstFrameOf { get; } = Gen.OneOf(
        Gen.Constant(new FirstFrame(FirstFrameKind.Unbacked, null)),
        Gen.Elements(Modules).Select(module => new FirstFrame(FirstFrameKind.OtherModule, module)));

    public static Gen<string> Pattern { get; } =
        from path in Gen.Elements([.. Sources, .. Targets])
        from changes in Gen.Choose(0, 3)
        from seeds in Gen.Choose(0, 9999).ListOf(changes)
        select seeds.Aggregate(path, Loosen);

    public static Gen<string> Path { get; } = Gen.Elements([.. Sources, .. Targets, @"C:\a", "agent.exe", ""]);

    public static Gen<AccessClasses> Classes { get; } =
        Gen.Choose(0, 511).Select(bits => (AccessClasses)bits);

    public static Gen<SourceProcess> Source { get; } =
        from path in Gen.Elements(Sources)
        from user in Maybe(@"CORP\mira", @"corp\MARK")
        from signer in Gen.Elements(
            Signer.Unknown, new Signer(SignerState.Trusted, "Vendor Ltd", SignerFoundBy.OwnImage),
            new Signer(SignerState.Trusted, "VENDOR Ltd", SignerFoundBy.Event),
            new Signer(SignerState.Trusted, "Vendor Ltd", SignerFoundBy.OtherHost),
            new Signer(SignerState.Trusted, "Other Ltd", SignerFoundBy.Inventory))
        from hash in Maybe(Hashes)
        from parent in Maybe(@"C:\Windows\System32\services.exe", @"C:\Windows\explorer.exe")
        select SomeItem.Source with
        {
            Executable = path, User = user, Signer = signer, Sha256 = hash,
            Start = parent is null ? null : SomeItem.StartedBy(parent),
        };

    public static Gen<CandidateAccess> Access { get; } =
        from source in Source
        from rule in Gen.Elements("rule-1", "rule-2")
        from host in Gen.Elements(HostsKnown)
        from target in Gen.Elements(Targets)
        from classes in Gen.Frequency(
            (9, Classes.Select(known => (AccessClasses?)known)), (1, Gen.Constant((AccessClasses?)null)))
        from frame in FirstFrameOf
        from shape in Maybe(Shapes)
        from minutes in Gen.Choose(-3, 3)
        select new CandidateAccess(
            rule, SomeItem.Now.AddMinutes(minutes), host, source, target, classes, frame, shape);

    /// <summary>Any terms, most of them asked for seldom, so that items cover something now and then.</summary>
    public static Gen<ExceptionTerms> Terms { get; } =
        from rules in Lists(["rule-1"], ["RULE-1", "rule-2"])
        from signer in Seldom([null, "Vendor Ltd", "vendor ltd", "Other Ltd"])
        from executable in Gen.Frequency((1, Gen.Constant((string?)null)), (1, Pattern.Select(path => (string?)path)))
        from hash in Seldom([null, .. Hashes])
        from parent in Seldom([null, @"C:\Windows\System32\services.exe", @"C:\Windows\*.exe"])
        from target in Gen.Frequency((1, Gen.Constant((string?)null)), (2, Pattern.Select(path => (string?)path)))
        from classes in Gen.Frequency((1, Classes), (2, Gen.Constant(AccessClasses.AllAccess | AccessClasses.Other)))
        from kind in Kind
        from module in Seldom([null, Modules[0], @"C:\Program Files\Vendor\*\b.dll"])
        from shape in Seldom([null, .. Shapes])
        from hosts in Lists(["ws-1"], ["WS-1.corp", "id-3"], ["ws-2"])
        from users in Lists([@"CORP\mira"], [@"CORP\mira", @"corp\mark"])
        from validFrom in Minute(-1, 1)
        from expiresAt in Minute(0, 2)
        select new ExceptionTerms
        {
            RuleIds = rules, Signer = signer, Executable = executable, Sha256 = hash, ParentExecutable = parent,
            TargetImage = target, Classes = classes, FirstFrameKind = kind, FirstFrameModule = module, Shape = shape,
            IsForAllHosts = hosts.Length == 0, Hosts = hosts, Users = users,
            ValidFrom = validFrom, ExpiresAt = expiresAt,
        };

    /// <summary>The same terms with one more, or one that asks for more.</summary>
    public static ExceptionTerms Narrowed(ExceptionTerms terms, ExceptionTerms other, int which) => (which % 14) switch
    {
        0 when terms.RuleIds.Count == 0 => terms with { RuleIds = other.RuleIds },
        1 when terms.Signer is null => terms with { Signer = other.Signer },
        2 when terms.Executable is null => terms with { Executable = other.Executable },
        3 when terms.Sha256 is null => terms with { Sha256 = other.Sha256 },
        4 when terms.ParentExecutable is null => terms with { ParentExecutable = other.ParentExecutable },
        5 when terms.TargetImage is null => terms with { TargetImage = other.TargetImage },
        6 => terms with { Classes = terms.Classes & other.Classes },
        7 when terms.FirstFrameKind is null => terms with { FirstFrameKind = other.FirstFrameKind },
        8 when terms.FirstFrameModule is null => terms with { FirstFrameModule = other.FirstFrameModule },
        9 when terms.Shape is null => terms with { Shape = other.Shape },
        10 when terms.IsForAllHosts => terms with { IsForAllHosts = other.IsForAllHosts, Hosts = other.Hosts },
        11 when terms.Users.Count == 0 => terms with { Users = other.Users },
        12 when terms.ValidFrom is null => terms with { ValidFrom = other.ValidFrom },
        13 when terms.ExpiresAt is null => terms with { ExpiresAt = other.ExpiresAt },
        _ => terms,
    };

    /// <summary>The same terms, but what is certain of the access is as they ask for.</summary>
    public static ExceptionTerms Fitting(ExceptionTerms terms, CandidateAccess access) => terms with
    {
        RuleIds = [], TargetImage = access.TargetImage, Classes = AccessClasses.AllAccess | AccessClasses.Other,
        FirstFrameKind = null, FirstFrameModule = null, Shape = access.Shape, IsForAllHosts = true, Hosts = [],
        ValidFrom = null, ExpiresAt = null,
    };

    private static Gen<string?> Maybe(params string[] values) => Gen.Elements([null, .. values]);

    private static Gen<DateTimeOffset?> Minute(params int[] minutes) => Seldom(
        null, [.. minutes.Select(minute => (DateTimeOffset?)SomeItem.Now.AddMinutes(minute))]);

    private static Gen<T> Seldom<T>(T usually, params T[] values) =>
        Gen.Frequency((3, Gen.Constant(usually)), (1, Gen.Elements(values)));

    private static Gen<string[]> Lists(params string[][] values) => Seldom([], values);

    private static Gen<string?> Seldom(string?[] values) => Seldom(values[0], values[1..]);

    // A letter becomes a question mark, or some of a name a star.
    private static string Loosen(string path, int seed)
    {
        var first = path.StartsWith('\\') ? 2 : 3;
        var start = first + (seed % Math.Max(1, path.Length - first));
        if (path[start] is '\\' || seed % 3 == 0) return path;
        if (seed % 3 == 1) return $"{path[..start]}?{path[(start + 1)..]}";

        var end = start;
        while (end < path.Length && path[end] != '\\' && end - start < seed % 7) end++;
        return $"{path[..start]}*{path[end..]}";
    }
}
