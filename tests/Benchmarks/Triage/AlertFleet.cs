using DetectionApi.Benchmarks.Corpus;

namespace DetectionApi.Benchmarks.Triage;

/// <summary>A pattern of the fleet, and how its alerts look.</summary>
/// <param name="Source">The path of the program that opens, folded.</param>
/// <param name="Target">The path of the program that is opened, folded.</param>
/// <param name="TargetClass">The target's class.</param>
/// <param name="Mask">The rights.</param>
/// <param name="FirstFrameKind">The kind of the first frame.</param>
/// <param name="Module">The file of the first frame; null if none backs it.</param>
/// <param name="Recommendation">What most investigations of it come to.</param>
internal sealed record FleetPattern(
    string Source, string Target, string TargetClass, uint Mask, string FirstFrameKind, string? Module,
    string Recommendation);

/// <summary>One alert of the fleet.</summary>
internal sealed record FleetAlert(
    long Number, FleetPattern Pattern, string Host, string HostId, string User, DateTimeOffset FirstSeenAt,
    DateTimeOffset LastSeenAt, int Occurrences, string Status, string Disposition, string? Recommendation);

/// <summary>
/// The alerts of computers that raise as much every day: a longer history has more of them, and the same of the last
/// day.
/// </summary>
internal sealed class AlertFleet(long alerts, DateTimeOffset end)
{
    /// <summary>How many computers.</summary>
    public const int Hosts = 2_000;

    /// <summary>How many patterns.</summary>
    public const int Patterns = 300;

    private const int PerDay = 11_000;
    private const int Users = 1_500;
    private const double DaysUntilClosed = 3;

    private static readonly string[] Folders =
        [@"c:\program files\vendor\", @"c:\programdata\agent\", @"c:\users\public\", @"c:\tools\"];

    private static readonly (string Image, string Class)[] Targets =
    [
        (@"c:\windows\system32\lsass.exe", "credential"), (@"c:\windows\system32\svchost.exe", "other"),
        (@"c:\program files\google\chrome\application\chrome.exe", "browser"),
        (@"c:\programdata\microsoft\windows defender\platform\msmpeng.exe", "security-product"),
        (@"c:\windows\explorer.exe", "other"),
    ];

    private static readonly uint[] Masks = [0x1010, 0x1410, 0x1fffff, 0x40, 0x1438, 0x1000];

    private static readonly FleetPattern[] All = [.. Enumerable.Range(0, Patterns).Select(PatternOf)];

    /// <summary>The alerts, oldest first; the same number makes the same ones.</summary>
    public IEnumerable<FleetAlert> Alerts()
    {
        var random = new Random(1);
        var step = TimeSpan.FromDays(1) / PerDay;
        for (var number = 0L; number < alerts; number++)
            yield return Next(random, number, end - (step * (alerts - number)));
    }

    private static FleetPattern PatternOf(int number)
    {
        var random = new Random(number);
        var (image, kind) = Targets[number % Targets.Length];
        var source = $"{Folders[number % Folders.Length]}program{number:000}.exe";
        var (frame, module) = random.Next(3) switch
        {
            0 => ("unbacked", null),
            1 => ("source-image", source),
            _ => ("other-module", $@"c:\program files\vendor\library{number % 40}.dll"),
        };
        var recommendation = random.Next(50) switch { 0 => "escalate", < 18 => "review", _ => "likely-benign" };
        return new FleetPattern(source, image, kind, random.Among(Masks), frame, module, recommendation);
    }

    private FleetAlert Next(Random random, long number, DateTimeOffset at)
    {
        // A few patterns make most of the noise, and the busiest hosts are busy by far.
        var pattern = All[(int)(Patterns * Math.Pow(random.NextDouble(), 2.5))];
        var host = (int)(Hosts * Math.Pow(random.NextDouble(), 1.5));
        var disposition = random.Next(10) switch { < 2 => "excepted", 2 => "overflow", _ => "raised" };
        var isOld = end - at > TimeSpan.FromDays(DaysUntilClosed);
        return new FleetAlert(
            number, pattern, $"ws-{host:0000}.corp.example", $"id-{host:0000}", $@"CORP\u{host % Users:0000}", at,
            at.AddMinutes(random.Next(30)), 1 + (int)(40 * Math.Pow(random.NextDouble(), 6)),
            random.Next(100) switch
            {
                < 3 => isOld ? "open" : "in-progress",
                < 8 => isOld ? "closed" : "acknowledged",
                _ => isOld ? "closed" : "open",
            },
            disposition, disposition is "raised" ? pattern.Recommendation : null);
    }
}
