using System.Globalization;
using DetectionApi.Support;

namespace DetectionApi.ApiTests;

/// <summary>
/// What a public report tells of the rule: 27,410 matching events in three days on two fleets, nearly all of two
/// harmless patterns, and, in this test, twelve attacks among them.
/// </summary>
/// <remarks>
/// Each host has one service process, which does both harmless things, and every host is noisy. Two attacks come from
/// such a process itself and differ from the noise by one term: more rights, and another call trace.
/// </remarks>
internal static class NoiseReport
{
    public const int EventCount = 27_410;
    public const string ServiceHost = @"C:\Windows\System32\svchost.exe";
    public const string Signer = "Microsoft Windows Publisher";
    public const string Winlogon = @"C:\Windows\System32\winlogon.exe";

    private const int HostCount = 120;
    private const int LsassCount = 16_903;
    private const int SysferCount = 10_383;
    private const string Account = @"NT AUTHORITY\SYSTEM";
    private const string Kernel = @"C:\Windows\System32\KERNEL32.DLL+17344";
    private const string Sysfer = @"C:\Windows\System32\SYSFER.DLL+9a23";
    private const string NoiseTrace =
        @"UNKNOWN(00007FFB1C2A0021)|C:\Windows\System32\lsm.dll+1f0c4|" + Kernel;

