using DetectionApi.Api.Access;
using DetectionApi.Api.Http;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence.Exceptions;
using DetectionApi.Persistence.Triage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>What exception items say. Routes in the order in which an analyst goes; handlers in the same.</summary>
internal static class ExceptionEndpoints
{
    internal const string ItemIdIs = "The item's id.";

    // The examples are tried one after another; which version that makes of the item depends on what was left out.
    internal const string AnyVersion = "*";

    private static readonly IReadOnlyList<QueryParameter> UpdateParameters =
    [
        new("dryRun", "`true`: only say what would come of it.", Words: ["true", "false"]),
        new("raise", "`true`: what the item no longer covers, and no other item does, comes back into the queue.",
            Words: ["true", "false"]),
    ];

    private static readonly string Refusals =
        "Terms that are given must all hold; `null` or absent asks nothing. Paths ignore case; `*` and `?` are wild "
        + "within one name, never a backslash. The item is a draft, and covers nothing yet: submit it. What is refused "
        + "is answered with 422 and in `errors` every reason with its `code`, a sentence, a `pointer` into the item, "
        + "and whether it is `overridable`: then the item may ask in `overrides` to let it pass, and an approver says "
        + "why he does. The same is asked again when the item is changed, submitted and approved. The "
        + $"codes:\n\n{RefusalSentences.Listed}";

    public static void MapExceptions(this IEndpointRouteBuilder api)
    {
        var exceptions = api.MapGroup("/exceptions").WithTags(Tags.Exceptions)
            .WithRefusal(ExceptionExamples.Refusal);
        exceptions.MapGet("/", ListItems)
            .WithName("ListExceptions")
            .WithSummary("Lists exception items, newest first.")
            .WithDescription(
                "All filters must hold. Those that take several values take them repeated or with commas between, and "
                + "any of them will do. Every item comes with what it hid, counted exactly and by event time; `stale` "
                + "and `expiringWithinDays` find those that somebody should look at.")
            .WithQuery(ExceptionListQuery.Parameters)
            .WithExamples(response: ExceptionExamples.List);

        exceptions.MapPost("/", CreateItem)
            .WithName("CreateException")
            .WithSummary("Writes an exception item.")
            .WithDescription(Refusals)
            .TakesIdempotencyKey(Actor.Of)
            .WithHeader(Actor.DescribedAs(ExampleItem.Author))
            .AnswersETag()
            .WithExamples(ExceptionExamples.New, ExceptionExamples.Item)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

        exceptions.MapGet("/{id}", GetItem)
            .WithName("GetException")
            .WithSummary("Reads one exception item.")
            .WithDescription(
                "What it says, how far it is, how broad it is and why, what it hid so far, and who wrote and approved "
                + "it. The `ETag` is its version; every change asks for it.")
            .WithPath("id", ItemIdIs, ExampleItem.Id)
            .AnswersETag()
            .WithExamples(response: ExceptionExamples.Item)
            .ProducesProblem(StatusCodes.Status404NotFound);

        exceptions.MapPut("/{id}", UpdateItem)
            .WithName("UpdateException")
            .WithSummary("Changes what an exception item says.")
            .WithDescription(
                "The whole of it, as it is posted. A pending item is a draft again: nobody has seen it like that. An "
                + "active one may mean less from now on, or be said in other words; more only if no approval is asked "
                + "for it, otherwise it is refused with `widens-active-item`: post a new item with `replaces`. A later "
                + "expiry is more, too: give `expiresAt` as it was read, for `expiresInDays` counts anew. What "
                + "it no longer covers, and no other item in force does, is `released`: it stays hidden unless "
                + "`raise` brings it back. To put the same again with `raise=true` goes on where that broke off. What "
                + "changes nothing makes no version.")
            .WithPath("id", ItemIdIs, ExampleItem.Id)
            .WithQuery(UpdateParameters)
            .RequiresIfMatch(AnyVersion)
            .WithHeader(Actor.DescribedAs(ExampleItem.Author))
            .WithExamples(ExceptionExamples.Better, ExceptionExamples.Updated)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        exceptions.MapWayIntoForce();
        exceptions.MapRecords();
        exceptions.MapWayOut();
    }

