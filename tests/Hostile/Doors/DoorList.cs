namespace DetectionApi.Hostile.Doors;

/// <summary>All doors, and which of them an input goes in.</summary>
internal sealed class DoorList
{
    private readonly List<IDoor> _byRoll;

    public DoorList(IReadOnlyList<Example> examples)
    {
        List<Example> exceptions =
            [.. examples.Where(one => one.Path.StartsWith("/api/v1/exceptions", StringComparison.Ordinal))];
        IDoor[] doors =
        [
            new BulkDoor(), new EventsDoor(), new ListDoor(examples), new ImportDoor(examples), new WireDoor(examples),
            new ExamplesDoor("addresses", 12, examples), new ExamplesDoor("items", 5, exceptions),
            new JudgeDoor(), new EqlDoor(), new FieldsDoor(),
        ];
        _byRoll = [.. doors.SelectMany(door => Enumerable.Repeat(door, door.Share))];
    }

    /// <summary>The input of that number: the same for the same seed.</summary>
    public HostileInput Make(ulong seed, int number)
    {
        var dice = new Dice(seed, number);
        return dice.OneOf(_byRoll).Make(dice);
    }
}
