using System.Text;
using DetectionApi.Hostile.Wire;

namespace DetectionApi.Hostile.Doors;

/// <summary>Every address of the service: requests that it takes, changed.</summary>
/// <param name="name">What reports call it.</param>
/// <param name="share">How many of a hundred inputs go in here.</param>
/// <param name="examples">What is changed.</param>
internal sealed class ExamplesDoor(string name, int share, IReadOnlyList<Example> examples) : IDoor
{
    public string Name => name;

    public int Share => share;

    public HostileInput Make(Dice dice)
    {
        var example = dice.OneOf(examples);
        var request = new WireRequest(
            OddRequest.Method(example.Method, dice),
            OddRequest.Path(example.Path, dice) + OddRequest.Query(example.Query, dice));
        foreach (var (header, value) in example.Headers)
            if (header != "Content-Encoding") request.With(header, value);

        OddRequest.Headers(request, dice);
        if (example.Body.Length > 0)
        {
            var packing = Packing.Of(BodyOf(example.Body, dice), dice);
            request.With("Content-Encoding", packing.Encoding).Body = packing.Bytes;
        }

        return new RequestInput(Name, request.ToBytes(), request.Method == "HEAD");
    }

    // One document, or one on each line.
    private static byte[] BodyOf(string body, Dice dice)
    {
        if (TryParse(body) is { } whole)
            return ByteMutation.Some(Encoding.UTF8.GetBytes(JsonMutation.Of(whole, dice).ToString()), dice);

        var lines = body.Split('\n').Select(line =>
            TryParse(line) is { } parsed && dice.Chance(60) ? JsonMutation.Of(parsed, dice).ToString() : line);
        return ByteMutation.Some(Encoding.UTF8.GetBytes(string.Join('\n', lines)), dice);
    }

    private static JsonPart? TryParse(string json)
    {
        try
        {
            return JsonPart.Parse(json);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
