using DetectionApi.Api.ExceptionItems.Kibana;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.ApiTests;

/// <summary>Exception items that tests need and do not care about.</summary>
internal static class SomeException
{
    private static readonly Gen<string> Texts = Gen.Elements(
        "Agent", "a \"quoted\" word", "ä😀", "tab\there", @"C:\back\slash", "<b>&", "line\nbreak", "x\u00a0\u2028y");

    private static readonly Gen<string> Paths = Gen.Elements(
        @"C:\Program Files\Vendor\agent.exe", @"C:\Program Files\Vendor\*\agent.exe", @"\\server\share\tools\a?.exe",
        @"C:\Windows\System32\lsass.exe", @"\\?\C:\Tools\probe.exe", @"C:\Ünïcode\Ä.exe", "name-only.exe");

    private static readonly Gen<IReadOnlyList<string>> Hosts = Lists(Gen.Elements(
        "pc-4711.example.org", "PC-4712", "0f9b4c0e-6a57-4f0c-b7a1-2f1f4a3c9d10"));

    private static readonly Gen<DateTimeOffset> Times = Gen.Choose(0, 100_000_000).Select(ticks =>
        new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.FromHours(ticks % 5)).AddTicks(ticks * 12_345L));

    /// <summary>Terms of every kind, sensible or not.</summary>
    public static Gen<ExceptionTerms> Terms { get; } =
        from executable in Gen.OrNull(Paths)
        from signer in Gen.OrNull(Gen.Elements("Vendor GmbH", "Vendor, Inc. \"LLC\""))
        from hash in Gen.OrNull(Gen.Constant(new string('a', 64)))
        from parent in Gen.OrNull(Paths)
        from target in Gen.OrNull(Paths)
        from classes in Gen.Choose(0, 511)
        from kind in Gen.Elements([null, .. Enum.GetValues<FirstFrameKind>().Cast<FirstFrameKind?>()])
        from module in Gen.OrNull(Paths)
        from shape in Gen.OrNull(Gen.Constant("unbacked ?>kernelbase.dll>…"))
        from allHosts in Gen.Elements(true, false)
        from hosts in Hosts
        from users in Lists(Gen.Elements(@"NT AUTHORITY\SYSTEM", @"EXAMPLE\mira"))
        from rules in Lists(Gen.Elements(Some.RuleId, "another"))
        from validFrom in Times.Optional()
        from expiresAt in Times.Optional()
        select new ExceptionTerms
        {
            Executable = executable,
            Signer = signer,
            Sha256 = hash,
            ParentExecutable = parent,
            TargetImage = target,
            Classes = (AccessClasses)classes,
            FirstFrameKind = kind,
            FirstFrameModule = module,
            Shape = shape,
            IsForAllHosts = allHosts,
            Hosts = hosts,
            Users = users,
            RuleIds = rules,
            ValidFrom = validFrom,
            ExpiresAt = expiresAt,
        };

    /// <summary>Contents of every kind.</summary>
    public static Gen<ExceptionContent> Contents { get; } =
        from name in Gen.Elements("Agent", "a \"quoted\" ä😀 <name>")
        from description in Gen.OrNull(Texts)
        from reason in Texts
        from terms in Terms
        from evidence in Gen.ListOf(Gen.Elements(Enum.GetValues<EvidenceKind>()))
        from asked in Gen.Elements(Enum.GetValues<RefusalCode>())
        from replaces in Gen.OrNull(Gen.Constant("older-1"))
        select new ExceptionContent
        {
            Name = name,
            Description = description,
            Reason = reason,
            Owner = "mira",
            Terms = terms,
            Evidence = [.. evidence.Take(3).Select(kind => new ExceptionEvidence(kind, "CHG-4711"))],
            Overrides = replaces is null ? [] : [new RefusalOverride(asked, "known")],
            Replaces = replaces,
        };

    /// <summary>What was said of items.</summary>
    public static Gen<IReadOnlyList<KibanaComment>> Comments { get; } = Gen.ListOf(
        from text in Texts
        from at in Times
        select new KibanaComment(text, at, "j.doe")).Select(all => (IReadOnlyList<KibanaComment>)[.. all.Take(3)]);

    private static Gen<IReadOnlyList<string>> Lists(Gen<string> texts) =>
        Gen.ListOf(texts).Select(all => (IReadOnlyList<string>)[.. all.Distinct().Take(3)]);

    private static Gen<DateTimeOffset?> Optional(this Gen<DateTimeOffset> times) =>
        Gen.OneOf(times.Select(time => (DateTimeOffset?)time), Gen.Constant((DateTimeOffset?)null));
}
