using System.Text.Json;
using System.Text.RegularExpressions;
using DetectionApi.Domain.Alerts;

namespace DetectionApi.Api.Http;

/// <summary>Says in our words what the framework says of a body in its own.</summary>
internal static partial class BodyFaults
{
    private const int WordLengthMax = 120;
    private const int PathLengthMax = 500;

    public static Fault Of(JsonException e)
    {
        // It may be as long as the body.
        var path = Quoted.Visible(e.Path ?? "$", PathLengthMax);
        var pointer = "#" + Index().Replace(path.TrimStart('$'), "/${number}").Replace('.', '/');
        if (e is UnknownWordException { Word: var word, Known: var known })
            return new Fault(
                "unknown-word",
                $"'{Quoted.Visible(word, WordLengthMax)}' is no {NameAt(path)}; there are {string.Join(", ", known)}.",
                pointer);
        if (UnknownMember().Match(e.Message) is { Success: true } unknown)
            return new Fault(
                "unknown-member",
                $"There is no member '{Quoted.Visible(unknown.Groups["name"].Value, WordLengthMax)}' here.", pointer);
        if (e.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
            return new Fault(
                "wrong-type", $"The value at {pointer} is of another type than the one expected.", pointer);

        return new Fault(
            "malformed-json",
            $"The body is not JSON at line {e.LineNumber + 1 ?? 1}, byte {e.BytePositionInLine ?? 0}.", pointer);
    }

    // The name of the member that holds the value, alone or in a list.
    private static string NameAt(string path) => Index().Replace(path, "").Split('.')[^1];

    [GeneratedRegex(@"\[(?<number>\d+)\]")]
    private static partial Regex Index();

    [GeneratedRegex(@"^The JSON property '(?<name>.*?)' could not be mapped")]
    private static partial Regex UnknownMember();
}
