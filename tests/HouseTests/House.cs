namespace DetectionApi.HouseTests;

/// <summary>What the rules of the house have in common.</summary>
internal static class House
{
    /// <summary>Fails with all offenders at once: one run shows all that is to be mended.</summary>
    public static void AssertNone(IEnumerable<string> offenders)
    {
        var all = offenders.ToList();
        if (all.Count > 0) Assert.Fail($"{all.Count} against the rule:\n{string.Join('\n', all)}");
    }
}
