using DetectionApi.Api.Access;
using DetectionApi.Api.Alerts;
using DetectionApi.Api.Http;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence.Exceptions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>What an exception item hid, what became of it, what is said of it. Routes first, then handlers.</summary>
internal static class ExceptionRecordEndpoints
{
    public static void MapRecords(this RouteGroupBuilder exceptions)
    {
        exceptions.MapGet("/{id}/matches", ListMatches)
            .WithName("ListExceptionMatches")
            .WithSummary("Lists every event that an item hid, latest first.")
            .WithDescription(
                "Nothing disappears: each is there as it came, with its alert. Also what was released since: it "
                + "stays in the item's counters, too. " + EndpointDescription.PagesOfDocuments)
            .WithPath("id", ExceptionEndpoints.ItemIdIs, ExampleItem.Id)
            .WithQuery(AlertEndpoints.PageParameters)
            .WithExamples(response: ExceptionExamples.Matches)
            .ProducesProblem(StatusCodes.Status404NotFound);

        exceptions.MapGet("/{id}/history", ListHistory)
            .WithName("ListExceptionHistory")
            .WithSummary("Lists every version of an item, oldest first: who did what, when, and what is different.")
            .WithDescription(
                "Every change and every transition is a version, also what happens by itself, such as expiry; what the "
                + "item said then stands with each. Versions are kept for ever, also those of what was revoked.")
            .WithPath("id", ExceptionEndpoints.ItemIdIs, ExampleItem.Id)
            .WithQuery(AlertEndpoints.PageParameters)
            .WithExamples(response: ExceptionExamples.History)
            .ProducesProblem(StatusCodes.Status404NotFound);

        exceptions.MapPost("/{id}/comments", AddComment)
            .WithName("AddExceptionComment")
            .WithSummary("Says something about an item.")
            .WithDescription("Comments are kept for ever and never changed. They do not change the item's `ETag`.")
            .WithPath("id", ExceptionEndpoints.ItemIdIs, ExampleItem.Id)
            .TakesIdempotencyKey(Actor.Of)
            .WithHeader(Actor.DescribedAs(ExampleItem.Approver))
            .WithExamples(ExceptionExamples.NewComment, ExceptionExamples.Comment)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

        exceptions.MapGet("/{id}/comments", ListComments)
            .WithName("ListExceptionComments")
            .WithSummary("Lists what was said about an item, newest last.")
            .WithDescription("What is said along with a change stands in the history.")
            .WithPath("id", ExceptionEndpoints.ItemIdIs, ExampleItem.Id)
            .WithQuery(AlertEndpoints.PageParameters)
            .WithExamples(response: ExceptionExamples.Comments)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<ListResponse<ExceptionMatchResponse>>, ProblemHttpResult>> ListMatches(
        string id, HttpRequest request, ExceptionStore store, CancellationToken cancellationToken)
    {
        var reader = new QueryReader(request.Query);
        var limit = reader.Limit();
        var after = AlertEndpoints.ReadPosition(reader);
        if (reader.Faults is [_, ..] faults) return Problems.BadRequest(faults);
        if (await store.FindAsync(id, cancellationToken) is null) return ExceptionProblems.NoItem(id);

        var page = await store.MatchesAsync(id, after, limit, cancellationToken);
        return TypedResults.Ok(new ListResponse<ExceptionMatchResponse>(
            [.. page.Items.Select(ExceptionMatchResponse.Of)],
            page.HasMore ? Cursor.Of(Cursor.Of(page.Items[^1].At), Cursor.Of(page.Items[^1].Id)) : null));
    }

    private static async Task<Results<Ok<ListResponse<ExceptionVersionResponse>>, ProblemHttpResult>> ListHistory(
        string id, HttpRequest request, ExceptionStore store, CancellationToken cancellationToken)
    {
        var reader = new QueryReader(request.Query);
        var (limit, after) = (reader.Limit(), reader.NumberBefore());
        if (reader.Faults is [_, ..] faults) return Problems.BadRequest(faults);
        if (await store.FindAsync(id, cancellationToken) is null) return ExceptionProblems.NoItem(id);

        var page = await store.HistoryAsync(id, after, limit, cancellationToken);
        return TypedResults.Ok(new ListResponse<ExceptionVersionResponse>(
            [.. page.Items.Select(ExceptionVersionResponse.Of)],
            page.HasMore ? Cursor.Of(Cursor.Of(page.Items[^1].Version)) : null));
    }

    private static async Task<Results<Created<ExceptionCommentResponse>, ProblemHttpResult>> AddComment(
        string id, NewExceptionComment body, HttpContext context, ExceptionStore store, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is null) return ExceptionProblems.NoItem(id);
        if (new NewExceptionCommentValidator().Validate(body) is { IsValid: false } invalid)
            return Validation.Refuse(invalid);

        var comment = new ExceptionComment
        {
            ItemId = id,
            At = time.GetUtcNow(),
            Actor = Actor.Of(context),
            Text = body.Text!.Trim(),
        };
        await store.CommentAsync(
            comment,
            context.Remember<ExceptionComment>(StatusCodes.Status201Created, ExceptionCommentResponse.Of),
            cancellationToken);
        return TypedResults.Created((string?)null, ExceptionCommentResponse.Of(comment));
    }

    private static async Task<Results<Ok<ListResponse<ExceptionCommentResponse>>, ProblemHttpResult>> ListComments(
        string id, HttpRequest request, ExceptionStore store, CancellationToken cancellationToken)
    {
        var reader = new QueryReader(request.Query);
        var (limit, after) = (reader.Limit(), reader.NumberBefore());
        if (reader.Faults is [_, ..] faults) return Problems.BadRequest(faults);
        if (await store.FindAsync(id, cancellationToken) is null) return ExceptionProblems.NoItem(id);

        var page = await store.CommentsAsync(id, after, limit, cancellationToken);
        return TypedResults.Ok(new ListResponse<ExceptionCommentResponse>(
            [.. page.Items.Select(ExceptionCommentResponse.Of)],
            page.HasMore ? Cursor.Of(Cursor.Of(page.Items[^1].Id)) : null));
    }
}
