using System.Globalization;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Benchmarks.Exceptions;

/// <summary>Items as a large house would have them: most for one path, many for the same target.</summary>
internal static class ItemFleet
{
    /// <summary>How many programs of the events have items for another call trace or more than one host.</summary>
    public const int Programs = 4_000;

    /// <summary>The target that most have.</summary>
    public const string Lsass = @"C:\Windows\System32\lsass.exe";

    private static readonly DateTimeOffset Until = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Targets =
        [Lsass, Lsass, Lsass, @"C:\Windows\System32\winlogon.exe", @"C:\Windows\explorer.exe"];

    /// <summary>An index of that many items, none of which covers an event of <see cref="AccessLine"/>.</summary>
    public static ExceptionIndex Of(int count) => new(Enumerable.Range(0, count).Select(number =>
        new StandingException(new Coverage(Name(number), 2), TermsOf(number))));

    /// <summary>The path of a program.</summary>
    public static string PathOf(int program) =>
        string.Create(CultureInfo.InvariantCulture, $@"C:\Program Files\Vendor {program % 200}\program{program}.exe");

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"item-{number}");

    private static ExceptionTerms TermsOf(int number)
    {
        var terms = new ExceptionTerms
        {
            Executable = PathOf(number % Programs),
            Signer = $"Vendor {number % 200} Inc.",
            TargetImage = Targets[number % Targets.Length],
            Classes = AccessClasses.Query | AccessClasses.MemoryRead,
            FirstFrameKind = FirstFrameKind.Unbacked,
            Shape = $"unbacked ?>kernelbase.dll>program{number}.dll",
            Hosts = [$"ws-{number % 3000:0000}"],
            ExpiresAt = Until,
        };
        return (number % 20) switch
        {
            0 => terms with { Executable = null },
            1 => terms with { Executable = null, Signer = null, Sha256 = $"{number:x64}" },
            2 or 3 => terms with { Executable = $@"C:\Program Files\Vendor {number % 200}\*\program{number}.exe" },
            4 => terms with { IsForAllHosts = true, Hosts = [] },
            _ => terms,
        };
    }
}
