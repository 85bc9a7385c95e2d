using System.Diagnostics;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.Rules;

namespace DetectionApi.Benchmarks.Exceptions;

/// <summary>Reads, judges and holds matching events against items, in memory on one thread.</summary>
internal sealed class DecisionRun
{
    private readonly Detector _detector =
        new([.. RuleCatalogue.BuiltIn.Select(rule => new ActiveRule(rule, rule.Versions[^1]))]);

    /// <summary>How long an event takes, in microseconds.</summary>
    public double Run(IReadOnlyList<byte[]> events, ExceptionIndex items)
    {
        var (rules, buffer) = (_detector.RulesFor(null), _detector.NewBuffer());
        var begun = Stopwatch.GetTimestamp();
        foreach (var document in events)
            foreach (var match in _detector.Judge(document, rules, buffer).Matches)
                Cover(match, items);

        return Stopwatch.GetElapsedTime(begun).TotalMicroseconds / events.Count;
    }

    private static void Cover(Match match, ExceptionIndex items)
    {
        if (items.Items.Count == 0) return;

        var access = new CandidateAccess(
            match.Rule.Rule.Id, match.Envelope.At ?? default, match.Envelope.Host, match.Access.Source,
            match.Access.Target.Image, match.Access.Mask?.Classes, match.Access.FirstFrame, match.Access.Shape.Text);
        if (items.MayCover(access) && items.FindCovering(access) is not null)
            throw new InvalidOperationException("No item covers these events.");
    }
}
