using System.Text;
using DetectionApi.Domain.Eql;
using DetectionApi.Domain.Eql.Parsing;
using DetectionApi.Domain.Eql.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DetectionApi.DomainTests.EqlTests;

/// <summary>What holds for any query, event, text and pattern.</summary>
public sealed class LawTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(500);

    private static readonly Gen<string> Documents =
        from values in Gen.ArrayOf(
            Gen.Elements("1", "2.5", "\"x\"", "\"Xy\"", "true", "null", "[]", "[1, \"x\", \"y\"]", "\"10.0.0.1\""), 4)
        select $$"""{"a": {{values[0]}}, "b": {"c": {{values[1]}}}, "d-e": {{values[2]}}, "f": {{values[3]}}}""";

    [Fact]
    public void A_double_negation_changes_nothing() => Check(SomeTree.Conditions, Documents, (condition, document) =>
        Answer(condition, document) == Answer($"not not ({condition})", document));

    [Fact]
    public void A_negation_is_true_where_the_condition_is_false() => Check(
        SomeTree.Conditions, Documents, (condition, document) =>
            Answer(condition, document) != Answer($"not ({condition})", document));

    [Fact]
    public void De_Morgan_holds() => Check(
        SomeTree.Conditions.Two(), Documents, (two, document) =>
        {
            var (a, b) = two;
            return Answer($"not (({a}) and ({b}))", document) == Answer($"not ({a}) or not ({b})", document)
                && Answer($"not (({a}) or ({b}))", document) == Answer($"not ({a}) and not ({b})", document);
        });

    [Fact]
    public void Unequal_is_not_equal() => Check(SomeTree.Fields.Two(), Documents, (two, document) =>
        Answer($"{two.Item1} != \"x\"", document) == Answer($"not {two.Item1} == \"x\"", document));

    [Fact]
    public void A_printed_tree_reads_back_as_the_same_tree() => Prop.ForAll(SomeTree.Nodes.ToArbitrary(), tree =>
        SomeTree.ShapeOf(new Parser($"any where {tree}").Query().Where) == SomeTree.ShapeOf(tree)).Check(Often);

    [Fact]
    public void A_wildcard_agrees_with_a_table_that_tries_everything()
    {
        var letters = Gen.Elements("a", "A", "b", "ä", "Ä", "😀", "\\", "aB");
        var texts = Gen.ListOf(letters).Select(string.Concat);
        var patterns = Gen.ListOf(Gen.OneOf(letters, Gen.Elements("*", "?", "*", "?"))).Select(string.Concat);
        Check(texts, patterns, (text, pattern) =>
            Fits(text, pattern, ignoreCase: true) == Expected(text, pattern, ignoreCase: true)
            && Fits(text, pattern, ignoreCase: false) == Expected(text, pattern, ignoreCase: false));
    }

    [Fact]
    public void A_text_fits_the_pattern_that_it_is_itself() => Check(
        Gen.ListOf(Gen.Elements("a", "Z", "ä", "😀", "\\")).Select(string.Concat), Gen.Constant(""), (text, _) =>
            Fits(text, text, false) && Fits(text, text + "*", true) && Fits(text, "*" + text, true)
            && !Fits(text, text + "?", true) && (text.Length == 0 || Fits(text, "?*", true)));

    [Fact]
    public void A_query_cut_off_anywhere_is_an_error_or_a_query_and_never_a_crash()
    {
        foreach (var text in (string[])[Some.FirstRule, Some.LatestRule, Everything])
            for (var length = 0; length <= text.Length; length++)
                AssertReadable(text[..length]);
    }

    [Fact]
    public void A_query_without_any_one_character_is_an_error_or_a_query_and_never_a_crash()
    {
        foreach (var text in (string[])[Some.LatestRule, Everything])
            for (var at = 0; at < text.Length; at++)
                AssertReadable(text.Remove(at, 1));
    }

    [Fact]
    public void Any_words_in_any_order_are_an_error_or_a_query_and_never_a_crash()
    {
        var words = Gen.Elements(
            "any", "where", "not", "and", "or", "(", ")", "a", "length(", "in", "in~", "like", ":", "==", "<", "-", "*",
            "\"x\"", "5", "null", "true", ",", "regex", "\"[\"", ".", "?", "`b`", "substring(",
            "\u0000", "\ud800", "/*", "'");
        Prop.ForAll(Gen.ListOf(words).Select(w => "any where " + string.Join(' ', w)).ToArbitrary(), AssertReadable)
            .Check(Often);
    }

    private const string Everything = """"
        "a \u{1F600}\u0041 \n" where /* c */ not (length(a.`b c`) >= -1.5e3 and ?a : ("x\\y*", "z?")) // d
          or b != """raw""" and c in~ ("q") or between~(a, "x", "y", true) regex~ "(a|[^b-d]{2,3})\\.\"x\""
          or 2 * (3 + d) % 4 == null
        """";

    private static void AssertReadable(string text)
    {
        if (EqlQuery.TryParse(text, out var query, out var error)) Assert.NotEmpty(query.ToString());
        else Assert.InRange(error.Column, 1, text.Length + 1);
    }

    private static void Check<T, U>(Gen<T> first, Gen<U> second, Func<T, U, bool> law) =>
        Prop.ForAll(first.ToArbitrary(), second.ToArbitrary(), law).Check(Often);

    private static bool Answer(string condition, string document) =>
        Some.Matches(EqlQuery.Parse($"any where {condition}"), document);

    private static bool Fits(string text, string pattern, bool ignoreCase) =>
        new Wildcard(pattern, ignoreCase).Matches(Encoding.UTF8.GetBytes(text));

    // Row by row: which beginnings of the text fit the pattern up to here. Obviously right, and slow.
    private static bool Expected(string text, string pattern, bool ignoreCase)
    {
        Rune[] runes = [.. Folded(text, ignoreCase).EnumerateRunes()];
        var fits = new bool[runes.Length + 1];
        fits[0] = true;
        foreach (var wanted in Folded(pattern, ignoreCase).EnumerateRunes())
        {
            var next = new bool[fits.Length];
            for (var i = 0; i < fits.Length; i++)
                next[i] = wanted.Value is '*'
                    ? fits[i] || (i > 0 && next[i - 1])
                    : i > 0 && fits[i - 1] && (wanted.Value is '?' || wanted == runes[i - 1]);

            fits = next;
        }

        return fits[^1];
    }

    private static string Folded(string text, bool ignoreCase) => !ignoreCase ? text : string.Concat(
        text.Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c));
}
