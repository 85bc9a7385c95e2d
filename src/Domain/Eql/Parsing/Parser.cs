using DetectionApi.Domain.Eql.Syntax;
using DetectionApi.Domain.Eql.Text;

namespace DetectionApi.Domain.Eql.Parsing;

/// <summary>Reads a query by recursive descent. One method per line of the grammar, in the same order.</summary>
/// <remarks>
/// <code>
/// query      := ('any' | word | text) 'where' or
/// or         := and ('or' and)*
/// and        := not ('and' not)*
/// not        := 'not' not | comparison
/// comparison := operand (('==' | '!=' | '&lt;' | '&lt;=' | '&gt;' | '&gt;=') operand)?
/// operand    := sum ('not'? ('in' | 'in~') values | (':' | 'like' | 'like~' | 'regex' | 'regex~') patterns)?
/// values     := '(' sum (',' sum)* ')'
/// patterns   := text | '(' text (',' text)* ')'
/// sum        := product (('+' | '-') product)*
/// product    := sign (('*' | '/' | '%') sign)*
/// sign       := ('-' | '+') sign | primary
/// primary    := text | number | 'true' | 'false' | 'null' | call | field | '(' or ')'
/// call       := word '(' (or (',' or)*)? ')'
/// field      := '?'? name ('.' name)*
/// </code>
/// Keywords are lower case, as in Elasticsearch.
/// </remarks>
internal sealed class Parser(string source)
{
    /// <summary>Queries come over HTTP; without a limit a few thousand brackets would end the process.</summary>
    internal const int DepthMax = 100;

