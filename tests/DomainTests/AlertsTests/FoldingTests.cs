using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Rules;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.AlertsTests;

public sealed class FoldingTests
{
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void The_first_match_begins_an_alert_with_all_that_it_tells()
    {
        var match = Some.Match(Some.ProcessAccess());
        var folder = Fold([match]);
        var alert = Assert.Single(folder.Begun);
        var occurrence = Assert.Single(folder.Occurrences);

        Assert.Matches("^[0-9a-f]{32}$", alert.Id);
        Assert.Equal((Some.Rule.Id, 316, Some.Rule.Name), (alert.RuleId, alert.RuleVersion, alert.RuleName));
        Assert.Equal((Severity.High, 73), (alert.Severity, alert.RiskScore));
        Assert.Equal((AlertStatus.Open, Disposition.Raised), (alert.Status, alert.Disposition));
        Assert.Equal((1, 1), (alert.OccurrenceCount, alert.Revision));
        Assert.Equal((Some.Time, Some.Time, Some.Later), (alert.FirstSeenAt, alert.LastSeenAt, alert.CreatedAt));
        Assert.Equal("ws-17.corp.example", alert.Host.Name);
        Assert.Equal((@"C:\Users\Public\Tools\probe.exe", "probe.exe", 6120L, @"CORP\mira"),
            (alert.Source.Executable, alert.Source.Name, alert.Source.Pid, alert.Source.User));
        Assert.Equal("0x1010", alert.Mask.ToString());
        Assert.Equal(alert.Pattern.Id, alert.PatternId);
        Assert.Null(alert.PreviousAlertId);
        Assert.Null(alert.ExceptionId);
        Assert.Equal((alert.Id, "41017"), (occurrence.AlertId, occurrence.RecordId));
        Assert.Equal((Some.Time, Some.Later), (occurrence.At, occurrence.ReceivedAt));
        Assert.Equal((match.Envelope.Key, Some.Rule.Id), (occurrence.EventKey, occurrence.RuleId));
        Assert.Same(match.Document, occurrence.Document);
    }

    [Fact]
    public void The_order_of_arrival_changes_no_count_within_the_window()
    {
        Match[] matches = [.. Enumerable.Range(0, 40).Select(i => At(TimeSpan.FromMinutes(i * 36), i))];
        for (var seed = 0; seed < 50; seed++)
        {
            var alert = Assert.Single(Fold(Some.Shuffled(matches, seed)).Begun);

            Assert.Equal((40, 40), (alert.OccurrenceCount, alert.Revision));
            Assert.Equal(Some.Time, alert.FirstSeenAt);
            Assert.Equal(Some.Time.AddMinutes(39 * 36), alert.LastSeenAt);
        }
    }

    [Fact]
    public void The_window_is_24_hours_and_its_edge_belongs_to_it()
    {
        Assert.Equal([2], Counts(At(TimeSpan.Zero, 1), At(Alert.FoldWindow, 2)));
        Assert.Equal([2], Counts(At(Alert.FoldWindow, 2), At(TimeSpan.Zero, 1)));
        Assert.Equal([1, 1], Counts(At(TimeSpan.Zero, 1), At(Alert.FoldWindow + Instant, 2)));
        Assert.Equal([1, 1], Counts(At(Alert.FoldWindow + Instant, 2), At(TimeSpan.Zero, 1)));
        Assert.Equal(TimeSpan.FromDays(1), Alert.FoldWindow);
    }

    [Fact]
    public void The_window_counts_from_the_earliest_and_not_from_the_latest_arrival()
    {
        var hours = (int[])[20, 0, 24, 25, 44];

        Assert.Equal([3, 2], Counts([.. hours.Select((hour, i) => At(TimeSpan.FromHours(hour), i))]));
    }

    [Theory]
    [InlineData("winlog.event_data.SourceProcessGUID", "{7A2C10F3-4E1E-69A5-3B02-000000000E01}")]
    [InlineData("winlog.computer_name", "WS-18.corp.example")]
    [InlineData("winlog.event_data.SourceImage", @"C:\other.exe")]
    [InlineData("winlog.event_data.TargetImage", @"C:\Windows\explorer.exe")]
    [InlineData("winlog.event_data.TargetImage", null)]
    [InlineData("winlog.event_data.GrantedAccess", "0x1fffff")]
    [InlineData("winlog.event_data.GrantedAccess", null)]
    [InlineData("winlog.event_data.CallTrace", @"C:\Users\Public\Tools\probe.exe+1")]
    [InlineData("winlog.event_data.CallTrace", @"C:\a.dll+1")]
    public void Another_process_host_or_behaviour_begins_another_alert(string field, object? value) =>
        Assert.Equal([1, 1], Counts(Some.Match(Some.ProcessAccess()), Other(field, value)));

