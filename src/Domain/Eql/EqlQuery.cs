using System.Diagnostics.CodeAnalysis;
using DetectionApi.Domain.Eql.Compilation;
using DetectionApi.Domain.Eql.Parsing;
using DetectionApi.Domain.Eql.Syntax;
using DetectionApi.Domain.Events;

namespace DetectionApi.Domain.Eql;

/// <summary>An EQL event query that was understood: which events, by category and condition.</summary>
/// <remarks>
/// <para>
/// The language is that of Elasticsearch's EQL reference, without sequences, joins, samples and pipes. It runs as
/// Elasticsearch runs it, which is not three-valued logic: a comparison whose field is missing is false, and <c>not</c>
/// turns that into true. A field with several values satisfies a comparison if any of them does.
/// </para>
/// <para>
/// <c>a != x</c> is <c>not (a == x)</c>, to the letter: Elasticsearch's parser builds exactly that, and its translator
/// makes a <c>must_not</c> around a <c>term</c> of it, without asking whether the field exists. So an event
/// without <c>a</c> passes, and one whose <c>a</c> holds <c>x</c> among other values does not.
/// </para>
/// <para>Immutable, and safe to share between threads.</para>
/// </remarks>
public sealed class EqlQuery
{
    /// <summary>Longer texts are refused. The longest of Elastic's own rules has a tenth of it.</summary>
    public const int LengthMax = 65_536;

    internal const string CategoryField = "event.category";

    private EqlQuery(string text, Query tree)
    {
        Text = text;
        Tree = tree;
        Codes = RequiredCodes.Of(tree.Where);
        var read = tree.Where.Descendants.OfType<Field>().Select(f => f.Name);
        Fields = [.. (tree.Category is null ? read : read.Prepend(CategoryField)).Distinct()];
    }

    /// <summary>The query as it was written.</summary>
    public string Text { get; }

    /// <summary>What <c>event.category</c> must be, to the letter; null for <c>any where</c>.</summary>
    public string? Category => Tree.Category;

    /// <summary>Every field that the query reads, with <c>event.category</c> unless it is <c>any where</c>.</summary>
    public IReadOnlyCollection<string> Fields { get; }

    /// <summary>The event ids, one of which an event must have to match; null if it may have any.</summary>
    public IReadOnlySet<int>? Codes { get; }

    /// <summary>What was understood.</summary>
    internal Query Tree { get; }

    /// <summary>Reads a query.</summary>
    /// <returns>False if <paramref name="text"/> is none; then <paramref name="error"/> says why and where.</returns>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out EqlQuery? query, [NotNullWhen(false)] out EqlError? error)
    {
        (query, error) = (null, null);
        if (text.Length > LengthMax)
        {
            error = new(1, 1, $"the query is {text.Length} characters long, and {LengthMax} are the limit");
            return false;
        }

        try
        {
            query = new EqlQuery(text, new Parser(text).Query());
            return true;
        }
        catch (EqlSyntaxException e)
        {
            error = EqlError.At(text, e.At, e.Message);
            return false;
        }
    }

    /// <summary>Reads a query that is known to be one.</summary>
    /// <exception cref="FormatException">It is none; the message says why and where.</exception>
    public static EqlQuery Parse(string text) =>
        TryParse(text, out var query, out var error) ? query : throw new FormatException(error.ToString());

    /// <summary>Prepares the query for events that are read for <paramref name="fields"/>.</summary>
    /// <exception cref="ArgumentException">One of <see cref="Fields"/> is not in the set.</exception>
    public EqlMatcher Compile(FieldSet fields) => new(new Compiler(fields).Compile(Tree));

    /// <summary>The query as it was understood, in EQL again.</summary>
    public override string ToString() => Tree.ToString();
}
