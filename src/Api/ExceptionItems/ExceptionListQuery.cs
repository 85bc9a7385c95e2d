using DetectionApi.Api.Http;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence.Exceptions;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>What the query of a list of exception items asks for.</summary>
internal sealed record ExceptionListQuery(ExceptionFilter Filter, ExceptionPosition? After, int Limit)
{
    private const int DaysGreatest = 3650;

    /// <summary>The filters, by themselves.</summary>
    public static readonly IReadOnlyList<QueryParameter> Filters =
    [
        QueryParameter.OfWords<ExceptionStatus>("status", "How far they are; any of those given."),
        QueryParameter.OfTexts("owner", "Who answers for them; ignoring case, `*` and `?` are wild."),
        QueryParameter.OfTexts(
            "host", "A host on which they hold, those for all hosts as well; ignoring case, `*` and `?` are wild."),
        QueryParameter.OfTexts("rule", "The id of a rule whose matches they may cover, those for all rules as well."),
        QueryParameter.OfTexts(
            "target", "The target as they name it, its path or its file name; ignoring case, `*` and `?` are wild."),
        QueryParameter.OfTexts(
            "source",
            "The source as they name it: its path, its file name, its signer or its hash; ignoring case, `*` and `?` "
            + "are wild."),
        new("stale", "`true`: active for more than 30 days, and hid nothing in the last 30. `false`: the others.",
            Words: ["true", "false"]),
        new("expiringWithinDays", $"Active, and no longer in that many days: 1 to {DaysGreatest}.",
            Range: (1, DaysGreatest)),
    ];

    public static readonly IReadOnlyList<QueryParameter> Parameters =
        [.. Filters, QueryParameter.Limit, QueryParameter.Cursor];

    public static ExceptionListQuery Read(QueryReader query, DateTimeOffset now) =>
        new(ReadFilter(query, now), ReadPosition(query), query.Limit());

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
        ExpiresBefore = query.Number("expiringWithinDays", 0, 1, DaysGreatest) is > 0 and var days
            ? now.AddDays(days)
            : null,
    };

    /// <summary>The cursor behind the last item of a part.</summary>
    public static string CursorAfter(ExceptionItem last) => Cursor.Of(Cursor.Of(last.CreatedAt), last.Id);

    private static ExceptionPosition? ReadPosition(QueryReader query)
    {
        if (query.CursorParts(2) is not [var created, var id]) return null;
        if (Cursor.TryRead(created, out DateTimeOffset createdAt)) return new ExceptionPosition(createdAt, id);

        query.RefuseCursor();
        return null;
    }
}