    [Theory]
    [InlineData("winlog.event_data.SourceProcessId", "1")]
    [InlineData("winlog.event_data.SourceUser", "other")]
    [InlineData("winlog.event_data.TargetProcessGUID", null)]
    [InlineData("winlog.event_data.GrantedAccess", "0x1410")]
    [InlineData("winlog.event_data.CallTrace", "UNKNOWN(0000000000000001)")]
    [InlineData("winlog.event_data.CallTrace", @"UNKNOWN(0000000000000001)|C:\Windows\System32\KERNELBASE.dll+1")]
    [InlineData("winlog.event_data.SourceImage", @"c:\users\public\tools\PROBE.exe")]
    [InlineData("winlog.computer_name", "ws-17.CORP.example")]
    public void The_same_behaviour_of_the_same_process_is_the_same_alert(string field, object? value) =>
        Assert.Equal([2], Counts(Some.Match(Some.ProcessAccess()), Other(field, value)));

    [Theory]
    [InlineData("6120", 1)]
    [InlineData("6121", 2)]
    public void Without_an_entity_id_the_process_id_tells_processes_apart(string pid, int alerts)
    {
        var one = Some.Match(Some.ProcessAccess().Without("winlog.event_data.SourceProcessGUID"));
        var other = Some.Match(Some.ProcessAccess().With("winlog.record_id", 2)
            .Without("winlog.event_data.SourceProcessGUID").With("winlog.event_data.SourceProcessId", pid));

        Assert.Equal(alerts, Counts(one, other).Length);
    }

    [Fact]
    public void Each_rule_has_alerts_of_its_own()
    {
        var match = Some.Match(Some.ProcessAccess());
        var rule = new ActiveRule(match.Rule.Rule with { Id = "other" }, match.Rule.Version);

        Assert.Equal([1, 1], Counts(match, new Match(rule, match.Envelope, match.Access, match.Document)));
    }

