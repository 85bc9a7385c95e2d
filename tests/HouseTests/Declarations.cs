using System.Text.RegularExpressions;
using DetectionApi.Support;

namespace DetectionApi.HouseTests;

/// <summary>A type that a file declares outside of all others.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">The index of its line.</param>
internal sealed record Declaration(string Name, int Line);

/// <summary>Finds the types of a file.</summary>
internal static partial class Declarations
{
    public static IEnumerable<Declaration> In(SourceFile file) =>
        from line in file.Lines.Index()
        let match = Type().Match(line.Item)
        where match.Success
        select new Declaration(match.Groups["name"].Value, line.Index);

    // Namespaces are file-scoped, so what begins in the first column is in no other type.
    [GeneratedRegex(
        @"^(?:(?:public|internal|file|sealed|static|abstract|readonly|partial|ref|unsafe) )*"
        + @"(?:class|record struct|record class|record|struct|interface|enum|delegate [\w<>?]+) (?<name>\w+)")]
    private static partial Regex Type();
}
