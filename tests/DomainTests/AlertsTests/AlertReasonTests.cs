using DetectionApi.Support;

namespace DetectionApi.DomainTests.AlertsTests;

public sealed class AlertReasonTests
{
    public static TheoryData<int, string, string> Reasons() => Cases.Of("alert-reasons.cases");

    [Theory]
    [MemberData(nameof(Reasons))]
    public void A_reason_is_one_sentence(int line, string question, string expected)
    {
        var document = Some.ProcessAccess();
        foreach (var change in question.Split(';', StringSplitOptions.TrimEntries))
        {
            var at = change.IndexOf('=', StringComparison.Ordinal);
            var value = change[(at + 1)..].Trim();
            document.With($"winlog.event_data.{change[..at].Trim()}", value is "nothing" ? null : value);
        }

        var match = Some.Match(document);
        var folder = new Domain.Alerts.AlertFolder([], []);
        folder.Take(match, Some.Later);
        var reason = folder.Begun[0].Reason;

        Assert.True(reason == expected, $"line {line}: {reason}");
    }
}
