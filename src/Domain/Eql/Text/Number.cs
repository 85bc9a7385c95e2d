using System.Buffers.Text;
using System.Globalization;

namespace DetectionApi.Domain.Eql.Text;

/// <summary>A number: whole, of 64 bits and exact, or real. The two compare by value: 2 equals 2.0.</summary>
internal readonly record struct Number
{
    private readonly double _real;

    public Number(long whole) => (IsWhole, Whole) = (true, whole);

    public Number(double real) => _real = real;

    public bool IsWhole { get; }

    /// <summary>0 for a real number.</summary>
    public long Whole { get; }

    public double Real => IsWhole ? Whole : _real;

    public static bool TryParse(ReadOnlySpan<byte> digits, out Number number)
    {
        if (Utf8Parser.TryParse(digits, out long whole, out var used) && used == digits.Length)
        {
            number = new(whole);
            return true;
        }

        var isReal = Utf8Parser.TryParse(digits, out double real, out used) && used == digits.Length;
        number = new(real);
        return isReal;
    }

    public int CompareTo(Number other) =>
        IsWhole && other.IsWhole ? Whole.CompareTo(other.Whole) : Real.CompareTo(other.Real);

    /// <summary>Null for a whole number that no 64 bits hold.</summary>
    public Number? Negated() => IsWhole
        ? Whole == long.MinValue ? null : new(-Whole)
        : new(-_real);

    /// <summary>Null where Elasticsearch would fail the query: division by zero, and more than 64 bits.</summary>
    public static Number? Compute(Number a, char operation, Number b) =>
        a.IsWhole && b.IsWhole ? Compute(a.Whole, operation, b.Whole) : Compute(a.Real, operation, b.Real);

    public bool TryFormat(Span<byte> destination, out int written)
    {
        if (IsWhole) return Whole.TryFormat(destination, out written, default, CultureInfo.InvariantCulture);
        if (!_real.TryFormat(destination, out written, default, CultureInfo.InvariantCulture)) return false;
        if (destination[..written].IndexOfAny(".E"u8) >= 0) return true;

        // A real number shows that it is one, as in Elasticsearch: `string(2.0)` is "2.0".
        if (!".0"u8.TryCopyTo(destination[written..])) return false;
        written += 2;
        return true;
    }

    public override string ToString()
    {
        Span<byte> digits = stackalloc byte[FormattedMax];
        TryFormat(digits, out var written);
        return System.Text.Encoding.ASCII.GetString(digits[..written]);
    }

    /// <summary>No number takes more bytes.</summary>
    public const int FormattedMax = 32;

    private static Number? Compute(long a, char operation, long b)
    {
        var wide = operation switch
        {
            '+' => (Int128)a + b,
            '-' => (Int128)a - b,
            '*' => (Int128)a * b,
            _ when b == 0 => Int128.MaxValue,
            '/' => (Int128)a / b,
            _ => (Int128)a % b,
        };
        return wide >= long.MinValue && wide <= long.MaxValue ? new((long)wide) : null;
    }

    private static Number? Compute(double a, char operation, double b)
    {
        var real = operation switch
        {
            '+' => a + b,
            '-' => a - b,
            '*' => a * b,
            '/' => a / b,
            _ => a % b,
        };
        return double.IsFinite(real) ? new(real) : null;
    }
}
