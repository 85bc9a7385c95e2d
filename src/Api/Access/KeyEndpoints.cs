using DetectionApi.Api.Http;
using DetectionApi.Domain.Access;
using DetectionApi.Persistence.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.Access;

/// <summary>Who may come in. Routes first, then their handlers in the same order.</summary>
internal static class KeyEndpoints
{
    private const string OnlyOnce =
        "The secret is shown this once and kept as a salted hash: whoever loses it rotates the key. The answer is not "
        + "remembered either, so there is no Idempotency-Key: if it got lost, revoke the key that the list shows.";

    public static void MapKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/keys").WithTags(Tags.Keys);
        keys.WithPath("id", "The key.", KeyExamples.Id);

        keys.MapGet("/", ListKeys)
            .WithName("ListKeys")
            .WithSummary("Lists the keys, the newest first, without their secrets.")
            .WithDescription("Those that ended or were revoked, too: the records speak of them.")
            .WithQuery([QueryParameter.Limit, QueryParameter.Cursor])
            .WithExamples(response: KeyExamples.List);

        keys.MapPost("/", AddKey)
            .WithName("AddKey")
            .WithSummary("Makes a key, and shows its secret this once.")
            .WithDescription(
                "The first key makes keys necessary, here and now; so it has to be an administrator's. " + OnlyOnce)
            .WithHeader(Actor.Described)
            .WithExamples(KeyExamples.Request, KeyExamples.New)
            .AnswersETag()
            .Produces<NewKeyResponse>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        keys.MapGet("/{id}", GetKey)
            .WithName("GetKey")
            .WithSummary("Reads one key.")
            .AnswersETag()
            .WithExamples(response: KeyExamples.Key)
            .ProducesProblem(StatusCodes.Status404NotFound);

        keys.MapPost("/{id}/rotate", RotateKey)
            .WithName("RotateKey")
            .WithSummary("Gives a key another secret, and takes the old one for a while, too.")
            .WithDescription("Id, owner, roles and records stay. A second rotation ends the overlap of the first. "
                + OnlyOnce)
            .RequiresIfMatch()
            .WithHeader(Actor.Described)
            .WithExamples(KeyExamples.Rotation, KeyExamples.New)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        keys.MapPost("/{id}/revoke", RevokeKey)
            .WithName("RevokeKey")
            .WithSummary("Revokes a key: it lets nobody in from now on, and stays in the list.")
            .RequiresIfMatch()
            .WithHeader(Actor.Described)
            .WithExamples(response: KeyExamples.Key)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<ListResponse<KeyResponse>>, ProblemHttpResult>> ListKeys(
        HttpRequest request, AccessKeyStore store, KeyRing ring, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var reader = new QueryReader(request.Query);
        var (limit, after) = (reader.Limit(), LastOfPageBefore(reader));
        if (reader.Faults is [_, ..] faults) return Problems.BadRequest(faults);

        var page = await store.ListAsync(after, limit, cancellationToken);
        var now = time.GetUtcNow();
        return TypedResults.Ok(new ListResponse<KeyResponse>(
            [.. page.Items.Select(key => KeyResponse.Of(key, ring.UnstoredUseOf(key.Id), now))],
            page.HasMore
                ? Cursor.Of(Cursor.Of(page.Items[^1].CreatedAt), page.Items[^1].Id)
                : null));
    }

    private static async Task<Results<Created<NewKeyResponse>, ProblemHttpResult>> AddKey(
        KeyRequest body, HttpContext context, KeyMaker maker, KeyRing ring, TimeProvider time, ILogger<KeyRing> log,
        CancellationToken cancellationToken)
    {
        var faults = maker.FaultsOf(body)
            .Select(fault => new Fault(fault.Code, fault.Detail, $"#/{fault.Field}")).ToList();
        if (!ring.IsNeeded && body.Roles?.Contains(Role.Admin) is not true)
            faults.Add(new Fault(
                "first-key-not-admin",
                "With the first key every request needs one: let it be an administrator's, or nobody could make the "
                + "next.", "#/roles"));
        if (faults.Count > 0) return Problems.Unprocessable(faults);

        var actor = Actor.Of(context);
        var (key, secret) = await maker.AddAsync(body, actor, cancellationToken);
        log.KeyAdded(actor, key.Id, key.Owner);
        context.Response.SetTag(key.Revision);
        return TypedResults.Created(
            $"/api/v1/keys/{key.Id}", NewKeyResponse.Of(key, secret, time.GetUtcNow()));
    }

    private static async Task<Results<Ok<KeyResponse>, ProblemHttpResult>> GetKey(
        string id, HttpResponse response, AccessKeyStore store, KeyRing ring, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } key) return NoKey(id);

        response.SetTag(key.Revision);
        return TypedResults.Ok(KeyResponse.Of(key, ring.UnstoredUseOf(id), time.GetUtcNow()));
    }

    private static async Task<Results<Ok<NewKeyResponse>, ProblemHttpResult>> RotateKey(
        string id, KeyRotation? body, HttpContext context, KeyMaker maker, AccessKeyStore store, TimeProvider time,
        ILogger<KeyRing> log, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } known) return NoKey(id);
        if (Preconditions.Check(context.Request, known.Revision) is { } refused) return refused;

        var hours = body?.OverlapHours ?? KeyRotation.HoursUnlessGiven;
        if (hours < 0 || hours > KeyRules.OverlapMax.TotalHours)
            return Problems.Unprocessable(new Fault(
                "overlap-invalid", $"Give 0 to {KeyRules.OverlapMax.TotalHours} hours.", "#/overlapHours"));

        if (await maker.RotateAsync(id, known.Revision, TimeSpan.FromHours(hours), cancellationToken)
            is not var (key, isMeant, secret)) return NoKey(id);
        if (!isMeant) return ChangedMeanwhile();
        if (secret is null)
            return Problems.Unprocessable(new Fault("key-ended", KeyMaker.WhyNotRotated(key, time.GetUtcNow())));

        var actor = Actor.Of(context);
        log.KeyRotated(actor, id, hours);
        context.Response.SetTag(key.Revision);
        return TypedResults.Ok(NewKeyResponse.Of(key, secret, time.GetUtcNow()));
    }

    private static async Task<Results<Ok<KeyResponse>, ProblemHttpResult>> RevokeKey(
        string id, HttpContext context, KeyMaker maker, AccessKeyStore store, TimeProvider time, ILogger<KeyRing> log,
        CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } known) return NoKey(id);
        if (Preconditions.Check(context.Request, known.Revision) is { } refused) return refused;

        var actor = Actor.Of(context);
        if (await maker.RevokeAsync(id, known.Revision, actor, cancellationToken) is not var (key, isMeant))
            return NoKey(id);
        if (!isMeant) return ChangedMeanwhile();

        log.KeyRevoked(actor, id);
        context.Response.SetTag(key.Revision);
        return TypedResults.Ok(KeyResponse.Of(key, null, time.GetUtcNow()));
    }

    private static (DateTimeOffset CreatedAt, string Id)? LastOfPageBefore(QueryReader reader)
    {
        if (reader.CursorParts(2) is not [var created, var id]) return null;
        if (Cursor.TryRead(created, out DateTimeOffset at)) return (at, id);

        reader.RefuseCursor();
        return null;
    }

    private static ProblemHttpResult NoKey(string id) =>
        Problems.NotFound($"There is no key {id}; GET /api/v1/keys lists them.");

    private static ProblemHttpResult ChangedMeanwhile() => Problems.PreconditionFailed(
        "Somebody else changed the key just now: read it again and repeat the change.");
}
