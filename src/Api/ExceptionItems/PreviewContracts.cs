using DetectionApi.Api.Alerts;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence.Exceptions;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>What would be hidden of one day.</summary>
/// <param name="Day">The day of UTC.</param>
/// <param name="Occurrences">How many occurrences.</param>
/// <param name="Alerts">How many alerts have any of them.</param>
internal sealed record HiddenDay(DateOnly Day, long Occurrences, int Alerts);

/// <summary>What would be hidden of what became of matches.</summary>
/// <param name="Disposition">What became of them.</param>
/// <param name="Occurrences">How many occurrences.</param>
/// <param name="Alerts">How many alerts have any of them.</param>
internal sealed record HiddenDisposition(Disposition Disposition, long Occurrences, int Alerts);

/// <summary>What an item would have hidden of all that is stored.</summary>
/// <param name="Occurrences">How many occurrences, whatever became of them.</param>
/// <param name="Alerts">How many alerts have any of them.</param>
/// <param name="OpenAlerts">
/// How many alerts are closed if it is activated with `closeCovered`: raised or overflow, `open`, nobody works on
/// them, and it covers every occurrence.
/// </param>
/// <param name="Hosts">On how many hosts.</param>
/// <param name="Users">By how many accounts.</param>
/// <param name="FirstAt">When the first happened; null if there is none.</param>
/// <param name="LastAt">When the last happened; null if there is none.</param>
/// <param name="ByDay">Day by day, oldest first; the latest 400 days that have any.</param>
/// <param name="ByDisposition">By what became of them.</param>
/// <param name="Samples">Up to 20 of the alerts, of each pattern the latest first.</param>
internal sealed record PreviewHidden(
    long Occurrences, int Alerts, int OpenAlerts, int Hosts, int Users, DateTimeOffset? FirstAt,
    DateTimeOffset? LastAt, IReadOnlyList<HiddenDay> ByDay, IReadOnlyList<HiddenDisposition> ByDisposition,
    IReadOnlyList<AlertResponse> Samples)
{
    public static PreviewHidden Of(ExceptionPreview preview)
    {
        var hidden = preview.Hidden;
        return new PreviewHidden(
            hidden.Total.Occurrences, hidden.Total.Alerts, hidden.OpenAlerts, hidden.Hosts, hidden.Users,
            hidden.FirstAt, hidden.LastAt,
            [.. hidden.ByDay.Select(day => new HiddenDay(day.Key, day.Value.Occurrences, day.Value.Alerts))],
            [
                .. hidden.ByDisposition.Select(one => new HiddenDisposition(
                    one.Key, one.Value.Occurrences, one.Value.Alerts)),
            ],
            [.. preview.Samples.Select(AlertResponse.Of)]);
    }
}

/// <summary>One term of an item held against an access.</summary>
/// <param name="Term">What it asks for.</param>
/// <param name="Wanted">What it wants.</param>
/// <param name="Found">What the access has there; null if that is not known.</param>
/// <param name="Holds">Whether the access is so.</param>
internal sealed record ExceptionTermResult(ExceptionTerm Term, string Wanted, string? Found, bool Holds)
{
    public static ExceptionTermResult Of(TermResult result) =>
        new(result.Term, result.Wanted, result.Found, result.Holds);
}

/// <summary>An occurrence that an item would not hide.</summary>
/// <param name="AlertId">Its alert.</param>
/// <param name="EventKey">Which event it is.</param>
/// <param name="At">When it happened.</param>
/// <param name="Failing">The terms that keep it.</param>
internal sealed record NearestOccurrence(
    string AlertId, string EventKey, DateTimeOffset At, IReadOnlyList<ExceptionTermResult> Failing)
{
    public static NearestOccurrence Of(MissedOccurrence missed) => new(
        missed.AlertId, missed.EventKey.ToString(), missed.At, [.. missed.Failing.Select(ExceptionTermResult.Of)]);
}

/// <summary>A known attack that an item would hide.</summary>
/// <param name="Id">What programs call it.</param>
/// <param name="Title">What it is.</param>
internal sealed record HiddenCanary(string Id, string Title);

/// <summary>Something that speaks against an item.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Detail">What is wrong and what to do.</param>
/// <param name="Pointer">Where in the item: a JSON pointer such as `#/scope/hosts/0`.</param>
/// <param name="Overridable">Whether an approver may let the item pass all the same.</param>
internal sealed record PreviewRefusal(RefusalCode Code, string Detail, string Pointer, bool Overridable)
{
    public static PreviewRefusal Of(Refusal refusal) => new(
        refusal.Code, refusal.Detail, refusal.Member.Length > 0 ? $"#/{refusal.Member}" : "#", refusal.IsOverridable);
}

/// <summary>What an item would do, and what speaks against it.</summary>
/// <param name="Hidden">What it would have hidden.</param>
/// <param name="Nearest">
/// Up to 20 occurrences that it would not hide: fewest failing terms first, of each pattern and each set of failing
/// terms one before any has two.
/// </param>
/// <param name="Canaries">The known attacks that it would hide, wherever, whenever and by whomever they are
/// done.</param>
/// <param name="TruePositives">Up to 1,000 ids of alerts that turned out to be attacks, and of which it would hide
/// some if they happened again.</param>
/// <param name="Assigned">Up to 1,000 ids of alerts that somebody works on, and of which it would hide some.</param>
/// <param name="Refusals">All that speaks against it; empty if it can be submitted.</param>
/// <param name="Breadth">How much it may hide.</param>
/// <param name="NeedsApproval">Whether somebody else than its author must approve it.</param>
/// <param name="ScannedAlerts">How many alerts were looked at.</param>
internal sealed record ExceptionPreviewResponse(
    PreviewHidden Hidden, IReadOnlyList<NearestOccurrence> Nearest, IReadOnlyList<HiddenCanary> Canaries,
    IReadOnlyList<string> TruePositives, IReadOnlyList<string> Assigned, IReadOnlyList<PreviewRefusal> Refusals,
    Breadth Breadth, bool NeedsApproval, int ScannedAlerts)
{
    private const int NamedMax = 1000;

    public static ExceptionPreviewResponse Of(
        ExceptionTerms terms, ExceptionPreview preview, ExceptionJudgement judgement) => new(
        PreviewHidden.Of(preview), [.. preview.Nearest.Select(NearestOccurrence.Of)],
        [.. judgement.Canaries.Select(canary => new HiddenCanary(canary.Id, canary.Title))],
        [.. judgement.TruePositives.Take(NamedMax)], [.. judgement.Assigned.Take(NamedMax)],
        [.. judgement.Refusals.Select(PreviewRefusal.Of)], Breadth.Of(terms), judgement.NeedsApproval,
        preview.ScannedAlerts);
}
