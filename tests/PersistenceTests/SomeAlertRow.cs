using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Events;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Domain.Rules;
using DetectionApi.Persistence.Alerts.Indexing;
using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

/// <summary>Alerts of a small world, so that most of them have something in common.</summary>
internal sealed class SomeAlertRow(Random random)
{
    public static readonly string[] HostNames =
        ["ws-1.corp.example", "ws-2.corp.example", "db-1.corp.example", "db-1", "x_1%", "rare.corp.example"];

    public static readonly string[] Accounts = [@"CORP\mira", @"CORP\jo", @"OTHER\mira", "SYSTEM", @"CORP\rare"];

    private static readonly string[] Sources = [@"c:\tools\a.exe", @"c:\tools\b_c.exe", @"d:\x\a.exe", ""];
    private static readonly string[] Targets = [@"c:\windows\system32\lsass.exe", @"c:\app\firefox.exe", ""];

    private static readonly AccessPattern[] Patterns =
    [
        .. from source in Sources
           from target in Targets
           from classes in (AccessClasses?[])
               [null, AccessClasses.None, AccessClasses.Query | AccessClasses.MemoryRead, AccessClasses.AllAccess]
           select new AccessPattern(source, target, classes, "unbacked"),
    ];

    private long _changes;
    private int _made;

    /// <summary>A new alert; later ones are mostly of later times.</summary>
    public AlertRow New()
    {
        var first = Some.Time.AddMinutes(_made).AddMinutes(random.Next(-90, 90));
        var pattern = Of(Patterns);
        return new AlertRow
        {
            ChangeNumber = ++_changes,
            Id = new EventKey(new UInt128((ulong)random.NextInt64(), (ulong)_made++)).ToString(),
            FirstSeenAt = first,
            LastSeenAt = first.AddMinutes(random.Next(3)),
            CreatedAt = first.AddSeconds(random.Next(100)),
            Status = Of(Enum.GetValues<AlertStatus>()),
            Disposition = Of(Enum.GetValues<Disposition>()),
            Severity = Of(Enum.GetValues<Severity>()),
            RiskScore = random.Next(3) * 40,
            TargetClass = Of(Enum.GetValues<TargetClass>()),
            FirstFrameKind = Of(Enum.GetValues<FirstFrameKind>()),
            Recommendation = Recommended(),
            ClosingReason = null,
            OccurrenceCount = 1 + random.Next(4),
            RuleId = Of(["2dd480be", "other"]),
            PatternId = pattern.Id,
            Pattern = pattern,
            Host = SomeHost(),
            User = SomeUser(),
            Assignee = Of([null, "jo", "Mira"]),
            Sha256 = Of([null, "aa", "bb"]),
        };
    }

    /// <summary>The same alert after something happened to it.</summary>
    public AlertRow Changed(AlertRow row)
    {
        row = row with { ChangeNumber = ++_changes };
        return random.Next(7) switch
        {
            0 => row with
            {
                Status = Of(Enum.GetValues<AlertStatus>()),
                ClosingReason = Of<ClosingReason?>([null, .. Enum.GetValues<ClosingReason>()]),
            },
            1 => row with { LastSeenAt = row.LastSeenAt.AddMinutes(7), OccurrenceCount = row.OccurrenceCount + 1 },
            2 => row with { FirstSeenAt = row.FirstSeenAt.AddDays(-1), Host = SomeHost() },
            3 => row with { User = SomeUser(), Sha256 = "cc" },
            4 => row with { Recommendation = Recommended() },
            5 => row with { Assignee = "jo" },
            _ => row with { Disposition = Of(Enum.GetValues<Disposition>()) },
        };
    }

    private Host SomeHost() => random.Next(50) == 0
        ? new Host(null, HostNames[^1])
        : new Host(Of([null, "ID-1", "id_2"]), Of(HostNames[..^1]));

    private string? SomeUser() => random.Next(50) == 0 ? Accounts[^1] : Of([null, .. Accounts[..^1]]);

    private Recommendation? Recommended() =>
        random.Next(4) == 0 ? null : Of(Enum.GetValues<Recommendation>());

    private T Of<T>(IReadOnlyList<T> values) => values[random.Next(values.Count)];
}
