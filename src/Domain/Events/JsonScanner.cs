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
        while (true)
        {
            if ((uint)_at >= (uint)_json.Length) return 0;
            var next = _json[_at];
            if (next > ' ' || !IsBlank(next)) return next;
            _at++;
        }
    }

    /// <summary>Passes over the byte that comes next, blanks before it included.</summary>
    /// <exception cref="JsonException">Another byte comes next.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Expect(byte expected)
    {
        if (Peek() != expected) Fail();
        _at++;
    }

    /// <summary>Passes over the byte that comes next if it is that one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Take(byte wanted)
    {
        if (Peek() != wanted) return false;
        _at++;
        return true;
    }

    /// <summary>Fails unless nothing but blanks is left.</summary>
    public void ExpectEnd()
    {
        Peek();
        if (_at != _json.Length) Fail();
    }

    /// <summary>Reads a text or the name of a member.</summary>
    /// <param name="isEscaped">True if there are escapes in it.</param>
    /// <returns>What stands between the quotation marks.</returns>
    public ReadOnlySpan<byte> ReadText(out bool isEscaped)
    {
        Expect((byte)'"');
        var start = _at;
        isEscaped = false;
        while (true)
        {
            _at = IndexOfSpecial(_at);
            if (_json[_at] == '"') return _json[start.._at++];
            if (_json[_at] <= LastControl) Fail();

            isEscaped = true;
            SkipEscape();
        }
    }

    /// <summary>Reads a number as it is spelled.</summary>
    public ReadOnlySpan<byte> ReadNumber()
    {
        var start = _at;
        if (At(_at) == '-') _at++;
        if (At(_at) == '0') _at++;
        else SkipDigits();
        if (At(_at) == '.')
        {
            _at++;
            SkipDigits();
        }

        if ((At(_at) | 0x20) == 'e')
        {
            _at++;
            if (At(_at) is (byte)'+' or (byte)'-') _at++;
            SkipDigits();
        }

        return _json[start.._at];
    }

    /// <summary>Reads <c>true</c>, <c>false</c> or <c>null</c>.</summary>
    public ReadOnlySpan<byte> ReadWord()
    {
        var rest = _json[_at..];
        var word = rest.StartsWith("true"u8) ? "true"u8
            : rest.StartsWith("false"u8) ? "false"u8
            : rest.StartsWith("null"u8) ? "null"u8
            : default;
        if (word.IsEmpty) Fail();
        _at += word.Length;
        return rest[..word.Length];
    }

    /// <summary>Passes over a value, whatever it is.</summary>
    /// <param name="depth">How many objects and arrays may lie in each other.</param>
    public void SkipValue(int depth)
    {
        switch (Peek())
        {
            case (byte)'"':
                ReadText(out _);
                break;
            case (byte)'{':
                SkipObject(depth);
                break;
            case (byte)'[':
                SkipArray(depth);
                break;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                ReadNumber();
                break;
            default:
                ReadWord();
                break;
        }
    }

    /// <summary>Says that the document is not what it should be.</summary>
    public static void Fail() => throw new JsonException();

    private void SkipObject(int depth)
    {
        if (depth == 0) Fail();
        _at++;
        if (Take((byte)'}')) return;
        do
        {
            ReadText(out _);
            Expect((byte)':');
            SkipValue(depth - 1);
        }
        while (Take((byte)','));

        Expect((byte)'}');
    }

    private void SkipArray(int depth)
    {
        if (depth == 0) Fail();
        _at++;
        if (Take((byte)']')) return;
        do SkipValue(depth - 1);
        while (Take((byte)','));

        Expect((byte)']');
    }

    private void SkipDigits()
    {
        var start = _at;
        while (At(_at) is >= (byte)'0' and <= (byte)'9') _at++;
        if (_at == start) Fail();
    }

    private void SkipEscape()
    {
        const int Digits = 4;
        switch (At(_at + 1))
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                _at += 2;
                break;
            case (byte)'u':
                for (var digit = _at + 2; digit < _at + 2 + Digits; digit++)
                    if (!char.IsAsciiHexDigit((char)At(digit))) Fail();
                _at += 2 + Digits;
                break;
            default:
                Fail();
                break;
        }
    }

    // The next quotation mark, backslash or control character.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int IndexOfSpecial(int at)
    {
        ref var start = ref MemoryMarshal.GetReference(_json);
        for (; at <= _json.Length - Vector256<byte>.Count; at += Vector256<byte>.Count)
        {
            var bytes = Vector256.LoadUnsafe(ref start, (nuint)at);
            var special = Vector256.Equals(bytes, Vector256.Create((byte)'"'))
                | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
                | Vector256.Equals(Vector256.Min(bytes, Vector256.Create((byte)LastControl)), bytes);
            var places = special.ExtractMostSignificantBits();
            if (places != 0) return at + BitOperations.TrailingZeroCount(places);
        }

        for (; at < _json.Length; at++)
            if (_json[at] is (byte)'"' or (byte)'\\' or <= LastControl) return at;

        Fail();
        return at;
    }

    private readonly byte At(int at) => (uint)at < (uint)_json.Length ? _json[at] : (byte)0;

    private static bool IsBlank(byte letter) => letter is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';
}