    [Fact]
    public void A_closed_alert_takes_no_more_and_the_next_points_back()
    {
        var first = Assert.Single(Fold([At(TimeSpan.Zero, 1)]).Begun);
        Close(first);
        var folder = new AlertFolder([first], []);
        folder.Take(At(TimeSpan.FromHours(1), 2), Some.Later);
        folder.Take(At(TimeSpan.FromHours(2), 3), Some.Later);

        var second = Assert.Single(folder.Begun);
        Assert.Equal((first.Id, 2), (second.PreviousAlertId, second.OccurrenceCount));
        Assert.Equal((1, 2), (first.OccurrenceCount, first.Revision));
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public void The_earliest_event_tells_the_story_in_whatever_order_they_come()
    {
        Match[] matches =
        [
            Told(TimeSpan.FromMinutes(1), 1, "UNKNOWN(0000000000000001)|C:\\a.dll+1", "0x1010"),
            Told(TimeSpan.Zero, 2, "UNKNOWN(0000000000000002)|C:\\b.dll+1", "0x410"),
        ];
        for (var seed = 0; seed < 10; seed++)
        {
            var alert = Assert.Single(Fold(Some.Shuffled(matches, seed)).Begun);

            Assert.Equal(@"unbacked ?>c:\b.dll", alert.Shape.Text);
            Assert.Equal(matches[1].Envelope.Key, alert.FirstEventKey);
        }
    }

    [Fact]
    public void An_alert_shows_all_rights_that_its_occurrences_got()
    {
        Match[] matches =
        [
            Told(TimeSpan.Zero, 1, Some.Unbacked, "0x100"), Told(TimeSpan.FromHours(1), 2, Some.Unbacked, "0x80"),
        ];
        for (var seed = 0; seed < 5; seed++)
        {
            var alert = Assert.Single(Fold(Some.Shuffled(matches, seed)).Begun);

            Assert.Equal("0x180", alert.Mask.ToString());
            Assert.Contains("(0x180)", alert.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_overflowed_comes_into_the_queue_when_it_goes_on_and_the_cap_has_room()
    {
        var busy = Enumerable.Range(0, 100).Select(i => Some.Time.AddMilliseconds(i));
        var folder = new AlertFolder([], new() { [Some.Rule.Id] = new RaisedTimes(busy) });
        folder.Take(At(TimeSpan.FromSeconds(1), 1), Some.Later);
        var alert = Assert.Single(folder.Begun);
        Assert.Equal((Disposition.Overflow, (DateTimeOffset?)null), (alert.Disposition, alert.RaisedAt));

        folder.Take(At(TimeSpan.FromMinutes(4), 2), Some.Later);
        Assert.Equal(Disposition.Overflow, alert.Disposition);

        folder.Take(At(TimeSpan.FromMinutes(6), 3), Some.Later);
        Assert.Equal((Disposition.Raised, 3), (alert.Disposition, alert.OccurrenceCount));
        Assert.Equal(Some.Time.AddMinutes(6), alert.RaisedAt);
    }

    [Fact]
    public void The_next_alert_points_back_to_the_closed_one_that_was_seen_last()
    {
        double[] days = [0, 3, 1.5];
        Alert[] closed = [.. Fold(days.Select((day, i) => At(TimeSpan.FromDays(day), i + 1))).Begun];
        Assert.Equal(3, closed.Length);
        Array.ForEach(closed, Close);
        var folder = new AlertFolder(closed, []);
        folder.Take(At(TimeSpan.FromDays(1), 4), Some.Later);

        Assert.Equal(closed[1].Id, Assert.Single(folder.Begun).PreviousAlertId);
    }

    [Fact]
    public void An_alert_that_merely_aged_is_not_pointed_back_to()
    {
        var alerts = Fold([At(TimeSpan.Zero, 1), At(TimeSpan.FromDays(2), 2)]).Begun;

        Assert.All(alerts, alert => Assert.Null(alert.PreviousAlertId));
    }

    [Fact]
    public void What_the_store_knows_is_folded_into()
    {
        var known = Assert.Single(Fold([At(TimeSpan.Zero, 1)]).Begun);
        var folder = new AlertFolder([known], []);
        folder.Take(At(TimeSpan.FromHours(1), 2), Some.Later);

        Assert.Empty(folder.Begun);
        Assert.Equal((2, 2), (known.OccurrenceCount, known.Revision));
        Assert.Equal(known.Id, Assert.Single(folder.Occurrences).AlertId);
    }

    [Fact]
    public void An_event_without_a_time_counts_from_its_receipt()
    {
        var match = Some.Match(Some.ProcessAccess().Without("@timestamp").Without("winlog.event_data.UtcTime"));
        var folder = Fold([match]);

        Assert.Equal(Some.Later, Assert.Single(folder.Begun).FirstSeenAt);
        Assert.Equal(Some.Later, Assert.Single(folder.Occurrences).At);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Past_the_cap_alerts_are_kept_as_overflow_and_folding_into_an_alert_never_counts(int seed)
    {
        var matches = Enumerable.Range(0, 150).Select(i => Burst(i, recordId: i)).ToArray();
        var again = Enumerable.Range(0, 150).Select(i => Burst(i, recordId: 1000 + i));
        var folder = Fold([.. Some.Shuffled(matches, seed), .. again]);

        Assert.Equal(100, folder.Begun.Count(a => a.Disposition is Disposition.Raised));
        Assert.Equal(50, folder.Begun.Count(a => a.Disposition is Disposition.Overflow));
        Assert.All(folder.Begun, alert => Assert.Equal(2, alert.OccurrenceCount));
        Assert.Equal(300, folder.Occurrences.Count);
    }

    [Fact]
    public void The_next_interval_raises_again()
    {
        Match[] matches =
        [
            .. Enumerable.Range(0, 101).Select(i => Burst(i, recordId: i)),
            .. Enumerable.Range(0, 100).Select(i => Burst(500 + i, recordId: 500 + i, Some.Time.AddMinutes(5.01))),
        ];
        var dispositions = Fold(matches).Begun.Select(a => a.Disposition).ToArray();

        Assert.Equal(1, dispositions.Count(d => d is Disposition.Overflow));
        Assert.Equal(Disposition.Overflow, dispositions[100]);
    }

    private static Match Burst(int process, int recordId, DateTimeOffset? at = null) => Some.Match(
        Some.ProcessAccessAt(at ?? Some.Time.AddMilliseconds(process), recordId + 1)
            .With("winlog.event_data.SourceProcessGUID", $"{{7A2C10F3-4E1E-69A5-3B02-{process:X12}}}"));

    private static Match At(TimeSpan after, int recordId) =>
        Some.Match(Some.ProcessAccessAt(Some.Time + after, recordId + 1));

    private static Match Other(string field, object? value) =>
        Some.Match(Some.ProcessAccess().With("winlog.record_id", 2).With(field, value));

    private static int[] Counts(params Match[] matches) => [.. Fold(matches).Begun.Select(a => a.OccurrenceCount)];

    private static AlertFolder Fold(IEnumerable<Match> matches)
    {
        var folder = new AlertFolder([], []);
        foreach (var match in matches) folder.Take(match, Some.Later);
        return folder;
    }

    private static void Close(Alert alert) => alert.Apply(Triaged.To(AlertStatus.Closed), Some.Later);

    private static Match Told(TimeSpan after, int recordId, string callTrace, string mask) => Some.Match(
        Some.ProcessAccessAt(Some.Time + after, recordId)
            .With("winlog.event_data.CallTrace", callTrace).With("winlog.event_data.GrantedAccess", mask));
}
