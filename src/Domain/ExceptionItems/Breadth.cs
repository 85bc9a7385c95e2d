using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>What makes an item broad.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Points">How much it adds.</param>
/// <param name="PointsMax">How much it could add at most.</param>
/// <param name="Because">Why, in one sentence.</param>
public sealed record BreadthFactor(string Name, int Points, int PointsMax, string Because);

/// <summary>How much an item may hide: 0 is one file doing one thing on one host, 100 is nearly everything.</summary>
/// <remarks>The score orders items for people; it decides nothing. A term more never raises it.</remarks>
/// <param name="Score">The sum of the factors.</param>
/// <param name="Factors">What it is made of.</param>
public sealed record Breadth(int Score, IReadOnlyList<BreadthFactor> Factors)
{
    private const int HostsFew = 10;
    private const int HostsMany = 100;
    private static readonly TimeSpan Month = TimeSpan.FromDays(31);

    /// <summary>How much the terms may hide.</summary>
    public static Breadth Of(ExceptionTerms terms)
    {
        BreadthFactor[] factors =
        [
            SourceOf(terms), TargetOf(terms), ClassesOf(terms.Classes), CallTraceOf(terms), HostsOf(terms),
            UsersOf(terms), ParentOf(terms), RulesOf(terms), TimeOf(terms),
        ];
        return new Breadth(factors.Sum(factor => factor.Points), factors);
    }

    private static BreadthFactor SourceOf(ExceptionTerms terms)
    {
        var (points, because) = terms switch
        {
            { Sha256: not null } => (0, "The hash names one file."),
            { Signer: not null, Executable: { } path } when !PathPattern.HasWildcard(path) =>
                (4, "A signer and one path: any version of one program."),
            { Signer: not null, Executable: not null } => (9, "A signer and a path with wildcards."),
            { Executable: { } path } when !PathPattern.HasWildcard(path) =>
                (13, "One path: whoever can write there can use it."),
            { Signer: not null } => (18, "A signer only: every program of its vendor, wherever it lies."),
            { Executable: not null } => (22, "A path with wildcards only."),
            _ => (26, "Any program."),
        };
        return new BreadthFactor("source", points, 26, because);
    }

    private static BreadthFactor TargetOf(ExceptionTerms terms)
    {
        if (terms.TargetImage is not { } target)
            return new BreadthFactor("target", 16, 16, "Any target, credential stores among them.");

        var pattern = PathPattern.Of(target);
        var wide = pattern.IsExact ? 0 : 4;
        var worst = TargetReach.ClassesOf(pattern).MaxBy(WeightOf);
        return new BreadthFactor(
            "target", wide + WeightOf(worst), 16,
            $"{(pattern.IsExact ? "One path" : "Several paths")}, {Words.Of(worst)}.");
    }

    private static int WeightOf(TargetClass target) => target switch
    {
        TargetClass.Credential => 12,
        TargetClass.SecurityProduct => 9,
        TargetClass.Browser => 6,
        _ => 0,
    };

    private static BreadthFactor ClassesOf(AccessClasses classes)
    {
        var points = Words.AllOf(classes.Implied()).Count switch
        {
            0 => 0,
            var _ when classes.HasFlag(AccessClasses.AllAccess) => 12,
            1 when classes is AccessClasses.Query => 0,
            var count => Math.Min(11, 2 + (2 * count)),
        };
        return new BreadthFactor("access", points, 12, $"Allows {string.Join(", ", Words.AllOf(classes))}.");
    }

    private static BreadthFactor CallTraceOf(ExceptionTerms terms)
    {
        var (points, because) = terms switch
        {
            { Shape: not null } => (0, "The whole call trace."),
            { FirstFrameKind: null } => (14, "Any call trace."),
            { FirstFrameModule: not null } => (6, "The first frame and its file, whatever called it."),
            { FirstFrameKind: FirstFrameKind.Unbacked } =>
                (12, "Any unbacked code, and that is what injected code looks like."),
            _ => (9, "The kind of the first frame, whatever file it is."),
        };
        return new BreadthFactor("call-trace", points, 14, because);
    }

    private static BreadthFactor HostsOf(ExceptionTerms terms)
    {
        var (points, because) = (terms.IsForAllHosts, terms.Hosts.Count) switch
        {
            (true, _) => (17, "All hosts, those that will be added, too."),
            (_, <= 1) => (0, "One host."),
            (_, <= HostsFew) => (4, $"{terms.Hosts.Count} hosts."),
            (_, <= HostsMany) => (8, $"{terms.Hosts.Count} hosts."),
            _ => (12, $"{terms.Hosts.Count} hosts."),
        };
        return new BreadthFactor("hosts", points, 17, because);
    }

    private static BreadthFactor UsersOf(ExceptionTerms terms) => terms.Users.Count > 0
        ? new BreadthFactor("users", 0, 4, "Named accounts only.")
        : new BreadthFactor("users", 4, 4, "Any account.");

    private static BreadthFactor ParentOf(ExceptionTerms terms) => terms.ParentExecutable switch
    {
        null => new BreadthFactor("parent", 3, 3, "Whoever started it."),
        var path when !PathReach.IsProtected(PathPattern.Of(path)) =>
            new BreadthFactor("parent", 3, 3, "Started by a program that users can put in its place."),
        _ => new BreadthFactor("parent", 0, 3, "Started by a named program only."),
    };

    private static BreadthFactor RulesOf(ExceptionTerms terms) => terms.RuleIds.Count > 0
        ? new BreadthFactor("rules", 0, 2, "Named rules only.")
        : new BreadthFactor("rules", 2, 2, "Every rule, those that will be added, too.");

    private static BreadthFactor TimeOf(ExceptionTerms terms)
    {
        if (terms.ExpiresAt is not { } until) return new BreadthFactor("time", 6, 6, "For ever.");
        if (terms.ValidFrom is not { } from)
            return new BreadthFactor("time", 4, 6, "Whatever happened before it expires.");

        return until - from <= Month
            ? new BreadthFactor("time", 0, 6, "A month at most.")
            : new BreadthFactor("time", 3, 6, "More than a month.");
    }
}
