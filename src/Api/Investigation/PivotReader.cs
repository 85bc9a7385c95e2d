using DetectionApi.Api.Alerts;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;
using DetectionApi.Domain.Investigation;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Context;

namespace DetectionApi.Api.Investigation;

/// <summary>Where the next part of a pivot begins: behind an event or an alert of that time and id.</summary>
internal sealed record PivotPosition(DateTimeOffset At, string Id);

/// <summary>A part of a pivot's rows.</summary>
/// <param name="Rows">The pivot with them.</param>
/// <param name="Last">The last row, if there are more.</param>
internal sealed record PivotPart(PivotRowsResponse Rows, PivotPosition? Last);

/// <summary>Asks the guide's pivots.</summary>
internal sealed class PivotReader(Investigator investigator, ContextStore context, AlertStore alerts)
{
    /// <summary>What each pivot of an alert comes to.</summary>
    public async Task<IReadOnlyList<PivotSummary>> SummariesAsync(Alert alert, CancellationToken cancellationToken)
    {
        var summaries = new List<PivotSummary>();
        foreach (var pivot in Enum.GetValues<Pivot>())
        {
            var (rows, _) = await ReadAsync(alert, pivot, after: null, limit: 1, cancellationToken);
            summaries.Add(new PivotSummary(pivot, rows.Answer, rows.Asks, rows.From, rows.To, rows.UnsentCodes));
        }

        return summaries;
    }

    /// <summary>A part of the rows of one pivot.</summary>
    public Task<PivotPart> ReadAsync(
        Alert alert, Pivot pivot, PivotPosition? after, int limit, CancellationToken cancellationToken)
    {
        var query = PivotQuery.Of(alert, pivot);
        return query.IsOfAlerts
            ? AlertsAsync(alert, query, after, limit, cancellationToken)
            : Task.FromResult(Events(alert, query, after, limit, cancellationToken));
    }

    private PivotPart Events(
        Alert alert, PivotQuery query, PivotPosition? after, int limit, CancellationToken cancellationToken)
    {
        var found = query.Keys.Count == 0 ? EarliestEvents.None : context.Find(
            query.Keys, after?.At ?? query.From, query.To,
            e => query.IsRow(e) && IsBehind(e, after) ? "" : null, limit, cancellationToken);
        var (rows, telemetry) = (found.Events, investigator.TelemetryOf(alert));

        // A part behind another one does not ask again whether there are any.
        var answer = query.AnswerOf(after is null ? rows.Count : 1, telemetry);
        return new PivotPart(
            new PivotRowsResponse(
                query.Pivot, answer, AsksOf(query), query.From, query.To, query.UnsentOf(telemetry),
                [.. rows.Select(ContextEventResponse.Of)], [], NextCursor: null),
            found.IsCut ? new PivotPosition(rows[^1].At, rows[^1].Key.ToString()) : null);
    }

    private async Task<PivotPart> AlertsAsync(
        Alert alert, PivotQuery query, PivotPosition? after, int limit, CancellationToken cancellationToken)
    {
        var isOfUser = query.Pivot is Pivot.UserAlerts;
        var page = new Page<Alert>([], HasMore: false);
        if (!isOfUser || query.User is not null)
        {
            var filter = new AlertFilter
            {
                Users = isOfUser ? [query.User!] : [],
                Hosts = isOfUser ? [] : [query.Host],
                From = query.From,
                To = query.To,
            };
            page = await alerts.ListAsync(
                filter, AlertOrder.LastSeen, after is null ? null : new AlertPosition(0, after.At, after.Id), limit + 1,
                cancellationToken);
        }

        List<Alert> others = [.. page.Items.Where(a => a.Id != alert.Id)];
        List<Alert> part = [.. others.Take(limit)];
        var answer = isOfUser && query.User is null ? PivotAnswer.NoTelemetry : query.AnswerOf(
            after is null ? others.Count : 1, HostTelemetry.None);
        return new PivotPart(
            new PivotRowsResponse(
                query.Pivot, answer, AsksOf(query), query.From, query.To, [], [],
                [.. part.Select(AlertResponse.Of)], NextCursor: null),
            page.HasMore || others.Count > limit ? new PivotPosition(part[^1].LastSeenAt, part[^1].Id) : null);
    }

    private static bool IsBehind(ContextEvent e, PivotPosition? after) => after is null
        || e.At > after.At || (e.At == after.At && string.CompareOrdinal(e.Key.ToString(), after.Id) > 0);

    private static string AsksOf(PivotQuery query)
    {
        var process = query.EntityId is { } entityId
            ? $"process {entityId} (process id {query.Pid}) on {query.Host}"
            : $"process id {query.Pid} on {query.Host}";
        return query.Pivot switch
        {
            Pivot.SourceProcess => $"Everything that {process} did.",
            Pivot.ChildProcesses => $"The processes that {process} began.",
            Pivot.FileEvents => $"The files that {process} wrote and deleted.",
            Pivot.NetworkAndDns => $"The names that {process} asked for, and its connections.",
            Pivot.UserAlerts => query.User is { } user
                ? $"Other alerts of the account {user}."
                : "Other alerts of the same account; which one it is is not known.",
            _ => $"Other alerts on {query.Host}.",
        };
    }
}
