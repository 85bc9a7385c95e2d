using System.Text.RegularExpressions;
using System.Xml.Linq;
using DetectionApi.Support;

namespace DetectionApi.HouseTests;

/// <summary>How a file looks.</summary>
public class SourceFormTests
{
    private const int LinesMax = 300;
    private const int ColumnsMax = 120;

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void A_file_can_be_read_at_one_sitting(string folder) => House.AssertNone(
        from file in SourceTree.CSharp(folder)
        where file.Lines.Count > LinesMax
        select $"{file.Path}: {file.Lines.Count} lines, {LinesMax} at most");

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void A_line_fits_on_the_screen(string folder) => House.AssertNone(
        from file in SourceTree.CSharp(folder)
        from line in file.Lines.Index()
        where line.Item.Length > ColumnsMax
        select $"{file.Path}:{line.Index + 1}: {line.Item.Length} columns, {ColumnsMax} at most");

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void Lines_end_where_their_text_ends(string folder) => House.AssertNone(
        from file in SourceTree.CSharp(folder)
        from line in file.Lines.Index()
        where line.Item.EndsWith(' ') || line.Item.Contains('\t', StringComparison.Ordinal)
        select $"{file.Path}:{line.Index + 1}: a tab, or blanks at the end");

    [Fact]
    public void A_file_is_named_after_its_main_type_or_after_the_family_that_it_holds() => House.AssertNone(
        from file in SourceTree.CSharp("src")
        where file.Path != "src/Api/Program.cs"
        let types = Declarations.In(file).Select(type => type.Name).ToList()
        let isFamily = file.Name.EndsWith("Contracts", StringComparison.Ordinal)
            || (types.Count > 1 && file.Name.EndsWith('s'))
        where !isFamily && !types.Contains(file.Name)
        select $"{file.Path}: declares {string.Join(", ", types)}");

    [Fact]
    public void Every_type_says_in_a_sentence_what_it_is() => House.AssertNone(
        from file in SourceTree.CSharp("src")
        from type in Declarations.In(file)
        where !HasSummary(file.Lines, type.Line)
        select $"{file.Path}:{type.Line + 1}: {type.Name} has no summary");

    [Fact]
    public void Every_line_of_the_log_has_its_own_number() => House.AssertNone(
        from file in SourceTree.CSharp("src")
        from Match match in Regex.Matches(file.Text, @"\[LoggerMessage\((?:[^]]*?EventId = (?<id>\d+))?")
        group file.Path by match.Groups["id"].Value into lines
        where lines.Key.Length == 0 || lines.Count() > 1
        select $"event id '{lines.Key}': {string.Join(", ", lines)}");

    // What follows is kept by the compiler as long as nobody tells it to look away.
    [Theory]
    [InlineData("GenerateDocumentationFile", "true")]
    [InlineData("TreatWarningsAsErrors", "true")]
    [InlineData("Nullable", "enable")]
    [InlineData("EnforceCodeStyleInBuild", "true")]
    [InlineData("AnalysisLevel", "latest-recommended")]
    [InlineData("NoWarn", "$(NoWarn);NU1603")]
    public void The_compiler_is_told_once_and_for_all_to_be_strict(string property, string value)
    {
        var everywhere = XDocument.Load(Path.Combine(SourceTree.Root, "Directory.Build.props"));
        Assert.Equal([value], everywhere.Descendants(property).Select(element => element.Value));

        House.AssertNone(
            from file in SourceTree.Files("src", "*.csproj")
            where XDocument.Parse(file.Text).Descendants(property).Any()
            select $"{file.Path} says {property} of its own");
    }

    [Fact]
    public void Missing_documentation_is_an_error_outside_of_the_tests() => House.AssertNone(
        from file in (string[])[".editorconfig", .. SourceTree.Files("src", ".editorconfig").Select(file => file.Path)]
        from section in File.ReadAllText(Path.Combine(SourceTree.Root, file)).Split("\n[").Skip(1)
        where !section.StartsWith("tests/", StringComparison.Ordinal)
        from line in section.Split('\n')
        where Regex.IsMatch(line, @"\bCS(1570|1571|1572|1573|1574|1587|1591)\b")
        select $"{file}: [{section.Split('\n')[0]} {line}");

    private static bool HasSummary(IReadOnlyList<string> lines, int index)
    {
        while (index > 0 && lines[index - 1] is ['[', ..]) index--;
        while (index > 0 && lines[index - 1].StartsWith("///", StringComparison.Ordinal))
            if (lines[--index].Contains("<summary>", StringComparison.Ordinal)) return true;

        return false;
    }
}
