using System.Text;
using DetectionApi.Domain.Eql.Text;

namespace DetectionApi.Domain.Eql.Compilation;

/// <summary>A thread's memory for the text that functions make, so that an event costs no allocation.</summary>
/// <remarks>What is kept here stays valid until the next leaf of a condition is asked.</remarks>
internal sealed class Scratch
{
    /// <summary>A text that would become longer is missing: what joins huge fields must not cost all memory.</summary>
    public const int TextBytesMax = 16 * 1024 * 1024;

    private const int BytesAtStart = 4096;
    private const int BytesKept = 1024 * 1024;

    [ThreadStatic]
    private static Scratch? _ofThread;

    private byte[] _bytes = new byte[BytesAtStart];
    private char[] _characters = new char[BytesAtStart];

    public static Scratch OfThread => _ofThread ??= new();

    /// <summary>How many bytes are in use.</summary>
    public int Used { get; private set; }

    public void Clear()
    {
        Used = 0;
        if (_bytes.Length > BytesKept) _bytes = new byte[BytesAtStart];
        if (_characters.Length > BytesKept) _characters = new char[BytesAtStart];
    }

    public ReadOnlySpan<byte> Keep(Number number)
    {
        var start = Used;
        Reserve(start + Number.FormattedMax);
        number.TryFormat(_bytes.AsSpan(start), out var written);
        Used += written;
        return _bytes.AsSpan(start, written);
    }

    /// <summary>Puts bytes at a place, over what was used from there on. They may lie there themselves.</summary>
    public bool TryWrite(int at, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > TextBytesMax - at) return false;
        Reserve(at + bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(at));
        Used = at + bytes.Length;
        return true;
    }

    /// <summary>The bytes in use from a place on.</summary>
    public ReadOnlySpan<byte> From(int start) => _bytes.AsSpan(start, Used - start);

    /// <summary>The text in UTF-16, valid until the next call; bytes that are no UTF-8 become U+FFFD.</summary>
    public ReadOnlySpan<char> Decode(ReadOnlySpan<byte> text)
    {
        if (_characters.Length < text.Length) _characters = new char[text.Length];
        return _characters.AsSpan(0, Encoding.UTF8.GetChars(text, _characters));
    }

    private void Reserve(int bytes)
    {
        if (_bytes.Length < bytes) Array.Resize(ref _bytes, Math.Max(bytes, _bytes.Length * 2));
    }
}
