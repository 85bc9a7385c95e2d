using System.Text;
using DetectionApi.Domain.Events;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Hostile.Doors;

/// <summary>What single fields hold: call traces, masks, paths, times; and patterns of paths against paths.</summary>
internal sealed class FieldsDoor : IDoor
{
    // A star stands for no more than a name has.
    private const int NameLengthMax = 255;

    private static readonly string[] Paths =
    [
        @"C:\Windows\System32\lsass.exe", @"C:\Program Files\Vendor\*\agent.exe",
        @"C:\Windows\SYSTEM32\ntdll.dll+9fc24",
        @"c:\*a*a*a*a*b", @"C:\????????\*.exe", @"\\server\share\a.exe", "UNKNOWN(000001C5F8E41B2E)",
        @"C:\Windows\System32\KERNELBASE.dll+2c13e(wow64)", "0x1fffff", "2026-03-02 10:20:30.250",
    ];

    public string Name => "fields";

    public int Share => 13;

    public HostileInput Make(Dice dice)
    {
        var (one, other) = (Text(dice), Text(dice));
        return new CallInput(Name, $"{one}\n{other}", () => Read(one) ?? Compare(one, other));
    }

    private static string Text(Dice dice)
    {
        var parts = Enumerable.Range(0, dice.Between(1, dice.Chance(3) ? 2000 : 6))
            .Select(_ => dice.Chance(70) ? dice.Pick(Paths) : OddText.Of(dice));
        return string.Join(dice.Pick("|", "|", "\\", "", "+", " "), parts);
    }

    private static string? Read(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var trace = CallTrace.Parse(text);
        var first = FirstFrame.Of(trace, text);
        var shape = CallTraceShape.Of(trace, first);
        if (trace.Frames.Count > CallTrace.FramesMax) return $"{trace.Frames.Count} frames";
        if (shape.Text.Length > text.Length + 64) return $"a shape of {shape.Text.Length} characters";

        if (AccessMaskText.TryParse(bytes, out var bits))
        {
            var mask = new AccessMask(bits);
            if (AccessMaskText.TryParse(Encoding.UTF8.GetBytes($"{mask}"), out var again) && again != bits)
                return $"{mask} is not {text}";
            if (mask.Classes == 0 && bits != 0) return $"{mask} is of no class";
        }

        return EventTime.TryParse(bytes, out var time) && time.Offset != TimeSpan.Zero ? $"{time} is not in UTC" : null;
    }

    private static string? Compare(string one, string other)
    {
        var (pattern, second) = (PathPattern.Of(one), PathPattern.Of(other));
        var path = ItemPath.Fold(other);
        if (one.Length <= NameLengthMax && !pattern.Contains(pattern)) return "it does not contain itself";
        if (second.IsExact && second.Text == path && pattern.Contains(second) && !pattern.Matches(path))
            return "it contains what it does not match";

        var folded = WindowsPath.Fold(one);
        return folded == WindowsPath.Fold(folded) ? null : "folding twice is not folding once";
    }
}
