namespace DetectionApi.Benchmarks.Report;

/// <summary>Numbers that stand for many.</summary>
internal static class Statistics
{
    /// <summary>The middle one, or the mean of the two in the middle; not a number if there are none.</summary>
    public static double Median(this IEnumerable<double> numbers)
    {
        double[] ascending = [.. numbers.Order()];
        if (ascending.Length == 0) return double.NaN;
        return (ascending[(ascending.Length - 1) / 2] + ascending[ascending.Length / 2]) / 2;
    }

    /// <summary>The number that a share of all does not exceed.</summary>
    public static double Percentile(this IReadOnlyList<double> numbers, double share)
    {
        double[] ascending = [.. numbers.Order()];
        return ascending.Length == 0
            ? double.NaN
            : ascending[Math.Clamp((int)Math.Ceiling(share * ascending.Length) - 1, 0, ascending.Length - 1)];
    }
}
