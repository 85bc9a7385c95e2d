using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Domain.Rules;
using DetectionApi.Persistence;
using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

/// <summary>An alert in memory passes a filter if a list with that filter shows it.</summary>
public sealed class AlertMatchingTests(AlertMatchingTests.Several several) : IClassFixture<AlertMatchingTests.Several>
{
    private static readonly string[] Hosts =
    [
        "ws-17.corp.example", "WS-17", "ws-1", "ws-?7", "*", "?", "", "*.example", "srv_1", "srv%1",
        "ID-OF-SERVER", "ü",
    ];

    private static readonly string[] Paths =
    [
        "probe.exe", "PROBE.EXE", "*.exe", @"C:\Users\Public\*", @"c:\\users\\public\\tools\\probe.exe", "probe",
        @"\\?\C:\Users\Public\Tools\probe.exe", "pro?e.exe", "?????.exe", @"C:/Users/Public/Tools/probe.exe",
        "Ärger.exe", "ärger.EXE", "a_b.exe", "a%b.exe", "*a*b*", "lsass.exe", @"*\lsass.exe", @"\", "😀.exe",
        "?.exe", "??.exe",
    ];

    private static readonly string[] Users =
        ["mira", "CORP\\mira", "corp\\MIRA", "m*", "*\\mira", "?ira", "CORP\\\\mira", "nobody", "ÜNAL", "ünal"];

    public static IEnumerable<AlertFilter> Filters =>
    [
        new(),
        .. Hosts.Select(host => new AlertFilter { Hosts = [host] }),
        .. Paths.Select(path => new AlertFilter { Sources = [path] }),
        .. Paths.Select(path => new AlertFilter { Targets = [path] }),
        .. Users.Select(user => new AlertFilter { Users = [user] }),
        new() { Hosts = ["nobody", "ws-17"], Users = ["mira", "nobody"] },
        .. Enum.GetValues<AlertStatus>().Select(status => new AlertFilter { Statuses = [status] }),
        .. Enum.GetValues<Disposition>().Select(disposition => new AlertFilter { Dispositions = [disposition] }),
        .. Enum.GetValues<Severity>().Select(severity => new AlertFilter { Severities = [severity] }),
        .. Enum.GetValues<TargetClass>().Select(target => new AlertFilter { TargetClasses = [target] }),
        .. Enum.GetValues<FirstFrameKind>().Select(kind => new AlertFilter { FirstFrameKinds = [kind] }),
        .. Enum.GetValues<AccessClasses>().Select(classes => new AlertFilter { AnyAccessClass = classes }),
        .. Enum.GetValues<Recommendation>().Select(comesTo => new AlertFilter { Recommendations = [comesTo] }),
        .. Enum.GetValues<ClosingReason>().Select(reason => new AlertFilter { ClosingReasons = [reason] }),
        new() { Assignees = ["jo"] }, new() { Assignees = ["*"] },
        new() { RuleIds = [Some.Rule.Id] }, new() { RuleIds = ["x"] }, new() { PatternIds = ["x"] },
        .. from minutes in Enumerable.Range(-1, 5)
           from ticks in (long[])[-1, 0, 1, TimeSpan.TicksPerMillisecond]
           let time = Some.Time.AddMinutes(minutes).AddTicks(ticks)
           from filter in (AlertFilter[])[new() { From = time }, new() { To = time }, new() { CreatedFrom = time }]
           select filter,
    ];

    [Fact]
    public async Task Every_filter_lets_the_same_alerts_through_in_memory_and_in_the_store()
    {
        var differ = new List<string>();
        var shown = 0;
        foreach (var filter in Filters)
        {
            var listed = await several.Store.AllAsync(filter);
            var matched = several.Alerts.Where(filter.Matches).Select(alert => alert.Id);
            shown += listed.Count;
            if (!listed.Select(alert => alert.Id).Order().SequenceEqual(matched.Order())) differ.Add(Show(filter));
        }

        Assert.True(differ.Count == 0, string.Join('\n', differ));
        Assert.InRange(shown, 50, Filters.Count() * several.Alerts.Count - 50);
    }

    [Fact]
    public async Task So_does_the_pattern_of_each_alert()
    {
        foreach (var alert in several.Alerts)
        {
            var filter = new AlertFilter { PatternIds = [alert.PatternId] };
            Assert.Equal(
                (await several.Store.AllAsync(filter)).Select(a => a.Id).Order(),
                several.Alerts.Where(filter.Matches).Select(a => a.Id).Order());
        }
    }

    private static string Show(AlertFilter filter) => System.Text.Json.JsonSerializer.Serialize(filter);

    /// <summary>Alerts that differ in everything that filters ask for, read only.</summary>
    public sealed class Several : IAsyncLifetime
    {
        internal TestStore Store { get; private set; } = null!;

        internal IReadOnlyList<Alert> Alerts { get; private set; } = [];

        public async Task InitializeAsync()
        {
            Store = await TestStore.NewAsync();
            await Store.RecordAsync(Events.Select(Some.Match));
            Alerts = await Store.AllAsync();
            Assert.Equal(Events.Count(), Alerts.Count);
        }

        public async Task DisposeAsync() => await Store.DisposeAsync();

        private static IEnumerable<SomeEvent> Events =>
        [
            SomeMatch.EventOf(1, 1),
            Of(2, "SourceImage", @"C:\Users\Public\Tools\Ärger.exe").With("winlog.computer_name", "srv_1.corp.example")
                .With("host.name", "srv_1.corp.example").With("host.id", "id-of-server"),
            Of(3, "SourceImage", @"C:\a_b.exe").With("winlog.computer_name", "srvX1").With("host.name", "srvX1"),
            Of(4, "SourceImage", @"C:\aXb.exe").With("winlog.event_data.SourceUser", @"CORP\ünal"),
            Of(5, "SourceImage", @"C:\😀.exe").Without("winlog.event_data.SourceUser"),
            Of(6, "TargetImage", @"C:\Program Files\Google\Chrome\Application\chrome.exe").Without("host.id"),
            Of(7, "GrantedAccess", "0x1fffff").With("winlog.event_data.TargetImage", @"C:\x\lsass.exe"),
            Of(8, "GrantedAccess", "nonsense").With("winlog.event_data.CallTrace", @"C:\Temp\a.dll+1|UNKNOWN(1)"),
            Of(9, "GrantedAccess", "0x80000000").Without("winlog.computer_name").Without("host"),
        ];

        private static SomeEvent Of(int number, string field, string value) =>
            SomeMatch.EventOf(number, number, TimeSpan.FromMinutes(number % 3))
                .With($"winlog.event_data.{field}", value);
    }
}
