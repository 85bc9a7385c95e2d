using System.Text;
using DetectionApi.Hostile.Wire;

namespace DetectionApi.Hostile.Doors;

/// <summary>Makes the head of a request strange, and leaves its end where it is.</summary>
internal static class OddRequest
{
    private const int RepeatsMax = 40;
    private const int LongQuery = 12_000;

    private static readonly string[] Methods =
        ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get", "BREW"];

    private static readonly string[] Parameters =
    [
        "limit", "cursor", "sort", "status", "severity", "disposition", "host", "source", "target", "targetClass",
        "accessClass", "firstFrameKind", "rule", "pattern", "from", "to", "assignee", "tag", "user", "signer", "by",
        "interval", "state", "dryRun", "overwrite", "meta", "subject", "exception", "q", "filter_path", "refresh",
        "order", "q", "minCount", "days", "Limit", "",
    ];

    private static readonly string[] HeaderNames =
    [
        "If-Match", "If-None-Match", "Idempotency-Key", "X-Actor", "Accept", "Accept-Encoding", "Content-Type",
        "Content-Encoding", "Origin", "Referer", "Cookie", "Authorization", "User-Agent", "Range", "Last-Event-ID",
        "X-Forwarded-For", "Sec-Fetch-Site", "traceparent", "X-HTTP-Method-Override", "Access-Control-Request-Method",
    ];

    private static readonly string[] MediaTypes =
    [
        "application/json", "application/json; charset=utf-16", "application/json; charset=nonsense", "text/plain",
        "application/x-ndjson", "application/vnd.elasticsearch+json; compatible-with=8", "multipart/form-data",
        "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "application/xml", "*/*", "json", "/",
        "application/json;;;", "application/json; charset=\"utf-8\"", "a/b; c=\"\\\"",
    ];

    public static string Method(string method, Dice dice) => dice.Chance(3) ? dice.Pick(Methods) : method;

    /// <summary>A path with some of its parts changed.</summary>
    public static string Path(string path, Dice dice)
    {
        if (!dice.Chance(25)) return path;
        var parts = path.Split('/').ToList();
        var at = dice.Roll(parts.Count);
        switch (dice.Roll(6))
        {
            case 0: parts.RemoveAt(at); break;
            case 1: parts.Insert(at, Escaped(OddText.Of(dice), dice)); break;
            case 2: parts[at] = parts[at].ToUpperInvariant(); break;
            case 3: parts.Add(dice.Pick("", "..", ".", "history", "investigation", "evidence", "matches",
            "%00")); break;
            default: parts[^1] = Escaped(OddText.Of(dice), dice); break;
        }

        var odd = string.Join('/', parts);
        return odd.StartsWith('/') ? odd : $"/{odd}";
    }

    /// <summary>A query with values that nobody expects.</summary>
    public static string Query(IReadOnlyList<(string Name, string Value)> query, Dice dice)
    {
        var parts = query.Select(part => $"{part.Name}={Escaped(part.Value, dice, oddly: 0)}").ToList();
        if (dice.Chance(40))
            for (var more = dice.Between(1, 3); more > 0; more--) parts.Add(Parameter(query, dice));
        if (dice.Chance(2)) parts.AddRange(Enumerable.Repeat(parts.FirstOrDefault("a=b"), dice.Between(2, RepeatsMax)));
        if (dice.Chance(1)) parts.Add($"host={new string('a', LongQuery)}");
        return parts.Count == 0 ? "" : $"?{string.Join('&', parts)}";
    }

    public static void Headers(WireRequest request, Dice dice)
    {
        if (!dice.Chance(30)) return;
        for (var more = dice.Between(1, 3); more > 0; more--)
        {
            var name = dice.Pick(HeaderNames);
            if (dice.Chance(60)) request.Headers.RemoveAll(header => header.Name == name);
            request.With(name, name == "Content-Type" ? dice.Pick(MediaTypes) : OneLine(OddText.Of(dice)));
        }

        if (dice.Chance(5)) request.Headers[0] = ("Host", OneLine(OddText.Of(dice)));
    }

    /// <summary>A text as a part of an address, mostly as it should be.</summary>
    public static string Escaped(string text, Dice dice, int oddly = 10) =>
        dice.Chance(oddly) ? OneLine(text).Replace(' ', '+') : Uri.EscapeDataString(text);

    /// <summary>Without what would end a header.</summary>
    private static string OneLine(string text) =>
        new StringBuilder(text).Replace('\r', ' ').Replace('\n', ' ').ToString();

    private static string Parameter(IReadOnlyList<(string Name, string Value)> query, Dice dice)
    {
        var name = query.Count > 0 && dice.Chance(50) ? dice.OneOf(query).Name : dice.Pick(Parameters);
        var value = dice.Roll(8) switch
        {
            0 => string.Join(',', Enumerable.Range(0, dice.Between(2, 200)).Select(i => $"{i}")),
            1 => $"{dice.Roll(2000)}",
            2 => ForgedCursor.Of(dice),
            _ => OddText.Of(dice),
        };
        return $"{name}={Escaped(value, dice)}";
    }
}
