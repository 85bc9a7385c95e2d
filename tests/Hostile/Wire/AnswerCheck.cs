using System.Text.Json;

namespace DetectionApi.Hostile.Wire;

/// <summary>What every answer must be like, whatever was asked.</summary>
internal static class AnswerCheck
{
    private const string ProblemPrefix = "urn:detection-api:problem:";

    // An answer holds what was posted, and that nests by itself.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    // What the server says by itself, before there is a request that anybody could look at.
    private static readonly int[] OfTheServer = [400, 408, 411, 413, 414, 417, 431, 505];

    private static readonly string[] Insides =
        ["   at DetectionApi", "   at System.", "   at Microsoft.", "Exception:", "System.Text.Json", "Microsoft.Data",
            "Microsoft.AspNetCore", "SQLite Error", "/_/src/", "DetectionApi.Persistence"];

    /// <summary>What is wrong with the answer; null if nothing is.</summary>
    public static string? FaultOf(WireAnswer answer, bool isHead)
    {
        if (answer.Status == 0) return "no answer";

        // 503 is for the store; nothing here is wrong with it. 505 is for what calls itself another HTTP.
        if (answer.Status is < 200 or (>= 500 and not 505)) return $"status {answer.Status}: {answer.Text}";
        if (isHead) return null;
        if (answer.Body.Length == 0)
            return answer.Status < 400 || (answer.Closes && OfTheServer.Contains(answer.Status))
                ? null
                : $"status {answer.Status} without a word";
        if (Insides.FirstOrDefault(part => answer.Text.Contains(part, StringComparison.Ordinal)) is { } inside)
            return $"the answer tells of the inside ({inside}): {answer.Text}";

        return answer.IsJson ? FaultOfJson(answer)
            : answer.Status >= 400 ? $"status {answer.Status} as {answer.ContentType}"
            : null;
    }

    /// <summary>How many items the answer to a bulk request has; null if it shows none.</summary>
    public static int? ItemsIn(WireAnswer answer)
    {
        using var json = JsonDocument.Parse(answer.Body, Deep);
        return json.RootElement.TryGetProperty("items", out var items) ? items.GetArrayLength() : null;
    }

    private static string? FaultOfJson(WireAnswer answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer.Body, Deep);
            return answer.Status < 400 || IsError(answer.Status, json.RootElement)
                ? null
                : $"an error of no form that is known: {answer.Text}";
        }
        catch (JsonException e)
        {
            return $"the answer is no JSON ({e.Message}): {answer.Text}";
        }
    }

    private static bool IsError(int status, JsonElement json) =>
        json.ValueKind is JsonValueKind.Object
        && json.TryGetProperty("status", out var said) && said.TryGetInt32(out var number) && number == status
        && (IsProblem(json) || IsElasticsearchs(json));

    private static bool IsProblem(JsonElement json) =>
        IsText(json, "type", out var type) && type.StartsWith(ProblemPrefix, StringComparison.Ordinal)
        && IsText(json, "title", out _) && IsText(json, "detail", out _);

    private static bool IsElasticsearchs(JsonElement json) =>
        json.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.Object
        && IsText(error, "type", out _) && IsText(error, "reason", out _);

    private static bool IsText(JsonElement json, string name, out string text)
    {
        text = json.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.String
            ? member.GetString()!
            : "";
        return text.Length > 0;
    }
}
