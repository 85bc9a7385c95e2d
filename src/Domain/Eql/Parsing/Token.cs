namespace DetectionApi.Domain.Eql.Parsing;

/// <summary>What a piece of a query is.</summary>
internal enum TokenKind
{
    End,

    /// <summary>A name or keyword, with the <c>~</c> that may end it.</summary>
    Word,

    /// <summary>A name in backticks.</summary>
    QuotedName,
    Text,
    Number,
    Symbol,
}

/// <summary>A piece of a query.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="At">Where it begins in the query's text.</param>
/// <param name="Text">Its meaning: text and names without quotes and escapes.</param>
internal readonly record struct Token(TokenKind Kind, int At, string Text)
{
    public bool Is(string wordOrSymbol) => Kind is TokenKind.Word or TokenKind.Symbol && Text == wordOrSymbol;

    public override string ToString() => Kind switch
    {
        TokenKind.End => "the end of the query",
        TokenKind.Text => Syntax.EqlText.Quote(Text),
        _ => $"`{Text}`",
    };
}

/// <summary>Ends the reading of a query; becomes an <see cref="EqlError"/> at once.</summary>
internal sealed class EqlSyntaxException(int at, string message) : Exception(message)
{
    public int At => at;
}
