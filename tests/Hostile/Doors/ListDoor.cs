using DetectionApi.Hostile.Wire;

namespace DetectionApi.Hostile.Doors;

/// <summary>Lists: filters and cursors that no list ever gave.</summary>
/// <param name="examples">All requests there are; those that ask for a list are changed.</param>
internal sealed class ListDoor(IReadOnlyList<Example> examples) : IDoor
{
    private readonly List<Example> _lists =
        [.. examples.Where(example => example.Method == "GET").DistinctBy(example => example.Path)];

    public string Name => "lists";

    public int Share => 10;

    public HostileInput Make(Dice dice)
    {
        var list = dice.OneOf(_lists);
        var query = list.Query.ToList();
        query.RemoveAll(part => part.Name == "cursor");
        if (dice.Chance(60)) query.Add(("cursor", ForgedCursor.Of(dice)));
        if (dice.Chance(30)) query.Add(("limit", dice.Pick("1", "1000", "0", "1001", "-1", "2147483648", "1e3", "")));
        if (dice.Chance(30)) query.Add(("sort", dice.Pick("severity", "lastSeenAt", "-severity", "count", "a,b")));
        var request = new WireRequest(OddRequest.Method("GET", dice), list.Path + OddRequest.Query(query, dice));
        return new RequestInput(Name, request.ToBytes(), request.Method == "HEAD");
    }
}
