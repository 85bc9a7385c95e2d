using DetectionApi.Api.Http;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Domain.Rules;
using DetectionApi.Persistence;

namespace DetectionApi.Api.Alerts;

/// <summary>What the query of a list of alerts asks for.</summary>
internal sealed record AlertListQuery(AlertFilter Filter, AlertOrder Order, AlertPosition? After, int Limit)
{
    private const string TimeForms = "`2026-03-02T08:15:30Z`, or milliseconds since 1970; without a zone it is UTC.";

    /// <summary>The filters, by themselves.</summary>
    public static readonly IReadOnlyList<QueryParameter> Filters =
    [
        QueryParameter.OfWords<AlertStatus>("status", "How far analysts are; any of those given."),
        QueryParameter.OfWords<Disposition>(
            "disposition", "What became of the match; any of those given. `raised` unless given: the queue."),
        QueryParameter.OfWords<Severity>("severity", "How bad it is; any of those given."),
        QueryParameter.OfTexts(
            "host", "The host's name, with or without its domain, or its id; ignoring case, `*` and `?` are wild."),
        QueryParameter.OfTexts(
            "source",
            "The source's path or its file name, such as `rundll32.exe`; ignoring case, `*` and `?` are wild."),
        QueryParameter.OfTexts(
            "user", "The source's account, with or without its domain; ignoring case, `*` and `?` are wild."),
        QueryParameter.OfTexts(
            "target", "The target's path or its file name, such as `lsass.exe`; ignoring case, `*` and `?` are wild."),
        QueryParameter.OfWords<TargetClass>("targetClass", "What an attacker would want from the target."),
        new("accessClass", "What the granted rights are good for; alerts with any of those given.",
            Words: Words.AllOf((AccessClasses)(-1)), IsList: true),
        QueryParameter.OfWords<FirstFrameKind>(
            "firstFrameKind",
            "Where the system call came from; any of those given."),
        QueryParameter.OfWords<Recommendation>("recommendation", "What the investigation comes to."),
        QueryParameter.OfWords<ClosingReason>("closingReason", "What it turned out to be."),
        QueryParameter.OfTexts("assignee", "Who works on it; ignoring case, `*` and `?` are wild."),
        QueryParameter.OfTexts("rule", "The id of the rule; any of those given."),
        QueryParameter.OfTexts("pattern", "The id of the access pattern; any of those given."),
        QueryParameter.OfTime("from", "Last seen at that time or later, in event time. " + TimeForms),
        QueryParameter.OfTime("to", "First seen before that time, in event time. " + TimeForms),
        QueryParameter.OfTime(
            "createdFrom", "Made at that time or later, by the clock of the service: what is new since the last look. "
                + TimeForms),
    ];

    public static readonly IReadOnlyList<QueryParameter> Parameters =
    [
        .. Filters,
        new("sort", "`last-seen`: latest first, unless given. `severity`: highest risk score first, then latest.",
            Words: Words.All<AlertOrder>()),
        QueryParameter.Limit,
        QueryParameter.Cursor,
    ];

    public static AlertListQuery Read(QueryReader query)
    {
        var order = query.Enums<AlertOrder>("sort") is [var chosen, ..] ? chosen : AlertOrder.LastSeen;
        return new AlertListQuery(ReadFilter(query), order, ReadPosition(query, order), query.Limit());
    }

    /// <summary>Reads the filters and nothing else.</summary>
    public static AlertFilter ReadFilter(QueryReader query)
    {
        var filter = new AlertFilter
        {
            Statuses = query.Enums<AlertStatus>("status"),
            Dispositions = query.Enums<Disposition>("disposition") is [_, ..] given ? given : [Disposition.Raised],
            Severities = query.Enums<Severity>("severity"),
            Hosts = query.Texts("host"),
            Sources = query.Texts("source"),
            Users = query.Texts("user"),
            Targets = query.Texts("target"),
            TargetClasses = query.Enums<TargetClass>("targetClass"),
            AnyAccessClass = query.Enums<AccessClasses>("accessClass")
                .Aggregate(AccessClasses.None, (all, one) => all | one),
            FirstFrameKinds = query.Enums<FirstFrameKind>("firstFrameKind"),
            Recommendations = query.Enums<Recommendation>("recommendation"),
            ClosingReasons = query.Enums<ClosingReason>("closingReason"),
            Assignees = query.Texts("assignee"),
            RuleIds = query.Ids("rule"),
            PatternIds = query.Ids("pattern"),
            From = query.Time("from"),
            To = query.Time("to"),
            CreatedFrom = query.Time("createdFrom"),
        };
        query.RequireOrder("from", filter.From, "to", filter.To);
        return filter;
    }

    /// <summary>The cursor behind the last alert of a part.</summary>
    public string CursorAfter(Alert last) =>
        Cursor.Of(Words.Of(Order), Cursor.Of(last.RiskScore), Cursor.Of(last.LastSeenAt), last.Id);

    private static AlertPosition? ReadPosition(QueryReader query, AlertOrder order)
    {
        if (query.CursorParts(4) is not [var ofOrder, var risk, var lastSeen, var id]) return null;
        if (ofOrder == Words.Of(order)
            && Cursor.TryRead(risk, out long riskScore) && Cursor.TryRead(lastSeen, out DateTimeOffset lastSeenAt)
            && AlertPosition.IsId(id))
            return new AlertPosition((int)riskScore, lastSeenAt, id);

        query.RefuseCursor();
        return null;
    }
}