    private static async Task<Results<Ok<ListResponse<ExceptionItemResponse>>, ProblemHttpResult>> ListItems(
        HttpRequest request, ExceptionStore store, ExceptionAnswers answers, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var (reader, now) = (new QueryReader(request.Query), time.GetUtcNow());
        var query = ExceptionListQuery.Read(reader, now);
        if (reader.Faults is [_, ..] faults) return Problems.BadRequest(faults);

        var page = await store.ListAsync(query.Filter, query.After, query.Limit, now, cancellationToken);
        return TypedResults.Ok(new ListResponse<ExceptionItemResponse>(
            await answers.OfAsync(page.Items, cancellationToken),
            page.HasMore ? ExceptionListQuery.CursorAfter(page.Items[^1]) : null));
    }

    private static async Task<Results<Created<ExceptionItemResponse>, ProblemHttpResult>> CreateItem(
        ExceptionItemRequest body, HttpContext context, ExceptionStore store, ExceptionAnswers answers,
        TimeProvider time, ILogger<ExceptionStore> log, CancellationToken cancellationToken)
    {
        if (new ExceptionItemValidator().Validate(body) is { IsValid: false } invalid)
            return Validation.Refuse(invalid);

        var doing = new Doing(Actor.Of(context), time.GetUtcNow());
        var outcome = await store.ApplyAsync(
            new CreateException(body.Id ?? "", body.ToContent(doing.At)), isDryRun: false, doing,
            context.Remember<ExceptionOutcome>(
                StatusCodes.Status201Created, made => answers.OfNew(made.Item!)),
            cancellationToken);
        if (!outcome.IsDone) return ExceptionProblems.Of(outcome);

        log.ItemWritten(doing.Actor, outcome.Id);
        context.Response.SetTag(outcome.Item!.Version);
        return TypedResults.Created($"/api/v1/exceptions/{outcome.Id}", answers.OfNew(outcome.Item));
    }

    private static async Task<Results<Ok<ExceptionItemResponse>, ProblemHttpResult>> GetItem(
        string id, HttpResponse response, ExceptionStore store, ExceptionAnswers answers,
        CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } item) return ExceptionProblems.NoItem(id);

        response.SetTag(item.Version);
        return TypedResults.Ok(await answers.OfAsync(item, cancellationToken));
    }

    private static async Task<Results<Ok<ExceptionChangeResponse>, ProblemHttpResult>> UpdateItem(
        string id, ExceptionItemRequest body, HttpContext context, ExceptionStore store, ExceptionAlerts alerts,
        ExceptionAnswers answers, TimeProvider time, ILogger<ExceptionStore> log, CancellationToken cancellationToken)
    {
        var reader = new QueryReader(context.Request.Query);
        var (isDryRun, raises) = (reader.Flag("dryRun"), reader.Flag("raise"));
        if (reader.Faults is [_, ..] faults) return Problems.BadRequest(faults);
        if (await store.FindAsync(id, cancellationToken) is not { } item) return ExceptionProblems.NoItem(id);
        if (Preconditions.Check(context.Request, item.Version) is { } refused) return refused;
        if (new ExceptionItemValidator().Validate(body) is { IsValid: false } invalid)
            return Validation.Refuse(invalid);
        if (body.Id is not null && body.Id != id)
            return Problems.Unprocessable(new Fault(
                "other-id", $"The address is that of {id}; an item keeps its id.", "#/id"));

        var doing = new Doing(Actor.Of(context), time.GetUtcNow());
        var version = Preconditions.TakesAny(context.Request) ? (int?)null : item.Version;
        var outcome = await store.ApplyAsync(
            new UpdateException(id, version, body.ToContent(doing.At)), isDryRun, doing, answer: null,
            cancellationToken);
        if (!outcome.IsDone) return ExceptionProblems.Of(outcome);
        if (!isDryRun && outcome.Kind is ExceptionResult.Done) log.ItemWritten(doing.Actor, id);

        var updated = outcome.Item!;
        var isLess = raises || !updated.Content.Terms.Contain(item.Content.Terms);
        var released = updated.Status is not ExceptionStatus.Active || !isLess ? null
            : isDryRun ? await alerts.PreviewReleaseAsync(id, updated, cancellationToken)
            : await alerts.ReleaseAsync(id, raises, doing, cancellationToken);
        context.Response.SetTag(isDryRun ? item.Version : updated.Version);
        return TypedResults.Ok(new ExceptionChangeResponse(
            isDryRun, await answers.OfAsync(updated, cancellationToken), Closed: null,
            AffectedAlertsResponse.Of(released)));
    }
}
