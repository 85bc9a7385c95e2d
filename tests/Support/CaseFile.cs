namespace DetectionApi.Support;

/// <summary>One line of a file of cases.</summary>
/// <param name="Line">Counted from 1, so that a failing case is found.</param>
/// <param name="Question">What stands before the arrow; <c>⏎</c> is a line break in it.</param>
/// <param name="Answer">What stands after it.</param>
public sealed record Case(int Line, string Question, string Answer);

/// <summary>Reads files of lines <c>question ⇒ answer</c>. No question holds an arrow: nothing is escaped.</summary>
public static class CaseFile
{
    private const string Arrow = "⇒";

    /// <summary>The cases of a file in the folder <c>Cases</c>, without blank lines and lines of comment.</summary>
    public static IEnumerable<Case> Read(string name) =>
        from line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Cases", name)).Index()
        where line.Item.Length > 0 && !line.Item.StartsWith("//", StringComparison.Ordinal)
        select Parse(name, line.Index + 1, line.Item);

    private static Case Parse(string file, int number, string line)
    {
        var parts = line.Split(Arrow);
        return parts is [var question, var answer]
            ? new(number, question.Trim().Replace('⏎', '\n'), answer.Trim())
            : throw new FormatException($"{file}, line {number}: expected one `{Arrow}`");
    }
}
