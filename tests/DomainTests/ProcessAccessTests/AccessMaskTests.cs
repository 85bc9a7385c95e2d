using System.Text;
using System.Numerics;
using DetectionApi.Domain.Events;
using DetectionApi.Domain.ProcessAccess;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.DomainTests.ProcessAccessTests;

public sealed class AccessMaskTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(500);

    private static readonly Gen<uint> Masks =
        from high in Gen.Choose(0, 0xffff)
        from low in Gen.Choose(0, 0xffff)
        from isUsual in Gen.Elements(true, true, false)
        select (isUsual ? (uint)(high & 0x1f) << 16 : (uint)high << 16) | (uint)low;

    public static TheoryData<int, string, string> Spellings() => Cases.Of("access-masks.cases");

    [Theory]
    [MemberData(nameof(Spellings))]
    public void A_spelling_means_a_mask_and_a_mask_has_classes(int line, string text, string expected)
    {
        var found = TryParse(text, out var mask)
            ? string.Join(' ', [mask.ToString(), .. Words.AllOf(mask.Classes)])
            : "none";

        Assert.True(found == expected, $"line {line}: {found}");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(" 0x10")]
    [InlineData("0x10 ")]
    [InlineData("0x1\u0000")]
    [InlineData(null)]
    public void Blanks_and_nothing_are_no_mask(string? text) => Assert.False(TryParse(text, out _));

    [Fact]
    public void Every_bit_belongs_to_exactly_one_class()
    {
        for (var bit = 0; bit < 32; bit++)
        {
            var classes = new AccessMask(1u << bit).Classes;
            Assert.True(BitOperations.PopCount((uint)classes) == 1, $"bit {bit}: {classes}");
            Assert.NotEqual(AccessClasses.AllAccess, classes);
        }
    }

    [Fact]
    public void The_classes_of_a_mask_are_those_of_its_bits_unless_it_has_them_all() => Prop.ForAll(
        Masks.ToArbitrary(), bits =>
        {
            var ofBits = Enumerable.Range(0, 32).Where(bit => (bits & (1u << bit)) != 0)
                .Aggregate(AccessClasses.None, (all, bit) => all | new AccessMask(1u << bit).Classes);
            var classes = new AccessMask(bits).Classes;
            return (bits & 0x1f0fff) == 0x1f0fff
                ? (classes & ~AccessClasses.Other) == AccessClasses.AllAccess
                : classes == ofBits;
        }).Check(Often);

    [Fact]
    public void Every_spelling_of_a_mask_reads_back_as_it() => Prop.ForAll(Masks.ToArbitrary(), bits =>
        ((string[])[$"0x{bits:x}", $"0x{bits:X8}", $"{bits}", new AccessMask(bits).ToString()]).All(
            text => TryParse(text, out var mask) && mask.Bits == bits)).Check(Often);

    [Fact]
    public void Any_bytes_are_a_mask_of_hexadecimal_digits_or_none_and_never_a_crash() => Prop.ForAll(
        Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b)).ToArbitrary(),
        text => !AccessMaskText.TryParse(text, out _) || text.All(b => char.IsAsciiHexDigit((char)b) || b is (byte)'x'))
        .Check(Often);

    [Fact]
    public void Rights_are_named_from_the_lowest_bit_and_unnamed_bits_have_none()
    {
        Assert.Equal(["PROCESS_VM_READ", "PROCESS_QUERY_LIMITED_INFORMATION"], new AccessMask(0x5010).Rights);
        Assert.Equal(19, new AccessMask(uint.MaxValue).Rights.Distinct().Count());
        Assert.Equal(["PROCESS_TERMINATE", "SYNCHRONIZE"], new AccessMask(0x100001).Rights);
        Assert.Empty(new AccessMask(0).Rights);
    }

    private static bool TryParse(string? text, out AccessMask mask)
    {
        var isMask = AccessMaskText.TryParse(Encoding.UTF8.GetBytes(text ?? ""), out var bits);
        mask = new AccessMask(bits);
        return isMask;
    }
}
