namespace DetectionApi.Benchmarks.Corpus;

/// <summary>Choices that come out the same for the same seed.</summary>
internal static class RandomChoice
{
    /// <summary>One of the items.</summary>
    public static T Among<T>(this Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];

    /// <summary>A moment between two.</summary>
    public static double Between(this Random random, double from, double to) =>
        from + random.NextDouble() * (to - from);

    /// <summary>Hexadecimal digits in the place of <c>*</c>.</summary>
    public static string Fill(this Random random, string text) => text.Contains('*', StringComparison.Ordinal)
        ? text.Replace("*", random.Next(0x10000000).ToString("x8"), StringComparison.Ordinal)
        : text;
}
