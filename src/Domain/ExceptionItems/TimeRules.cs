using System.Globalization;

namespace DetectionApi.Domain.ExceptionItems;

/// <summary>For how long an item may hold.</summary>
internal static class TimeRules
{
    public static IEnumerable<Refusal> RefusalsIn(ExceptionTerms terms, ExceptionSurroundings surroundings)
    {
        const string Member = "expiresAt";
        var latest = surroundings.Now.AddDays(surroundings.Policy.DaysMax);
        if (terms.ExpiresAt is not { } until)
            yield return new Refusal(
                RefusalCode.ExpiryMissing,
                $"Say when it expires, {surroundings.Policy.DaysMax} days from now at most.", Member);
        else if (until <= surroundings.Now)
            yield return new Refusal(RefusalCode.ExpiryPast, "It would have expired already.", Member);
        else if (until > latest)
            yield return new Refusal(
                RefusalCode.ExpiryTooFar,
                $"It may hold for {surroundings.Policy.DaysMax} days, until "
                + $"{latest.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}; then "
                + "somebody looks at it again.",
                Member);
        if (terms.ValidFrom >= terms.ExpiresAt)
            yield return new Refusal(
                RefusalCode.NeverMatches, "It would expire before it begins to hold.", "validFrom");
    }
}
