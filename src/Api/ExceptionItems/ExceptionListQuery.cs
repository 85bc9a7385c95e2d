using DetectionApi.Api.Http;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence.Exceptions;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>What the query of a list of exception items asks for.</summary>
internal static class ExceptionListQuery
{
    private const int DaysMax = 36_500;

    /// <summary>The filters, by themselves.</summary>
    public static readonly IReadOnlyList<QueryParameter> Filters =
    [
        QueryParameter.OfWords<ExceptionStatus>("status", "How far they are; any of those given."),
        QueryParameter.OfTexts("owner", "Who answers for them; ignoring case, `*` and `?` are wild."),
        QueryParameter.OfTexts(
            "host", "A host on which they hold, with or without its domain, or its id; ignoring case, `*` and `?` are "
                + "wild. Items for all hosts hold on every one."),
        QueryParameter.OfTexts("rule", "The id of a rule whose matches they may cover; any of those given."),
        QueryParameter.OfTexts(
            "target", "The target's path or its file name, as the items write it; ignoring case, `*` and `?` are wild."),
        QueryParameter.OfTexts(
            "source", "The source's path, its file name, its signer or its hash, as the items write it; ignoring case, "
                + "`*` and `?` are wild."),
        new("stale", "`true` for those that have been in force for 30 days and hid nothing in the last 30; `false` for "
            + "the others.", Words: ["true", "false"]),
        new("expiringWithinDays", "In force, and no longer after so many days.", Range: (1, DaysMax)),
    ];

    /// <summary>Reads the filters and nothing else.</summary>
    public static ExceptionFilter ReadFilter(QueryReader query, DateTimeOffset now) => new()
    {
        Statuses = query.Enums<ExceptionStatus>("status"),
        Owners = query.Texts("owner"),
        Hosts = query.Texts("host"),
        RuleIds = query.Ids("rule"),
        Targets = query.Texts("target"),
        Sources = query.Texts("source"),
        IsStale = query.Text("stale") is null ? null : query.Flag("stale"),
        ExpiresBefore = query.Number("expiringWithinDays", 0, 1, DaysMax) is > 0 and var days
            ? now.AddDays(days)
            : null,
    };
}
