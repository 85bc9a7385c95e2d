using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DetectionApi.Support;

/// <summary>
/// What was answered to the named requests of a file, and with it what the file's variables stand for.
/// </summary>
public sealed partial class HttpFileAnswers(HttpFile file)
{
    private readonly Dictionary<string, (string Body, string ETag)> _answers = [];

    /// <summary>Keeps an answer, if later requests can refer to it.</summary>
    public void Keep(HttpFileRequest request, string body, string eTag)
    {
        if (request.Name is { } name) _answers[name] = (body, eTag);
    }

    /// <summary>The text with values in place of variables.</summary>
    public string Fill(string text) =>
        Placeholder().Replace(text, match => ValueOf(match.Groups["what"].Value));

    /// <summary>The address of a request without the host, with values in place of variables.</summary>
    public string TargetOf(HttpFileRequest request) =>
        Fill(request.Address).Replace(file.Variables["host"], "", StringComparison.Ordinal);

    private string ValueOf(string what)
    {
        if (file.Variables.TryGetValue(what, out var variable)) return variable;
        if (what.Split(".response.") is not [var name, var part] || !_answers.TryGetValue(name, out var answer))
            throw new FormatException($"{file.Path}: there is no {what}");
        if (part == "headers.ETag") return answer.ETag;

        var node = JsonNode.Parse(answer.Body);
        foreach (Match step in Step().Matches(part["body.$".Length..]))
            node = step.Groups["index"].Success
                ? node?[int.Parse(step.Groups["index"].ValueSpan, CultureInfo.InvariantCulture)]
                : node?[step.Groups["member"].Value];

        return node?.ToString() ?? "";
    }

    [GeneratedRegex(@"\{\{(?<what>[^}]+)\}\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\.(?<member>\w+)|\[(?<index>\d+)\]")]
    private static partial Regex Step();
}
