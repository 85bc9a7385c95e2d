namespace DetectionApi.Hostile.Doors;

/// <summary>One hostile input, made and not yet tried.</summary>
/// <param name="Door">Where it goes in.</param>
internal abstract record HostileInput(string Door);

/// <summary>A request that the server can tell from the next one, however odd it is otherwise.</summary>
/// <param name="Door">Where it goes in.</param>
/// <param name="Bytes">All of it.</param>
/// <param name="IsHead">True if the answer has no body.</param>
/// <param name="Items">How many items the answer must have if it is 200; null if that is not known.</param>
internal sealed record RequestInput(string Door, byte[] Bytes, bool IsHead = false, int? Items = null)
    : HostileInput(Door);

/// <summary>Bytes that may be a request, several, or none.</summary>
/// <param name="Door">Where it goes in.</param>
/// <param name="Bytes">All of it.</param>
internal sealed record ShoutInput(string Door, byte[] Bytes) : HostileInput(Door);

/// <summary>A call of the domain, without a service around it.</summary>
/// <param name="Door">Where it goes in.</param>
/// <param name="Shown">What is passed, for a report.</param>
/// <param name="Run">Makes the call; gives what is wrong with what came back, or null.</param>
internal sealed record CallInput(string Door, string Shown, Func<string?> Run) : HostileInput(Door);

/// <summary>Something that takes what strangers send.</summary>
internal interface IDoor
{
    /// <summary>What reports call it.</summary>
    string Name { get; }

    /// <summary>How many of a hundred inputs go in here.</summary>
    int Share { get; }

    /// <summary>Makes an input; the same for the same dice.</summary>
    HostileInput Make(Dice dice);
}
