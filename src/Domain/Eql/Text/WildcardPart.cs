using System.Text;

namespace DetectionApi.Domain.Eql.Text;

/// <summary>A stretch of a pattern without <c>*</c>: any number of characters, then certain text, and so on.</summary>
internal sealed class WildcardPart
{
    private readonly Piece[] _pieces;
    private readonly bool _ignoreCase;
    private readonly int _characters;

    /// <summary>
    /// How long a part between two stars may be that has a <c>?</c>: it is tried at every place of the text.
    /// </summary>
    public const int MixedLengthMax = 256;

    public WildcardPart(string pattern, bool ignoreCase)
    {
        _ignoreCase = ignoreCase;
        _characters = pattern.EnumerateRunes().Count();
        _pieces = [.. Split(pattern)];
        BytesMin = _pieces.Sum(p => p.Any + p.Text.Length);
    }

    /// <summary>No shorter text fits.</summary>
    public int BytesMin { get; }

    private bool IsPlain => _pieces is [{ Any: 0 }];

    /// <summary>Where the text goes on after this part at its beginning; -1 if it does not begin so.</summary>
    public int MatchStart(ReadOnlySpan<byte> text, int from)
    {
        var at = from;
        foreach (var piece in _pieces)
        {
            for (var i = 0; i < piece.Any; i++)
            {
                if (at >= text.Length) return -1;
                at = Utf8Text.Next(text, at);
            }

            if (text.Length - at < piece.Text.Length || !Same(text.Slice(at, piece.Text.Length), piece.Text)) return -1;
            at += piece.Text.Length;
        }

        return at;
    }

    /// <summary>True if the text ends so, in its bytes from <paramref name="from"/> on.</summary>
    public bool MatchesEnd(ReadOnlySpan<byte> text, int from)
    {
        var at = text.Length;
        if (IsPlain) at -= BytesMin;
        else
            for (var i = 0; i < _characters && at >= from; i++) at = Utf8Text.Previous(text, at);

        return at >= from && MatchStart(text, at) == text.Length;
    }

    /// <summary>Where the text goes on after the first place at which it fits; -1 if there is none.</summary>
    public int Find(ReadOnlySpan<byte> text, int from)
    {
        if (IsPlain)
        {
            var found = TextSearch.IndexOf(text[from..], _pieces[0].Text, _ignoreCase);
            return found < 0 ? -1 : from + found + BytesMin;
        }

        for (var at = from; at + BytesMin <= text.Length; at = Utf8Text.Next(text, at))
            if (MatchStart(text, at) is >= 0 and var end) return end;

        return -1;
    }

    private bool Same(ReadOnlySpan<byte> text, ReadOnlySpan<byte> piece) =>
        _ignoreCase ? AsciiFold.Equal(text, piece) : text.SequenceEqual(piece);

    private static IEnumerable<Piece> Split(string pattern)
    {
        for (var at = 0; at < pattern.Length;)
        {
            var any = pattern.AsSpan(at).IndexOfAnyExcept('?');
            if (any < 0) any = pattern.Length - at;
            var text = at + any;
            var next = pattern.IndexOf('?', text);
            at = next < 0 ? pattern.Length : next;
            yield return new(any, Encoding.UTF8.GetBytes(pattern[text..at]));
        }
    }

    private readonly record struct Piece(int Any, byte[] Text);
}
