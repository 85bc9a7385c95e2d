using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DetectionApi.ApiTests;

/// <summary>One request of a file of HTTP cases and what must be answered.</summary>
/// <remarks>
/// <code>
/// POST /path media/type          the request; the media type is optional
/// > Name: value                  a header, any number of them
/// {"create":{}}                  the body, line by line; ␍ is a carriage return, and ␄ leaves out the last line's end
/// => 200
/// &lt; Name: value                  a header of the answer
/// ~ "errors":false,"items":[     text that the answer holds
/// {"errors":false}               the part of the answer that matters; "…" is any value but null
/// </code>
/// Lines of <c>###</c> part requests, lines that begin with <c>//</c> before a request are comment. Events are written
/// <c>{{raised 1}}</c>, <c>{{silent 1}}</c>, <c>{{nested 65}}</c>.
/// </remarks>
internal sealed partial record HttpCase(string Where, string Method, string Path, string? MediaType)
{
    public List<(string Name, string Value)> Headers { get; } = [];
    public byte[] Body { get; private set; } = [];
    public int Status { get; private set; }
    public List<(string Name, string Value)> AnswerHeaders { get; } = [];
    public List<string> Texts { get; } = [];
    public string Answer { get; private set; } = "";

    public static IEnumerable<HttpCase> Read(string file)
    {
        var block = new List<string>();
        var first = 1;
        foreach (var (index, line) in File.ReadLines(file).Append("###").Index())
        {
            if (line != "###")
            {
                block.Add(line);
                continue;
            }

            yield return Parse($"{System.IO.Path.GetFileName(file)}, request at line {first}", block);
            block.Clear();
            first = index + 2;
        }
    }

    private static HttpCase Parse(string where, List<string> block)
    {
        var lines = block.SkipWhile(line => line.StartsWith("//", StringComparison.Ordinal)).ToList();
        var arrow = lines.FindIndex(line => line.StartsWith("=> ", StringComparison.Ordinal));
        if (arrow < 1) throw new FormatException($"{where}: expected a request and a line => status");

        var start = lines[0].Split(' ', 3);
        var parsed = new HttpCase(where, start[0], start[1], start.Length > 2 ? start[2] : null);
        parsed.Headers.AddRange(lines[1..arrow].TakeWhile(IsHeader).Select(HeaderOf));
        parsed.Body = BodyOf(lines[(1 + parsed.Headers.Count)..arrow]);
        parsed.Status = int.Parse(lines[arrow][3..], CultureInfo.InvariantCulture);

        var answer = lines[(arrow + 1)..];
        parsed.AnswerHeaders.AddRange(answer.Where(line => line is ['<', ' ', ..]).Select(HeaderOf));
        parsed.Texts.AddRange(answer.Where(line => line is ['~', ' ', ..]).Select(line => line[2..]));
        parsed.Answer = string.Join('\n', answer.Where(line => line is not ['<' or '~', ' ', ..]));
        return parsed;
    }

    private static bool IsHeader(string line) => line.StartsWith("> ", StringComparison.Ordinal);

    private static (string, string) HeaderOf(string line) => line[2..].Split(": ", 2) is [var name, var value]
        ? (name, value)
        : throw new FormatException($"'{line}' is no header");

    private static byte[] BodyOf(List<string> lines)
    {
        if (lines.Count == 0) return [];

        var text = string.Join('\n', lines) + "\n";
        text = text.Replace('␍', '\r').Replace("␄\n", "", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(Placeholder().Replace(text, match => Fill(
            match.Groups["name"].Value, int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture))));
    }

    private static string Fill(string name, int number) => name switch
    {
        "raised" => Some.RaisedEvent(number),
        "silent" => Some.SilentEvent(number),
        "nested" => Some.NestedObject(number),
        _ => throw new FormatException($"there is no event '{name}'"),
    };

    [GeneratedRegex(@"\{\{(?<name>[a-z]+) (?<number>[0-9]+)\}\}")]
    private static partial Regex Placeholder();
}
