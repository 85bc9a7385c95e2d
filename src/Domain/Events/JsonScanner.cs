using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace DetectionApi.Domain.Events;

/// <summary>Walks JSON from value to value, and passes over what nobody wants at the speed of memory.</summary>
/// <remarks>
/// It accepts what <see cref="Utf8JsonReader"/> accepts, which a test holds it to, and takes half its time on events:
/// more than a third of one is a message full of escapes, which that reader checks byte by byte. What is wrong with a
/// document it does not say; that reader is asked then.
/// </remarks>
internal ref struct JsonScanner
{
    private const int LastControl = 0x1f;

    private readonly ReadOnlySpan<byte> _json;
    private int _at;

    public JsonScanner(ReadOnlySpan<byte> json) => _json = json;

    /// <summary>Where the scanner stands: the place of the byte that comes next.</summary>
    public readonly int Position => _at;

    /// <summary>The byte that comes next, blanks passed over; 0 at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Peek()
    {
        _at = SkipBlanks(_at);
        return At(_at);
    }

    /// <summary>Passes over the byte that comes next, blanks before it included.</summary>
    /// <exception cref="JsonException">Another byte comes next.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Expect(byte expected) => _at = Expect(_at, expected);

    /// <summary>Passes over the byte that comes next if it is that one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Take(byte wanted)
    {
        var at = SkipBlanks(_at);
        var isThere = At(at) == wanted;
        _at = isThere ? at + 1 : at;
        return isThere;
    }

    /// <summary>Fails unless nothing but blanks is left.</summary>
    public void ExpectEnd()
    {
        if (SkipBlanks(_at) != _json.Length) Fail();
    }

    /// <summary>Reads the name of a member and the colon behind it.</summary>
    /// <param name="isEscaped">True if there are escapes in it.</param>
    /// <returns>What stands between the quotation marks.</returns>
    public ReadOnlySpan<byte> ReadName(out bool isEscaped)
    {
        var start = Expect(_at, (byte)'"');
        var end = EndOfText(start, out isEscaped);
        _at = Expect(end + 1, (byte)':');
        return _json[start..end];
    }

    /// <summary>Reads a text.</summary>
    /// <param name="isEscaped">True if there are escapes in it.</param>
    /// <returns>What stands between the quotation marks.</returns>
    public ReadOnlySpan<byte> ReadText(out bool isEscaped)
    {
        var start = Expect(_at, (byte)'"');
        var end = EndOfText(start, out isEscaped);
        _at = end + 1;
        return _json[start..end];
    }

    /// <summary>Reads a number as it is spelled.</summary>
    public ReadOnlySpan<byte> ReadNumber()
    {
        var start = _at;
        _at = SkipNumber(start);
        return _json[start.._at];
    }

    /// <summary>Reads <c>true</c>, <c>false</c> or <c>null</c>.</summary>
    public ReadOnlySpan<byte> ReadWord()
    {
        var start = _at;
        _at = SkipWord(start);
        return _json[start.._at];
    }

    /// <summary>Passes over a value, whatever it is.</summary>
    /// <param name="depth">How many objects and arrays may lie in each other.</param>
    public void SkipValue(int depth) => _at = SkipValue(SkipBlanks(_at), depth);

    /// <summary>Says that the document is not what it should be.</summary>
    [DoesNotReturn]
    public static void Fail() => throw new JsonException();

    private readonly int SkipValue(int at, int depth) => At(at) switch
    {
        (byte)'"' => EndOfText(at + 1, out _) + 1,
        (byte)'{' => SkipObject(at + 1, depth),
        (byte)'[' => SkipArray(at + 1, depth),
        (byte)'-' or (>= (byte)'0' and <= (byte)'9') => SkipNumber(at),
        _ => SkipWord(at),
    };

    private readonly int SkipObject(int at, int depth)
    {
        if (depth == 0) Fail();
        at = SkipBlanks(at);
        if (At(at) == '}') return at + 1;
        while (true)
        {
            at = Expect(EndOfText(Expect(at, (byte)'"'), out _) + 1, (byte)':');
            at = SkipBlanks(SkipValue(SkipBlanks(at), depth - 1));
            if (At(at) != ',') return Expect(at, (byte)'}');
            at++;
        }
    }

    private readonly int SkipArray(int at, int depth)
    {
        if (depth == 0) Fail();
        at = SkipBlanks(at);
        if (At(at) == ']') return at + 1;
        while (true)
        {
            at = SkipBlanks(SkipValue(SkipBlanks(at), depth - 1));
            if (At(at) != ',') return Expect(at, (byte)']');
            at++;
        }
    }

    private readonly int SkipNumber(int at)
    {
        if (At(at) == '-') at++;
        at = At(at) == '0' ? at + 1 : SkipDigits(at);
        if (At(at) == '.') at = SkipDigits(at + 1);
        if ((At(at) | 0x20) != 'e') return at;

        at++;
        return SkipDigits(At(at) is (byte)'+' or (byte)'-' ? at + 1 : at);
    }

    private readonly int SkipDigits(int at)
    {
        var start = at;
        while (At(at) is >= (byte)'0' and <= (byte)'9') at++;
        if (at == start) Fail();
        return at;
    }

    private readonly int SkipWord(int at)
    {
        var rest = _json[Math.Min(at, _json.Length)..];
        if (rest.StartsWith("true"u8) || rest.StartsWith("null"u8)) return at + "true"u8.Length;
        if (!rest.StartsWith("false"u8)) Fail();
        return at + "false"u8.Length;
    }

    // The place of the quotation mark that ends the text. All that this walk does stays in registers: written to the
    // field at each step, the place alone would cost as much as the rest.
    private readonly int EndOfText(int at, out bool isEscaped)
    {
        isEscaped = false;
        while (at <= _json.Length - Vector256<byte>.Count)
        {
            // A bit for each of the next bytes that ends the text, begins an escape, or must not be there.
            var special = SpecialAt(at);
            var next = at + Vector256<byte>.Count;
            while (special != 0)
            {
                var found = at + BitOperations.TrailingZeroCount(special);
                if (_json[found] == '"') return found;

                isEscaped = true;
                var behind = SkipEscape(found);
                if (behind >= next)
                {
                    next = behind;
                    break;
                }

                // What belongs to the escape is neither an end nor a beginning.
                special = special >> (behind - at) << (behind - at);
            }

            at = next;
        }

        return EndOfTail(at, ref isEscaped);
    }

    // Of a text that ends less than a vector's length before the document does.
    private readonly int EndOfTail(int at, ref bool isEscaped)
    {
        while (At(at) is not (byte)'"' and var next)
        {
            if (next is not ((byte)'\\' or <= LastControl))
            {
                at++;
                continue;
            }

            isEscaped = true;
            at = SkipEscape(at);
        }

        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int SkipBlanks(int at)
    {
        while (At(at) is <= (byte)' ' and ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')) at++;
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int Expect(int at, byte expected)
    {
        at = SkipBlanks(at);
        if (At(at) != expected) Fail();
        return at + 1;
    }

    // Where the text goes on behind the escape at that place; a control character is none.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int SkipEscape(int at)
    {
        const int Short = 2;
        if (At(at) != '\\') Fail();
        return At(at + 1) switch
        {
            (byte)'\\' or (byte)'n' or (byte)'"' or (byte)'t' or (byte)'r' or (byte)'/' or (byte)'b' or (byte)'f' =>
                at + Short,
            (byte)'u' => SkipCodeUnit(at + Short),
            _ => throw new JsonException(),
        };
    }

    private readonly int SkipCodeUnit(int digits)
    {
        const int Length = 4;
        for (var at = digits; at < digits + Length; at++)
            if (!char.IsAsciiHexDigit((char)At(at))) Fail();

        return digits + Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly uint SpecialAt(int at)
    {
        var bytes = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(_json), (nuint)at);
        var special = Vector256.Equals(bytes, Vector256.Create((byte)'"'))
            | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
            | Vector256.LessThanOrEqual(bytes, Vector256.Create((byte)LastControl));
        return special.ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly byte At(int at) => (uint)at < (uint)_json.Length ? _json[at] : (byte)0;
}
