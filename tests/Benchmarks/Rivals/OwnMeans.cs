using System.Diagnostics;
using System.Text.Json;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Events;
using DetectionApi.Domain.Rules;

namespace DetectionApi.Benchmarks.Rivals;

/// <summary>Means that run in this process: each does all that the one before it does, and something more.</summary>
internal sealed class OwnMeans : IMeans
{
    /// <summary>The name of judging as the service does.</summary>
    public const string InProcessName = "in-process";

    private readonly string _path;
    private readonly Func<LineAction> _begin;
    private readonly Func<long?> _matches;

    private OwnMeans(string name, int? version, string path, Func<LineAction> begin, Func<long?> matches)
    {
        (Name, RuleVersion, _path) = (name, version, path);
        (_begin, _matches) = (begin, matches);
    }

    public string Name { get; }

    public int? RuleVersion { get; }

    /// <summary>Finds the lines.</summary>
    public static OwnMeans Lines(string path) => new("finding lines", null, path, () => _ => { }, () => null);

    /// <summary>Reads every token.</summary>
    public static OwnMeans BareReader(string path) =>
        new("bare Utf8JsonReader", null, path, () => ReadTokens, () => null);

    /// <summary>Reads the fields that the service wants.</summary>
    public static OwnMeans Fields(string path)
    {
        var normaliser = NormaliserOf(316, out _);
        var buffer = new EventBuffer(normaliser.Fields);
        return new("+ fields", null, path, () => line => buffer.TryRead(line, out _, out _), () => null);
    }

    /// <summary>Reads and normalises.</summary>
    public static OwnMeans Normalised(string path)
    {
        var normaliser = NormaliserOf(316, out _);
        var buffer = new EventBuffer(normaliser.Fields);
        return new("+ normalising", null, path, () => line =>
        {
            if (buffer.TryRead(line, out var view, out _)) normaliser.Apply(view);
        }, () => null);
    }

    /// <summary>Judges as the service does.</summary>
    public static OwnMeans InProcess(string path, int version)
    {
        _ = NormaliserOf(version, out var rule);
        var detector = new Detector([rule]);
        var (rules, buffer) = (detector.RulesFor(null), detector.NewBuffer());
        var matches = 0L;
        LineAction Begin()
        {
            matches = 0;
            return line => matches += detector.Judge(line, rules, buffer).Matches.Count;
        }

        return new(InProcessName, version, path, Begin, () => matches);
    }

    public Task<Judged> JudgeAsync(CancellationToken cancellationToken)
    {
        var (started, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        LineFile.Read(_path, _begin());
        return Task.FromResult(new Judged(
            _matches(), Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - used));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static void ReadTokens(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        while (json.Read()) continue;
    }

    // As a detector makes it for itself.
    private static Normaliser NormaliserOf(int version, out ActiveRule active)
    {
        var rule = RuleCatalogue.BuiltIn[0];
        active = new ActiveRule(rule, rule.Versions.Single(v => v.Version == version));
        return new Normaliser([.. EnvelopeReader.Fields, .. FieldsOfAccess(), .. active.Version.Query.Fields]);
    }

    private static IEnumerable<string> FieldsOfAccess() => Domain.ProcessAccess.ObservedAccessReader.Fields;
}
