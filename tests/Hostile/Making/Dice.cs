namespace DetectionApi.Hostile.Making;

/// <summary>Choices that look like chance, and are the same again for the same seed and number (SplitMix64).</summary>
internal sealed class Dice(ulong seed, int number)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state = seed * 0xD1342543DE82EF95 + (ulong)number * Step;

    /// <summary>A number from 0 to one less than <paramref name="sides"/>.</summary>
    public int Roll(int sides) => (int)(Next() % (ulong)sides);

    /// <summary>A number between the two, both included.</summary>
    public int Between(int least, int greatest) => least + Roll(greatest - least + 1);

    /// <summary>True so many times of a hundred.</summary>
    public bool Chance(int percent) => Roll(100) < percent;

    public T OneOf<T>(IReadOnlyList<T> choices) => choices[Roll(choices.Count)];

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[Roll(choices.Length)];

    public ulong Next()
    {
        var mixed = _state += Step;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
