using DetectionApi.Domain.ProcessAccess;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.DomainTests.ProcessAccessTests;

public sealed class CallTraceTests
{
    private const string Source = @"C:\Tools\Probe.exe";

    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(500);

    private static readonly string[] Modules =
    [
        @"C:\Windows\System32\ntdll.dll", @"C:\Windows\System32\KERNELBASE.dll", @"C:\Windows\SysWOW64\a.dll", Source,
        @"C:\Program Files (x86)\B+C\d.exe", @"C:\Users\u\ntdll.dll",
    ];

    private static readonly Gen<(int Module, bool IsWow64)[]> Traces =
        from modules in Gen.ListOf(Gen.Choose(-1, Modules.Length - 1))
        from isWow64 in Gen.Elements(true, false)
        select modules.Select(m => (m, isWow64)).ToArray();

    public static TheoryData<int, string, string> Frames() => Cases.Of("call-frames.cases");

    public static TheoryData<int, string, string> FirstFrames() => Cases.Of("first-frames.cases");

    public static TheoryData<int, string, string> Shapes() => Cases.Of("call-trace-shapes.cases");

    [Theory]
    [MemberData(nameof(Frames))]
    public void A_frame_is_read(int line, string text, string expected)
    {
        var frame = CallFrame.Parse(text);
        var words = Words.Of(frame.Kind) + frame.Kind switch
        {
            CallFrameKind.Module => $" {frame.Module} at {frame.Address:x}",
            CallFrameKind.Unbacked => $" at {frame.Address:x}",
            _ => "",
        };
        if (frame.IsWow64) words += ", 32-bit";

        Assert.True(words == expected, $"line {line}: {words}");
    }

    [Theory]
    [MemberData(nameof(FirstFrames))]
    public void The_first_frame_tells_who_issued_the_system_call(int line, string text, string expected)
    {
        var first = FirstFrame.Of(CallTrace.Parse(text), Source);
        var words = $"{Words.Of(first.Kind)} {first.Module}".TrimEnd();

        Assert.True(words == expected, $"line {line}: {words}");
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_call_trace_has_a_shape(int line, string text, string expected)
    {
        var shape = ShapeOf(text);

        Assert.True(shape == expected, $"line {line}: {shape}");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  \t\n")]
    public void Nothing_has_no_frames(string? text) => Assert.Empty(CallTrace.Parse(text).Frames);

    [Fact]
    public void Without_a_source_image_no_frame_is_its() => Assert.Equal(
        FirstFrameKind.OtherModule, FirstFrame.Of(CallTrace.Parse($"{Source}+1"), null).Kind);

    [Theory]
    [InlineData("a+1\0")]
    [InlineData("UNKNOWN(1\0)")]
    public void Digits_with_a_zero_byte_behind_are_malformed(string text) =>
        Assert.Equal(CallFrameKind.Malformed, CallFrame.Parse(text).Kind);

    [Fact]
    public void Frames_keep_their_order() => Assert.Equal(
        [1ul, 2ul, 3ul], CallTrace.Parse(@"C:\a.dll+1|UNKNOWN(02)|C:\b.dll+3(wow64)").Frames.Select(f => f.Address));

    [Fact]
    public void A_written_trace_reads_back() => Prop.ForAll(Traces.ToArbitrary(), frames =>
    {
        var read = CallTrace.Parse(Write(frames, seed: 7)).Frames;
        return read.Count == frames.Length && read.Zip(frames).All(pair =>
            pair.First.IsWow64 == pair.Second.IsWow64
            && pair.First.Module == (pair.Second.Module < 0 ? "" : Modules[pair.Second.Module]));
    }).Check(Often);

    [Fact]
    public void A_shape_survives_other_offsets_addresses_and_letter_case() => Prop.ForAll(
        Traces.ToArbitrary(), frames => ShapeOf(Write(frames, seed: 1)) == ShapeOf(Write(frames, seed: 99))
        && ShapeOf(Write(frames, seed: 1)) == ShapeOf(Write(frames, seed: 5).ToUpperInvariant())).Check(Often);

    [Fact]
    public void A_shape_never_repeats_a_step() => Prop.ForAll(Traces.ToArbitrary(), frames =>
    {
        var steps = ShapeOf(Write(frames, seed: 3)).Split('>')[1..];
        return steps.Zip(steps.Skip(1)).All(pair => pair.First != pair.Second);
    }).Check(Often);

    [Fact]
    public void Any_text_is_a_call_trace_and_never_a_crash()
    {
        var tokens = Gen.Elements(
            "|", "+", "(", ")", "UNKNOWN(", "(wow64)", "1f", "C:\\", "ntdll.dll", " ", "\0", "\ud800", "*",
            "0x", ".", "é");
        Prop.ForAll(Gen.ListOf(tokens).Select(string.Concat).ToArbitrary(), text =>
        {
            var trace = CallTrace.Parse(text);
            var isBlank = string.IsNullOrWhiteSpace(text);
            return trace.Frames.Count == (isBlank ? 0 : text.Count(c => c is '|') + 1) && ShapeOf(text).Length > 0;
        }).Check(Often);
    }

    private static string ShapeOf(string text)
    {
        var trace = CallTrace.Parse(text);
        return CallTraceShape.Of(trace, FirstFrame.Of(trace, Source)).Text;
    }

    private static string Write((int Module, bool IsWow64)[] frames, int seed) => string.Join('|', frames.Select(
        (frame, i) =>
            (frame.Module < 0 ? $"UNKNOWN({seed * 7919 + i:X16})" : $"{Modules[frame.Module]}+{seed * 31 + i:x}")
            + (frame.IsWow64 ? "(wow64)" : "")));
}
