using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.PersistenceTests;

/// <summary>Terms of items that mean some of what <see cref="SomeAlertRow"/> makes.</summary>
internal static class SomeTerms
{
    public static ExceptionTerms Of(Random random)
    {
        var isForAllHosts = random.Next(2) == 0;
        return new ExceptionTerms
        {
            RuleIds = One<string[]>([], ["2dd480be"], ["OTHER", "third"]),
            Executable = One<string?>(null, @"C:\Tools\a.exe", @"C:\tools\*.exe", @"?:\*\a.exe"),
            TargetImage = One<string?>(null, @"C:\Windows\System32\LSASS.exe", @"C:\App\*"),
            Sha256 = One<string?>(null, null, "AA"),
            Signer = One<string?>(null, null, "Example Ltd"),
            Classes = One(
                AccessClasses.Query | AccessClasses.MemoryRead, AccessClasses.AllAccess, AccessClasses.Query),
            FirstFrameKind = One<FirstFrameKind?>(null, FirstFrameKind.Unbacked, FirstFrameKind.SourceImage),
            Shape = One<string?>(null, "unbacked ?"),
            IsForAllHosts = isForAllHosts,
            Hosts = isForAllHosts ? [] : One<string[]>(["DB-1"], ["ws-1.corp.example", "WS-2"], ["id-1"]),
            Users = One<string[]>([], [], [@"corp\MIRA", "SYSTEM"]),
        };

        T One<T>(params T[] values) => values[random.Next(values.Length)];
    }
}
