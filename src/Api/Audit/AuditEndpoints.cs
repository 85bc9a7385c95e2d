using DetectionApi.Api.Http;
using DetectionApi.Domain.Audit;
using DetectionApi.Persistence.Audit;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.Audit;

/// <summary>The audit log, to be read. Nothing here changes it.</summary>
internal static class AuditEndpoints
{
    private static readonly IReadOnlyList<QueryParameter> Parameters =
    [
        QueryParameter.OfTexts("actor", "Who did it; any of those given, to the letter."),
        QueryParameter.OfTexts("keyId", "The access key that was named; any of those given, to the letter."),
        QueryParameter.OfTexts("address", "From where, as `from` of the lines has it; any of those given."),
        QueryParameter.OfTexts("operation", "What was asked for, such as `ChangeAlert`; any of those given."),
        QueryParameter.OfWords<AuditOutcome>("outcome", "What came of it."),
        QueryParameter.OfTexts("subject", "What kind of thing it was about, such as `alert`; any of those given."),
        new("subjectId", "Which of them, to the letter."),
        QueryParameter.OfTime("from", "At that time or later."),
        QueryParameter.OfTime("to", "Before that time."),
        QueryParameter.Limit,
        QueryParameter.Cursor,
    ];

    public static void MapAudit(this IEndpointRouteBuilder api) => api.MapGet("/audit", ListAudit)
        .WithTags(Tags.Audit)
        .WithName("ListAudit")
        .WithSummary("Lists who changed what, and who was refused, newest first.")
        .WithDescription(
            "A line of a change is stored in the commit of the change. Refused are: who may not come in, or not do "
            + "that (401, 403, 429), and every other change that was not made (4xx); such lines come within a second, "
            + "those of a kind within a minute as one with a `count`. Each line's hash covers the line and the hash "
            + "before; `DetectionApi verify-audit` goes along all of them. Note `head` elsewhere from time to time: "
            + "`verify-audit --expect SEQ:HASH` tells then whether the log still goes through it.")
        .WithQuery(Parameters)
        .WithExamples(response: AuditExamples.List);

    private static async Task<Results<Ok<AuditResponse>, ProblemHttpResult>> ListAudit(
        HttpRequest request, AuditStore store, CancellationToken cancellationToken)
    {
        var reader = new QueryReader(request.Query);
        var filter = new AuditFilter
        {
            Actors = reader.Texts("actor"),
            KeyIds = reader.Texts("keyId"),
            Addresses = reader.Texts("address"),
            Operations = reader.Texts("operation"),
            Outcomes = reader.Enums<AuditOutcome>("outcome"),
            Subjects = reader.Texts("subject"),
            SubjectId = reader.Text("subjectId"),
            From = reader.Time("from"),
            To = reader.Time("to"),
        };
        reader.RequireOrder("from", filter.From, "to", filter.To);
        var limit = reader.Limit();
        var before = reader.NumberBefore();
        if (reader.Faults is [_, ..] faults) return Problems.BadRequest(faults);

        var part = await store.ListAsync(filter, before == 0 ? null : before, limit, cancellationToken);
        return TypedResults.Ok(AuditResponse.Of(
            part, part.Page.HasMore ? Cursor.Of(Cursor.Of(part.Page.Items[^1].Seq)) : null));
    }
}