    private static readonly DateTime Begin = new(2026, 3, 13, 0, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Span = TimeSpan.FromDays(3) - TimeSpan.FromMinutes(1);

    private static readonly string[] RarePrograms =
    [
        @"C:\Program Files\Contoso\Backup\agent.exe", @"C:\Program Files\Contoso\Print\spool.exe",
        @"C:\Program Files\Fabrikam\Meet\meet.exe", @"C:\Program Files\Fabrikam\Code\code.exe",
        @"C:\Program Files\Litware\Scan\scan.exe", @"C:\Program Files\Litware\Sync\sync.exe",
        @"C:\Program Files\Tailspin\Help\help.exe", @"C:\Program Files\Tailspin\Mail\mail.exe",
        @"C:\Program Files (x86)\Adatum\Note\note.exe", @"C:\Program Files (x86)\Adatum\Read\read.exe",
        @"C:\Program Files (x86)\Wingtip\Call\call.exe", @"C:\Program Files (x86)\Wingtip\Chat\chat.exe",
    ];

    /// <summary>The twelve attacks, by what tells them apart. Every record number is that of one event only.</summary>
    public static IReadOnlyList<AccessEvent> Attacks { get; } =
    [
        Attack(1, @"C:\Users\administrator\Desktop\x64\Outflank-Dumpert.exe", "0x1fffff",
            @"C:\Users\administrator\Desktop\x64\Outflank-Dumpert.exe+134da|" + Kernel),
        Attack(2, @"C:\Windows\System32\rundll32.exe", "0x1fffff", @"C:\Windows\Temp\dump.dll+12d1a|" + Kernel),
        Attack(3, @"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe", "0x1410", AccessEvent.Unbacked),
        Attack(4, @"C:\ProgramData\svchost.exe", "0x1430", NoiseTrace),
        Attack(5, @"C:\Windows \System32\svchost.exe", "0x1430", NoiseTrace),
        Attack(6, @"C:\Temp\handles.exe", "0x40", AccessEvent.Unbacked),
        Attack(7, @"C:\Program Files\Microsoft Office\root\Office16\WINWORD.EXE", "0x1010", AccessEvent.Unbacked)
            with { Target = @"C:\Program Files\Google\Chrome\Application\chrome.exe" },
        Attack(8, @"C:\Windows\explorer.exe", "0x801", AccessEvent.Unbacked)
            with { Target = @"C:\ProgramData\Microsoft\Windows Defender\Platform\4\MsMpEng.exe" },
        Attack(9, @"C:\Windows\Microsoft.NET\Framework64\v4.0.30319\MSBuild.exe", "0x1438", AccessEvent.Unbacked),
        Noise(10, Attack(10, ServiceHost, "0x1430", NoiseTrace))
            with { Target = @"C:\Program Files\KeePass\KeePass.exe" },
        Noise(11, Attack(11, ServiceHost, "0x143a", NoiseTrace)),
        Noise(12, Attack(12, ServiceHost, "0x1430", $"{AccessEvent.Unbacked}|{Kernel}")),
    ];

    /// <summary>All of it as it happened, with the loads that tell who signed the services.</summary>
    public static IEnumerable<string> Events() => Enumerable.Range(0, HostCount).Select(LoadOf)
        .Concat(Matching().OrderBy(e => e.At).ThenBy(e => e.Record).Select(e => e.Winlogbeat8));

    /// <summary>The matching events.</summary>
    public static IReadOnlyList<AccessEvent> Matching()
    {
        var rareCount = EventCount - LsassCount - SysferCount - Attacks.Count;
        return
        [
            .. Enumerable.Range(0, LsassCount).Select(i => Noise(i, new AccessEvent
            {
                Record = 100_000 + i, Mask = "0x1430", Trace = NoiseTrace, At = At(i, LsassCount),
            })),
            .. Enumerable.Range(0, SysferCount).Select(i => Noise(i, new AccessEvent
            {
                Record = 200_000 + i, Target = Winlogon, Mask = "0x1400", Trace = $"{Sysfer}|{Kernel}",
                At = At(i, SysferCount),
            })),
            .. Enumerable.Range(0, rareCount).Select(i => new AccessEvent
            {
                Record = 300_000 + i, Computer = HostOf(i % RarePrograms.Length), Pid = 7000,
                Source = RarePrograms[i % RarePrograms.Length], Target = Winlogon, Mask = "0x1000",
                Trace = $@"C:\Program Files\Common Files\hook.dll+1a2b|{Kernel}",
                At = Begin.AddHours(30).AddMinutes(i),
            }),
            .. Attacks,
        ];
    }

    /// <summary>What comes a day later: the same noise from every host, and one attack that is not of it.</summary>
    public static IEnumerable<string> NextDay() =>
    [
        .. Enumerable.Range(0, HostCount).Select(i => Noise(i, new AccessEvent
        {
            Record = 400_000 + i, Mask = "0x1430", Trace = NoiseTrace, At = Begin.AddDays(4).AddSeconds(i),
        }).Winlogbeat8),
        Noise(5, Attack(13, ServiceHost, "0x1478", NoiseTrace) with { At = Begin.AddDays(4) }).Winlogbeat8,
    ];

    private static DateTime At(int number, int of) => Begin + (Span / of * number);

    private static string HostOf(int number) => string.Create(
        CultureInfo.InvariantCulture, $"{(number % 2 == 0 ? "ws" : "srv")}-{number:000}.corp.example");

    private static AccessEvent Attack(int number, string source, string mask, string trace) => new()
    {
        Record = 900_000 + number, Computer = HostOf(number * 7 % HostCount), Pid = 9000 + number, Source = source,
        Mask = mask, Trace = trace, At = Begin.AddHours(20 + number),
    };

    // By the service process of its host.
    private static AccessEvent Noise(int number, AccessEvent e) => e with
    {
        Computer = HostOf(number % HostCount), Pid = 1000 + (number % HostCount), Source = ServiceHost, User = Account,
    };

    private static string LoadOf(int number)
    {
        var service = Noise(number, new AccessEvent());
        return SomeContext.Load(ServiceHost).With("@timestamp", "2026-03-12T23:00:00Z")
            .With("winlog.record_id", 1 + number).With("host.name", service.Computer)
            .With("winlog.computer_name", service.Computer).Data("UtcTime", "2026-03-12 23:00:00.000")
            .Data("ProcessGuid", service.EntityId).Data("ProcessId", $"{service.Pid}").Data("Image", ServiceHost)
            .Data("Signature", Signer).Json;
    }
}
