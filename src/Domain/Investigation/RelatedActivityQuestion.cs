using System.Globalization;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Domain.Investigation;

/// <summary>What else happened around the same user, host, file and pattern?</summary>
/// <remarks>
/// Only what people judged escalates: if alerts escalated each other by their recommendations, two of them would hold
/// each other up for ever. That a pattern comes back says nothing by itself.
/// </remarks>
internal static class RelatedActivityQuestion
{
    public static FindingDraft Answer(Inquiry inquiry)
    {
        var draft = new FindingDraft(Question.RelatedActivity);
        var alerts = inquiry.Related.Alerts.Where(a => a.Id != inquiry.Alert.Id).OrderBy(a => a.FirstSeenAt)
            .ThenBy(a => a.Id, StringComparer.Ordinal).DistinctBy(a => a.Id).ToList();
        JudgePattern(inquiry, draft);
        JudgeAlerts(alerts, draft);
        if (inquiry.Source.User is null && inquiry.Source.Start?.User is null)
            draft.Lack(inquiry, "whether there are alerts of the same account", "1", "4688");
        if (inquiry.Source.Sha256 is null)
            draft.Lack(
                "whether there are alerts of the same file", "the executable's SHA-256 is not known",
                "Sysmon: <HashAlgorithms>SHA256</HashAlgorithms> and <ProcessCreate onmatch=\"exclude\"/>");
        if (inquiry.Related.IsCut) draft.Doubt("There are more related alerts than were looked at.");
        return draft;
    }

    private static void JudgePattern(Inquiry inquiry, FindingDraft draft)
    {
        var pattern = inquiry.Related.Pattern;
        if (pattern.JudgedTruePositive > 0)
            draft.Raise($"Its pattern was judged an attack {Times(pattern.JudgedTruePositive)}.");
        var judged = pattern.JudgedBenign > 0
            ? $"was judged benign {Times(pattern.JudgedBenign)}"
            : "was never judged benign";
        var since = pattern.FirstSeenAt is { } first ? $" since {Inquiry.Time(first)}" : "";
        var recurrence = $"Its pattern {judged}; it was seen {Times(pattern.Occurrences)} in "
            + $"{Count(pattern.Alerts, "alert")} on {Count(pattern.Hosts, "host")} under "
            + $"{Count(pattern.Users, "account")}{since}.";
        if (pattern.JudgedBenign > 0) draft.Say(recurrence);
        else draft.Doubt(recurrence);
    }

    private static void JudgeAlerts(List<RelatedAlert> alerts, FindingDraft draft)
    {
        var attacks = alerts.Where(a => a.Verdict is ClosingVerdict.TruePositive).ToList();
        if (attacks.Count > 0)
            draft.Raise($"Within 48 hours, attacks with something in common: {Said(attacks)}.");

        var open = alerts.Where(a => a.Verdict is ClosingVerdict.None && !a.By.Contains(Relation.Pattern)
            && (a.Recommendation is Recommendation.Escalate || IsSensitive(a.TargetClass))).ToList();
        if (open.Count > 0)
            draft.Doubt(
                $"Within 48 hours, alerts of other patterns that are not judged yet: {Said(open)}.");
        var rest = alerts.Count - attacks.Count - open.Count;
        if (rest > 0) draft.Say($"Other alerts within 48 hours with something in common: {Number(rest)}.");
        else if (alerts.Count == 0) draft.Say("Within 48 hours there are no other alerts with something in common.");
    }

    private static bool IsSensitive(TargetClass target) =>
        target is TargetClass.Credential or TargetClass.Browser or TargetClass.SecurityProduct;

    private static string Said(List<RelatedAlert> alerts) => FindingDraft.Names(alerts.Select(a =>
        $"{a.Id} (same {CommonOf(a)}; target {Words.Of(a.TargetClass)})"));

    private static string CommonOf(RelatedAlert alert) =>
        string.Join(" and ", alert.By.Distinct().Order().Select(Words.Of));

    private static string Times(long count) => count == 1 ? "once" : Count(count, "time");

    private static string Count(long count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";

    private static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);
}
