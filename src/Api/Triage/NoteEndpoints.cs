using DetectionApi.Api.Access;
using DetectionApi.Api.Alerts;
using DetectionApi.Api.Http;
using DetectionApi.Domain.Alerts;
using DetectionApi.Persistence;
using DetectionApi.Persistence.Triage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.Triage;

/// <summary>What analysts say about an alert. Routes first, then their handlers in the same order.</summary>
internal static class NoteEndpoints
{
    public static void MapNotes(this RouteGroupBuilder alerts)
    {
        alerts.MapGet("/{id}/comments", ListComments)
            .WithName("ListAlertComments")
            .WithSummary("Lists what was said about an alert, newest last.")
            .WithPath("id", AlertEndpoints.AlertIdIs)
            .WithQuery(AlertEndpoints.PageParameters)
            .WithExamples(response: TriageExamples.Comments)
            .ProducesProblem(StatusCodes.Status404NotFound);

        alerts.MapPost("/{id}/comments", AddComment)
            .WithName("AddAlertComment")
            .WithSummary("Says something about an alert.")
            .WithDescription("Comments are kept for ever and never changed. They do not change the alert's `ETag`.")
            .WithPath("id", AlertEndpoints.AlertIdIs)
            .TakesIdempotencyKey(Actor.Of)
            .WithHeader(Actor.Described)
            .WithExamples(TriageExamples.NewComment, TriageExamples.Comment)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
    }

    private static async Task<Results<Ok<ListResponse<AlertCommentResponse>>, ProblemHttpResult>> ListComments(
        string id, HttpRequest request, AlertStore alerts, AlertNotes notes, CancellationToken cancellationToken)
    {
        var reader = new QueryReader(request.Query);
        var (limit, after) = (reader.Limit(), reader.NumberBefore());
        if (reader.Faults is [_, ..] faults) return Problems.BadRequest(faults);
        if (await alerts.FindAsync(id, cancellationToken) is null) return AlertEndpoints.NoAlert(id);

        var page = await notes.CommentsAsync(id, after, limit, cancellationToken);
        return TypedResults.Ok(new ListResponse<AlertCommentResponse>(
            [.. page.Items.Select(AlertCommentResponse.Of)],
            page.HasMore ? Cursor.Of(Cursor.Of(page.Items[^1].Id)) : null));
    }

    private static async Task<Results<Created<AlertCommentResponse>, ProblemHttpResult>> AddComment(
        string id, NewComment body, HttpContext context, AlertStore alerts, AlertNotes notes, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await alerts.FindAsync(id, cancellationToken) is null) return AlertEndpoints.NoAlert(id);
        if (new NewCommentValidator().Validate(body) is { IsValid: false } invalid) return Validation.Refuse(invalid);

        var comment = new AlertComment
        {
            AlertId = id,
            At = time.GetUtcNow(),
            Actor = Actor.Of(context),
            Text = body.Text!.Trim(),
        };
        await notes.AddAsync(
            comment, context.Remember<AlertComment>(StatusCodes.Status201Created, AlertCommentResponse.Of),
            cancellationToken);
        return TypedResults.Created((string?)null, AlertCommentResponse.Of(comment));
    }
}
