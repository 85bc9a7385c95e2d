using DetectionApi.Api.Access;
using DetectionApi.Api.Http;
using DetectionApi.Persistence.Exceptions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>The life of an exception item. Routes first, then their handlers in the same order.</summary>
internal static class ExceptionLifeEndpoints
{
    private const string GoesOn =
        "Alerts are closed and brought back some at a time, after the item is in force or over; if that breaks off, ";

    /// <summary>What brings an item into force.</summary>
    public static void MapWayIntoForce(this RouteGroupBuilder exceptions)
    {
        exceptions.MapPost("/{id}/submit", SubmitItem)
            .WithName("SubmitException")
            .WithSummary("Brings a draft into force, or before an approver.")
            .WithDescription(
                "It is `active` at once if nobody has to approve it, else `pending`; `needsApproval` of the item says "
                + "which. Approval is asked for items for all hosts, for credential stores, and for those that ask for "
                + "an override, unless the settings say otherwise. Everything that refuses an item is asked again, for "
                + "the queue has gone on; anything but a draft is refused with `transition-refused`. With "
                + "`closeCovered` the open alerts are closed that nobody works on and that the item covers every "
                + "occurrence of; others stay. " + GoesOn
                + "`close-covered` goes on.")
            .AsChange(ExampleItem.Id, ExampleItem.Author)
            .WithExamples(ExceptionExamples.Submission, ExceptionExamples.Submitted);

        exceptions.MapPost("/{id}/approve", ApproveItem)
            .WithName("ApproveException")
            .WithSummary("Lets a pending item come into force.")
            .WithDescription(
                "By somebody who wrote none of it, in whatever version (`X-Actor`); else it is refused with "
                + "`own-approval`. If the item asks for overrides, the approver gives each again, with his own reason, "
                + "which stays on the record; else it is refused with `override-not-repeated`. Everything that refuses "
                + "an item is asked again. An item that it replaces is revoked in the same moment; what only "
                + "that one hid is `released`. " + GoesOn + "`close-covered` goes on, and `revoke` of the replaced "
                + "item with `raise`.")
            .AsChange(ExampleItem.Id, ExampleItem.Approver)
            .WithExamples(ExceptionExamples.Approval, ExceptionExamples.Approved);
    }

    /// <summary>What keeps an item out of force, or ends it, and what it does to alerts meanwhile.</summary>
    public static void MapWayOut(this RouteGroupBuilder exceptions)
    {
        exceptions.MapPost("/{id}/reject", RejectItem)
            .WithName("RejectException")
            .WithSummary("Sends a pending item back to its authors, as a draft.")
            .WithDescription(
                "With the reason in `comment`, without which it is refused: it stands in the item's history. "
                + "Whoever wrote the item changes it and submits it again. Anything but a pending item is refused with "
                + "`transition-refused`. No alert is touched: what is pending never covered anything.")
            .AsChange(ExampleItem.Pending, ExampleItem.Approver)
            .WithExamples(ExceptionExamples.Rejection, ExceptionExamples.Rejected);

        exceptions.MapPost("/{id}/close-covered", CloseCovered)
            .WithName("CloseCoveredAlerts")
            .WithSummary("Closes the open alerts that an active item covers.")
            .WithDescription(
                "Those that nobody works on and of which it covers every occurrence, by the same matcher that judges "
                + "what comes in: they become `excepted`, and closed with the reason `automated-closure`. `dryRun` "
                + "says which. To ask again does no harm; there is nothing left if the item was approved or submitted "
                + "with `closeCovered`. An item that is not active covers nothing, and is refused with "
                + "`transition-refused`.")
            .WithPath("id", ExceptionEndpoints.ItemIdIs, ExampleItem.Id)
            .TakesIdempotencyKey(Actor.Of)
            .WithHeader(Actor.DescribedAs(ExampleItem.Author))
            .WithExamples(ExceptionExamples.Closing, ExceptionExamples.Closed)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

        exceptions.MapPost("/{id}/revoke", RevokeItem)
            .WithName("RevokeException")
            .WithSummary("Ends an item: from now on it covers nothing.")
            .WithDescription(
                "What it hid and no other item in force covers is `released`: how many alerts, and the first 1,000. "
                + "They stay hidden, in the item's matches, unless `raise` brings them back: into the queue, and open "
                + "again if the item had closed them. What another item covers becomes that one's. " + GoesOn
                + "revoking the revoked item with `raise` goes on, and brings back whatever was left hidden. `comment` "
                + "says why, and is asked for.")
            .AsChange(ExampleItem.Id, ExampleItem.Author)
            .WithExamples(ExceptionExamples.Revocation, ExceptionExamples.Revoked);
    }

    private static RouteHandlerBuilder AsChange(
        this RouteHandlerBuilder endpoint, string item, string actor) => endpoint
        .WithPath("id", ExceptionEndpoints.ItemIdIs, item)
        .RequiresIfMatch(ExceptionEndpoints.AnyVersion)
        .TakesIdempotencyKey(Actor.Of)
        .WithHeader(Actor.DescribedAs(actor))
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    private static Task<Results<Ok<ExceptionChangeResponse>, ProblemHttpResult>> SubmitItem(
        string id, ExceptionSubmission? body, HttpContext context, ExceptionChanger changer) => changer.RunAsync(
        context, id, new ExceptionSubmissionValidator().Validate(body ?? new()),
        version => new SubmitException(id, version, body?.Comment?.Trim()),
        new FollowUp(body?.CloseCovered is true, body?.Raise is true, body?.DryRun is true));

    private static Task<Results<Ok<ExceptionChangeResponse>, ProblemHttpResult>> ApproveItem(
        string id, ExceptionApproval? body, HttpContext context, ExceptionChanger changer) => changer.RunAsync(
        context, id, new ExceptionApprovalValidator().Validate(body ?? new()),
        version => new ApproveException(id, version, (body?.Overrides).ToOverrides(), body?.Comment?.Trim()),
        new FollowUp(body?.CloseCovered is true, body?.Raise is true, body?.DryRun is true));

    private static Task<Results<Ok<ExceptionChangeResponse>, ProblemHttpResult>> RejectItem(
        string id, ExceptionRejection body, HttpContext context, ExceptionChanger changer) => changer.RunAsync(
        context, id, new ExceptionRejectionValidator().Validate(body),
        version => new RejectException(id, version, body.Comment!.Trim()), default);

    private static Task<Results<Ok<ExceptionChangeResponse>, ProblemHttpResult>> CloseCovered(
        string id, ExceptionClosing? body, HttpContext context, ExceptionChanger changer) =>
        changer.CloseCoveredAsync(context, id, body?.DryRun is true);

    private static Task<Results<Ok<ExceptionChangeResponse>, ProblemHttpResult>> RevokeItem(
        string id, ExceptionRevocation body, HttpContext context, ExceptionChanger changer) =>
        changer.RevokeAsync(context, id, body);
}
