using System.Globalization;
using System.Text.RegularExpressions;

namespace DetectionApi.Support;

/// <summary>One request of a file for REST clients.</summary>
/// <param name="Line">Where it begins, counted from 1.</param>
/// <param name="Title">What stands behind <c>###</c>.</param>
/// <param name="Name">By which later requests refer to its answer; null if none does.</param>
/// <param name="Status">The status that the file says it gets.</param>
/// <param name="Holds">What the file says that the answer holds; empty if it says nothing.</param>
/// <param name="Method">Its method.</param>
/// <param name="Address">Its address, with variables.</param>
/// <param name="Headers">Its headers, with variables.</param>
/// <param name="Body">Its body; empty if it has none.</param>
public sealed record HttpFileRequest(
    int Line, string Title, string? Name, int Status, string Holds, string Method, string Address,
    IReadOnlyList<(string Name, string Value)> Headers, string Body);

/// <summary>A file of requests, as Visual Studio and REST clients read it.</summary>
public sealed partial record HttpFile(
    string Path, IReadOnlyDictionary<string, string> Variables, IReadOnlyList<HttpFileRequest> Requests)
{
    public static HttpFile Parse(SourceFile file)
    {
        var starts = file.Lines.Index().Where(line => line.Item.StartsWith("###", StringComparison.Ordinal))
            .Select(line => line.Index).Append(file.Lines.Count).ToList();
        return new HttpFile(
            file.Path,
            file.Lines.Take(starts[0]).Select(line => Variable().Match(line)).Where(match => match.Success)
                .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value),
            [.. starts.Zip(starts.Skip(1), (from, to) => ParseRequest(file, from, to))]);
    }

    private static HttpFileRequest ParseRequest(SourceFile file, int from, int to)
    {
        var lines = file.Lines.Take(to).Skip(from + 1).ToList();
        var comments = lines.TakeWhile(line => line.StartsWith('#')).ToList();
        var head = lines.Skip(comments.Count).TakeWhile(line => line.Length > 0).ToList();
        var body = string.Join('\n', lines.Skip(comments.Count + head.Count + 1)).TrimEnd('\n');
        var expected = comments.Select(comment => Expected().Match(comment)).FirstOrDefault(match => match.Success);
        var named = comments.Select(comment => Named().Match(comment)).FirstOrDefault(match => match.Success);
        if (expected is null || head is not [var first, .. var headers]
            || first.Split(' ', 2) is not [var method, var address])
            throw new FormatException($"{file.Path}:{from + 1}: expected `# => status`, then `METHOD address`");

        return new HttpFileRequest(
            from + 1,
            file.Lines[from].TrimStart('#', ' '),
            named?.Groups["name"].Value,
            int.Parse(expected.Groups["status"].ValueSpan, CultureInfo.InvariantCulture),
            expected.Groups["holds"].Value,
            method,
            address,
            [.. headers.Select(header => header.Split(": ", 2)).Select(parts => (parts[0], parts[1]))],
            body);
    }

    [GeneratedRegex(@"^@(?<name>\w+) = (?<value>.+)$")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^# => (?<status>\d{3})(?: (?<holds>.+))?$")]
    private static partial Regex Expected();

    [GeneratedRegex(@"^# @name (?<name>\w+)$")]
    private static partial Regex Named();
}
