namespace DetectionApi.ApiTests;

/// <summary>What tests need and do not care about.</summary>
internal static class Some
{
    public const string RuleId = "2dd480be-1263-4d9c-8672-172928f6789a";

    /// <summary>An event that both versions of the rule raise on; each number is a process of its own.</summary>
    public static string RaisedEvent(int number = 1) =>
        new AccessEvent { Record = number, Pid = 1000 + number, At = Time(number) }.Winlogbeat8;

    /// <summary>An event that no rule raises on.</summary>
    public static string SilentEvent(int number = 1) => new AccessEvent
    {
        Record = number,
        Pid = 1000 + number,
        At = Time(number),
        Trace = $"{AccessEvent.Ntdll}|{AccessEvent.KernelBase}",
    }.Winlogbeat8;

    /// <summary>An object in an object, and so on, that many deep.</summary>
    public static string NestedObject(int depth) =>
        string.Concat(Enumerable.Repeat("""{"a":""", depth - 1)) + "{}" + new string('}', depth - 1);

    private static DateTime Time(int number) => new DateTime(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc).AddSeconds(number);
}
