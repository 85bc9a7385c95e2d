using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Investigation;
using DetectionApi.DomainTests.AlertsTests;
using DetectionApi.Support;

namespace DetectionApi.DomainTests.InvestigationTests;

/// <summary>An alert with its evidence, in which everything fits until a test changes something.</summary>
/// <remarks>
/// A security product's service, signed, at its place, begun by Windows ten minutes before it opens lsass; its host
/// sends everything; analysts know the pattern.
/// </remarks>
internal sealed record SomeCase
{
    public const string Agent = @"C:\Program Files\Example\agent.exe";
    public const string Services = @"C:\Windows\System32\services.exe";

    /// <summary>A public address, and one of the owner's own.</summary>
    public const string Public = "93.184.216.34";
    public const string Private = "10.1.2.3";

    public static readonly DateTimeOffset Began = Some.Time.AddMinutes(-10);

    public static readonly string[] Codes =
        ["1", "3", "5", "7", "8", "10", "11", "15", "22", "23", "25", "26", "4624", "4688"];

    private static int _records = 100_000;

    public SomeEvent Access { get; init; } = Learning.Access()
        .Data("SourceImage", Agent).Data("SourceUser", @"NT AUTHORITY\SYSTEM")
        .Data("CallTrace", $"{Agent}+1a2b|{Some.Ntdll}");

    public SomeEvent? Start { get; init; } = SomeContext.Start().At(Began)
        .Data("Image", Agent).Data("CommandLine", "agent.exe --service").Data("LogonId", "0x3e7")
        .Data("User", @"NT AUTHORITY\SYSTEM").Data("OriginalFileName", "agent.exe").Data("IntegrityLevel", "System")
        .Data("ParentImage", Services).Data("ParentCommandLine", Services);

    public SomeEvent? Load { get; init; } = SomeContext.Load(Agent).At(Began).Data("Image", Agent);

    /// <summary>What else the context has.</summary>
    public IReadOnlyList<SomeEvent> More { get; init; } = [];

    /// <summary>The events that the host sends.</summary>
    public IReadOnlyList<string> Sent { get; init; } = Codes;

    /// <summary>Of which of them nothing came in some hours from the access.</summary>
    public IReadOnlyList<TelemetryGap> Gaps { get; init; } = [];

    public RelatedActivity Related { get; init; } = new([], Pattern(benign: 3));

    public InvestigationLists Lists { get; init; } = InvestigationLists.Default;

    public DateTimeOffset At { get; init; } = Some.Time.AddDays(1);

    public bool IsCut { get; init; }

    public Finding this[Question question] => Investigate().Findings.Single(f => f.Question == question);

    public static PatternRecurrence Pattern(int benign = 0, int truePositive = 0) =>
        new(7, 40, 5, 2, Some.Time.AddDays(-90), benign, truePositive);

    /// <summary>Another alert that is of the same host.</summary>
    public static RelatedAlert Other(
        ClosingVerdict verdict = ClosingVerdict.None, Relation by = Relation.Host, string id = "a1") =>
        new(id, [by], Domain.ProcessAccess.TargetClass.Other, Some.Time, Some.Time, AlertStatus.Open, null, verdict);

    /// <summary>An event of the process itself, some time after the access.</summary>
    public static SomeEvent Did(int code, double secondsAfter = 1) =>
        SomeContext.Sysmon(code).Data("Image", Agent).At(Some.Time.AddSeconds(secondsAfter))
            .With("winlog.record_id", Interlocked.Increment(ref _records));

    /// <summary>A file that the process writes, or whatever the event says.</summary>
    public static SomeEvent Wrote(string path, int code = 11, double secondsAfter = 1) =>
        Did(code, secondsAfter).Data("TargetFilename", path);

    /// <summary>A process that the process begins.</summary>
    public static SomeEvent Child(string image, string? commandLine = null) => Did(1)
        .Data("ProcessGuid", SomeContext.Other).Data("ProcessId", "7001").Data("Image", image)
        .Data("CommandLine", commandLine).Data("ParentProcessGuid", SomeContext.Process).Data("ParentProcessId", "6120")
        .Data("ParentImage", Agent);

    public static SomeEvent Connected(string address, bool initiated = true) => Did(3)
        .Data("Protocol", "tcp").Data("Initiated", initiated ? "true" : "false")
        .Data("SourceIp", initiated ? "10.0.0.9" : address).Data("SourcePort", "50123")
        .Data("DestinationIp", initiated ? address : "10.0.0.9").Data("DestinationPort", "443");

    public static SomeEvent Asked(string name, string answers, double secondsAfter = 0.5) => Did(22, secondsAfter)
        .Data("QueryName", name).Data("QueryStatus", "0").Data("QueryResults", answers);

    public SomeCase With(params SomeEvent[] more) => this with { More = [.. More, .. more] };

    /// <summary>The same on a host that sends no such events.</summary>
    public SomeCase WithoutTelemetry(params string[] codes) => this with
    {
        Sent = [.. Sent.Except(codes)],
        Start = codes.Contains("1") ? null : Start,
        Load = codes.Contains("7") ? null : Load,
        More = [.. More.Where(e => !codes.Contains(CodeOf(e)))],
    };

    public Alert Alert() => Learning.Begin(Access);

    public AlertEvidence Evidence()
    {
        var alert = Alert();
        var documents = new[] { Access, Start, Load }.OfType<SomeEvent>().Concat(More).Select(e => e.Utf8);
        return new AlertEvidence(alert, Gathered.EventsFor(alert, documents), Telemetry(), Related) { IsCut = IsCut };
    }

    /// <summary>An event of each kind in every hour of two weeks that lies in no gap.</summary>
    public HostTelemetry Telemetry() => new(
    [
        .. from code in Sent
           from hour in Enumerable.Range(-7 * 24, 14 * 24)
           where !Gaps.Any(gap => gap.Codes.Contains(code) && hour >= gap.From && hour <= gap.To)
           group Some.Time.AddHours(hour) by (code, Some.Time.AddHours(hour).Date) into day
           select new TelemetrySeen(day.Key.code, day.Min(), day.Max()),
    ]);

    public AlertInvestigation Investigate() => AlertInvestigator.Investigate(Evidence(), Lists, At);

    private static string CodeOf(SomeEvent e) =>
        System.Text.Json.Nodes.JsonNode.Parse(e.Json)!["event"]!["code"]!.GetValue<string>();
}

/// <summary>Events that did not come, though the host sends them at other times.</summary>
/// <param name="Codes">Which.</param>
/// <param name="From">The first hour from the access.</param>
/// <param name="To">The last.</param>
internal sealed record TelemetryGap(IReadOnlyList<string> Codes, int From, int To);

/// <summary>Events at other times.</summary>
internal static class Timed
{
    public static SomeEvent At(this SomeEvent e, DateTimeOffset time) => e
        .With("@timestamp", $"{time:yyyy-MM-ddTHH:mm:ss.fff}Z").Data("UtcTime", $"{time:yyyy-MM-dd HH:mm:ss.fff}");
}