    private const int FieldLengthMax = 256;

    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];
    private static readonly string[] PatternOperators = [":", "like", "like~", "regex", "regex~"];

    private readonly List<Token> _tokens = new Lexer(source).Tokens();
    private int _next;
    private int _depth;

    private Token Current => _tokens[_next];

    /// <exception cref="EqlSyntaxException">The text is no query.</exception>
    public Query Query()
    {
        var category = Category();
        if (!TryTake("where")) throw Expected("`where` after the event category");
        var condition = Rules.Condition(Or());
        return Current.Kind is TokenKind.End ? new(category, condition) : throw Unexpected();
    }

    private string? Category()
    {
        if (TryTake("any")) return null;
        if (Current.Kind is TokenKind.Word && Current.Text is "sequence" or "join" or "sample")
            throw Fail($"`{Current.Text}` is not supported: expected an event category, as in `process where …`");

        var isName = Current.Kind is TokenKind.Text || (Current.Kind is TokenKind.Word && IsName(Current.Text));
        return isName ? Take().Text : throw Expected("an event category");
    }

    private Node Or() => Chain("or", And, parts => new Or(parts[0].At, parts));

    private Node And() => Chain("and", Not, parts => new And(parts[0].At, parts));

    // A list and not a chain of pairs, so that ten thousand clauses are not ten thousand levels.
    private Node Chain(string word, Func<Node> read, Func<List<Node>, Node> join)
    {
        var first = read();
        if (!Current.Is(word)) return first;

        List<Node> parts = [Rules.Condition(first)];
        while (TryTake(word)) parts.Add(Rules.Condition(read()));
        return join(parts);
    }

    private Node Not()
    {
        var at = Current.At;
        return TryTake("not") ? new Not(at, Rules.Condition(Nested(Not))) : Comparison();
    }

    private Node Comparison()
    {
        var left = Operand();
        if (Current.Kind is not TokenKind.Symbol || !Comparisons.Contains(Current.Text)) return left;

        var @operator = Take().Text;
        var comparison = new Comparison(left.At, left, @operator, Operand());
        Rules.Check(comparison);
        return comparison;
    }

    private Node Operand()
    {
        var subject = Sum();
        if (PatternOperators.Any(Current.Is)) return Patterns(subject, Take().Text);
        if (Current.Is("in") || Current.Is("in~")) return Values(subject, Take().Text is "in~");
        if (!Current.Is("not") || !(_tokens[_next + 1].Is("in") || _tokens[_next + 1].Is("in~"))) return subject;

        Take();
        return new Not(subject.At, Values(subject, Take().Text is "in~"));
    }

    private Membership Values(Node subject, bool ignoreCase)
    {
        if (!Current.Is("(")) throw Expected("`(` and a list of values");
        var membership = new Membership(subject.At, subject, ignoreCase, List(Sum));
        Rules.Check(membership);
        return membership;
    }

    private PatternMatch Patterns(Node subject, string @operator)
    {
        var patterns = Current.Is("(") ? List(Pattern) : [Pattern()];
        var match = new PatternMatch(subject.At, subject, @operator, patterns);
        Rules.Check(match);
        return match;
    }

    private TextLiteral Pattern() => Current.Kind is TokenKind.Text
        ? new(Current.At, Take().Text)
        : throw Expected("a text, or texts in brackets");

    private List<T> List<T>(Func<T> read)
    {
        Take();
        List<T> items = [read()];
        while (TryTake(",")) items.Add(read());
        return TryTake(")") ? items : throw Expected("`,` or `)`");
    }

    private Node Sum() => Calculation("+-", Product);

    private Node Product() => Calculation("*/%", Sign);

    private Node Calculation(string operators, Func<Node> read)
    {
        var left = read();
        while (Current.Kind is TokenKind.Symbol && Current.Text is [var symbol] && operators.Contains(symbol))
        {
            Take();
            left = new Arithmetic(left.At, Rules.Number(left), symbol, Rules.Number(read()));
            if (left.Height > DepthMax) throw TooDeep();
        }

        return left;
    }

    private Node Sign()
    {
        var at = Current.At;
        if (TryTake("+")) return Rules.Number(Nested(Sign));
        if (!TryTake("-")) return Primary();
        return Rules.Number(Nested(Sign)) switch
        {
            NumberLiteral { Value: var number } => new NumberLiteral(at, number.Negated() ?? new(-number.Real)),
            var other => new Negative(at, other),
        };
    }

    private Node Primary()
    {
        var at = Current.At;
        switch (Current.Kind)
        {
            case TokenKind.Text: return new TextLiteral(at, Take().Text);
            case TokenKind.Number: return new NumberLiteral(at, NumberOf(Take()));
            case TokenKind.QuotedName: return Field();
            case TokenKind.Word when IsName(Current.Text): return _tokens[_next + 1].Is("(") ? Call() : Field();
        }

        if (TryTake("true")) return new BooleanLiteral(at, true);
        if (TryTake("false")) return new BooleanLiteral(at, false);
        if (TryTake("null")) return new NullLiteral(at);
        if (Current.Is("?")) return Field();
        return TryTake("(") ? Bracketed() : throw Expected("a value");
    }

    private Node Bracketed()
    {
        var inner = Nested(Or);
        return TryTake(")") ? inner : throw Expected("`)`");
    }

    private Call Call()
    {
        var name = Take();
        var ignoreCase = name.Text.EndsWith('~');
        var function = Functions.Find(name.Text.TrimEnd('~')) ?? throw UnknownFunction(name);
        if (ignoreCase && !function.HasTilde)
            throw new EqlSyntaxException(name.At, $"`{function.Name}` has no form that ignores case");

        var arguments = _tokens[_next + 1].Is(")") ? NoArguments() : List(() => Nested(Or));
        var call = new Call(name.At, function, ignoreCase, arguments);
        Rules.Check(call);
        return call;
    }

    private List<Node> NoArguments()
    {
        _next += 2;
        return [];
    }

    private Field Field()
    {
        var at = Current.At;
        var isOptional = TryTake("?");
        if (Current.Kind is not (TokenKind.Word or TokenKind.QuotedName)) throw Expected("a field");

        List<string> names = [Take().Text];
        while (TryTake("."))
        {
            if (Current.Kind is not (TokenKind.Word or TokenKind.QuotedName))
                throw Expected("the rest of the field's name");

            names.Add(Take().Text);
        }

        var name = string.Join('.', names);
        if (name.Length > FieldLengthMax)
            throw new EqlSyntaxException(at, $"the name of a field has {FieldLengthMax} characters at most");
        if (name.Split('.').Contains("")) throw new EqlSyntaxException(at, "a part of the field's name is empty");

        if (Current.Is("["))
            throw Fail("a single value of a field cannot be picked: the condition holds if any of them does");

        return name.EndsWith('~') && _tokens[_next - 1].Kind is TokenKind.Word
            ? throw new EqlSyntaxException(at, $"expected `(` after the function `{name}`")
            : new(at, name, isOptional);
    }

    private Node Nested(Func<Node> read)
    {
        if (++_depth > DepthMax) throw TooDeep();
        var node = read();
        _depth--;
        return node;
    }

    private static bool IsName(string word) =>
        !EqlText.Keywords.Contains(word) && word is not ("in~" or "like~" or "regex~");

    private static Number NumberOf(Token token)
    {
        // The base library reads neither `5.` nor `.5e1` as UTF-8, but EQL does.
        var isRead = long.TryParse(token.Text, out var whole);
        if (isRead) return new(whole);
        var real = double.Parse(token.Text, System.Globalization.CultureInfo.InvariantCulture);
        return double.IsFinite(real) ? new(real) : throw new EqlSyntaxException(token.At, "the number is too large");
    }

    private Token Take() => _tokens[_next++];

    private bool TryTake(string wordOrSymbol)
    {
        if (!Current.Is(wordOrSymbol)) return false;
        _next++;
        return true;
    }

    private EqlSyntaxException Fail(string message) => new(Current.At, message);

    private EqlSyntaxException Expected(string what) => Fail($"expected {what}, but got {Current}");

    private EqlSyntaxException TooDeep() => Fail($"the query is nested more than {DepthMax} levels deep");

    private EqlSyntaxException Unexpected() => Current.Is("|")
        ? Fail("pipes are not supported: expected `and`, `or` or the end of the query")
        : Expected("`and`, `or` or the end of the query");

    private static EqlSyntaxException UnknownFunction(Token name)
    {
        var meant = EqlError.DidYouMean(name.Text.TrimEnd('~'), Functions.All.Select(f => f.Name));
        return new(name.At, $"unknown function `{name.Text}`{meant}");
    }
}
