using System.Globalization;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence.Exceptions;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>Suggested terms as an item that can be posted, once somebody answers for it.</summary>
internal static class SuggestedItem
{
    private const int DaysUnlessSaid = 30;
    private const int NameLengthMax = 100;

    /// <summary>The item: with words that say what was seen, without owner and evidence.</summary>
    /// <param name="terms">What it means.</param>
    /// <param name="count">The alerts and occurrences that it was made of.</param>
    /// <param name="firstAt">When the first of them happened.</param>
    /// <param name="lastAt">When the last of them happened.</param>
    public static ExceptionItemRequest Of(
        ExceptionTerms terms, HiddenCount count, DateTimeOffset firstAt, DateTimeOffset lastAt) =>
        terms.ToRequest() with
        {
            Name = NameOf(terms),
            Reason =
                $"Seen {Text(count.Occurrences, "time")} in {Text(count.Alerts, "alert")} from {Text(firstAt)} to "
                + $"{Text(lastAt)}. Say here why that is harmless.",
            Evidence = [],
            ExpiresInDays = DaysUnlessSaid,
        };

    private static string NameOf(ExceptionTerms terms)
    {
        var source = terms.Executable is { } path ? WindowsPath.NameOf(path) : terms.Signer ?? "One file";
        var name = $"{source} to {WindowsPath.NameOf(terms.TargetImage ?? "")}, "
            + $"{Words.Of(terms.FirstFrameKind ?? FirstFrameKind.Malformed)}";
        return Quoted.Visible(name, NameLengthMax);
    }

    private static string Text(long number, string unit) =>
        $"{number.ToString("N0", CultureInfo.InvariantCulture)} {unit}{(number == 1 ? "" : "s")}";

    private static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
