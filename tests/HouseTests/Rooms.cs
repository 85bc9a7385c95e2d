using System.Text.RegularExpressions;
using DetectionApi.Support;

namespace DetectionApi.HouseTests;

/// <summary>Finds which folder refers to which.</summary>
/// <remarks>It reads the sources: the compiler leaves no trace of a constant.</remarks>
internal sealed partial class Rooms
{
    private readonly string _project;
    private readonly IReadOnlyList<SourceFile> _files;
    private readonly Regex _qualified;

    /// <summary>The folders directly below <c>src/{project}</c>.</summary>
    public Rooms(string project)
    {
        _project = project;
        _files = SourceTree.CSharp($"src/{project}");
        _qualified = new Regex($@"\b{project}\.(?<room>\w+)");
        Names = [.. _files.Select(RoomOf).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The rooms, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Every reference from one room to another one, with the line where it stands.</summary>
    public IEnumerable<(string From, string To, string Where)> References() =>
        from file in _files
        let room = RoomOf(file)
        where room is not null
        from line in file.Lines.Index()
        where !line.Item.StartsWith("namespace ", StringComparison.Ordinal)
        from other in NamesIn(line.Item).Distinct()
        where other != room
        select (room, other, $"{file.Path}:{line.Index + 1}");

    private IEnumerable<string> NamesIn(string line) =>
    [
        .. from Match match in _qualified.Matches(line)
           let name = match.Groups["room"].Value
           where Names.Contains(name)
           select name,
        .. from Match match in Relative().Matches(line)
           let name = match.Groups["room"].Value
           where Names.Contains(name) && TypesOf(name).Contains(match.Groups["type"].Value)
           select name,
    ];

    // `Events.EventView` needs no using between neighbours.
    private HashSet<string> TypesOf(string room) =>
        [.. _files.Where(file => RoomOf(file) == room).SelectMany(Declarations.In).Select(type => type.Name)];

    private string? RoomOf(SourceFile file) =>
        file.Path.Split('/') is ["src", var project, var room, _, ..] && project == _project ? room : null;

    [GeneratedRegex(@"(?<![\w.])(?<room>[A-Z]\w+)\.(?<type>[A-Z]\w+)")]
    private static partial Regex Relative();
}
