using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Domain.Rules;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Alerts.Indexing;
using DetectionApi.Support;

namespace DetectionApi.PersistenceTests;

/// <summary>Any filter of the world of <see cref="SomeAlertRow"/>, and what it lets through, row by row.</summary>
internal static class SomeFilter
{
    private static readonly string[] Hosts = ["ws-*", "db-1", "DB-1.corp.example", "x_1%", "id-1", "rare*", "none"];
    private static readonly string[] Users = ["mira", @"corp\*", "system", "rare", "nobody"];
    private static readonly string[] Sources = ["a.exe", @"C:\Tools\*", "*c.ex?", "none"];
    private static readonly string[] Targets = ["lsass.exe", @"c:\app\*", "none"];

    public static AlertFilter Of(Random random)
    {
        var filter = new AlertFilter();
        for (var i = random.Next(4); i > 0; i--)
            filter = random.Next(17) switch
            {
                0 => filter with { Statuses = Any(Enum.GetValues<AlertStatus>()) },
                1 => filter with { Dispositions = Any(Enum.GetValues<Disposition>()) },
                2 => filter with { Severities = Any(Enum.GetValues<Severity>()) },
                3 => filter with { TargetClasses = Any(Enum.GetValues<TargetClass>()) },
                4 => filter with { FirstFrameKinds = Any(Enum.GetValues<FirstFrameKind>()) },
                5 => filter with { AnyAccessClass = Any([AccessClasses.Query, AccessClasses.Other])[0] },
                6 => filter with { RuleIds = Any(["other", "none"]) },
                7 => filter with { PatternIds = [new SomeAlertRow(random).New().PatternId] },
                8 => filter with { Hosts = Any(Hosts) },
                9 => filter with { Users = Any(Users) },
                10 => filter with { Sources = Any(Sources) },
                11 => filter with { Targets = Any(Targets) },
                12 => filter with { Recommendations = Any(Enum.GetValues<Recommendation>()) },
                13 => filter with { ClosingReasons = Any(Enum.GetValues<ClosingReason>()) },
                14 => filter with { Assignees = Any(["jo", "m*", "none"]) },
                15 => filter with { From = SomeTime(), To = random.Next(2) == 0 ? SomeTime() : null },
                _ => filter with { CreatedFrom = SomeTime() },
            };

        return filter;

        T[] Any<T>(T[] values) =>
            [.. Enumerable.Range(0, 1 + random.Next(2)).Select(_ => values[random.Next(values.Length)])];

        DateTimeOffset SomeTime() => Some.Time.AddMinutes(random.Next(-100, 3_500));
    }

    /// <summary>Looks at nothing but the row.</summary>
    public static bool LetsThrough(this AlertFilter filter, AlertRow row) =>
        Is(filter.Statuses, row.Status) && Is(filter.Dispositions, row.Disposition)
        && Is(filter.Severities, row.Severity) && Is(filter.TargetClasses, row.TargetClass)
        && Is(filter.FirstFrameKinds, row.FirstFrameKind) && Is(filter.RuleIds, row.RuleId)
        && Is(filter.PatternIds, row.PatternId)
        && !(row.LastSeenAt < filter.From) && !(row.FirstSeenAt >= filter.To) && !(row.CreatedAt < filter.CreatedFrom)
        && IsKnown(filter.Recommendations, row.Recommendation) && IsKnown(filter.ClosingReasons, row.ClosingReason)
        && Fits(filter.Assignees, assignee => row.Assignee is { } known && (assignee == "m*"
            ? known.StartsWith("m", StringComparison.OrdinalIgnoreCase)
            : known.Equals(assignee, StringComparison.OrdinalIgnoreCase)))
        && Fits(filter.Hosts, host => AlertNames.IsHost(row.Host, host))
        && Fits(filter.Users, user => AlertNames.IsUser(row.User, user))
        && Fits(filter.Sources, source => AlertNames.IsPath(row.Pattern.Source, source))
        && Fits(filter.Targets, target => AlertNames.IsPath(row.Pattern.Target, target))
        && (filter.AnyAccessClass is AccessClasses.None || ClassesOf(row).Any(wanted =>
            filter.AnyAccessClass.HasFlag(wanted)
            || (wanted is AccessClasses.AllAccess && filter.AnyAccessClass is not AccessClasses.Other)));

    public static IEnumerable<AccessClasses> ClassesOf(AlertRow row) => Enum.GetValues<AccessClasses>()
        .Where(single => single is not AccessClasses.None && row.Pattern.Classes?.HasFlag(single) is true);

    private static bool Is<T>(IReadOnlyList<T> wanted, T value) => wanted.Count == 0 || wanted.Contains(value);

    private static bool IsKnown<T>(IReadOnlyList<T> wanted, T? value) where T : struct =>
        wanted.Count == 0 || (value is { } known && wanted.Contains(known));

    private static bool Fits(IReadOnlyList<string> names, Func<string, bool> fits) =>
        names.Count == 0 || names.Any(fits);
}
