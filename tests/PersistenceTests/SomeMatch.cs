using DetectionApi.Domain.Alerts;
using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

/// <summary>Matches that differ in what a test is about.</summary>
internal static class SomeMatch
{
    /// <summary>One access of one of many processes, each of which makes an alert of its own.</summary>
    public static Match Of(int process, int recordId, TimeSpan after = default) =>
        Some.Match(EventOf(process, recordId, after));

    public static SomeEvent EventOf(int process, int recordId, TimeSpan after = default) =>
        Some.ProcessAccessAt(Some.Time + after, recordId + 1)
            .With("winlog.event_data.SourceProcessGUID", $"{{7A2C10F3-4E1E-69A5-3B02-{process:X12}}}");

    /// <summary>So many alerts at about the same time.</summary>
    public static Match[] Burst(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Of(i, i, TimeSpan.FromMilliseconds(i)))];
}
