using DetectionApi.Api.Access;
using DetectionApi.Api.Http;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence.Exceptions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.Inventory;

/// <summary>Who signed which file, where no event tells. Routes first, then their handlers in the same order.</summary>
internal static class SignerEndpoints
{
    private const int EntriesMax = 10_000;
    private const string DryRun = "dryRun";

    private static readonly IReadOnlyList<QueryParameter> ListParameters =
    [
        new("subject", "The whole name of the subject, ignoring case; any unless given."),
        QueryParameter.Limit,
        QueryParameter.Cursor,
    ];

    private static readonly IReadOnlyList<QueryParameter> UploadParameters =
        [new(DryRun, "`true` to say what would come of it and store nothing.", Words: ["true", "false"])];

    public static void MapInventory(this IEndpointRouteBuilder api)
    {
        var signers = api.MapGroup("/inventory/signers").WithTags(Tags.Signers);

        signers.MapGet("/", ListSigners)
            .WithName("ListSigners")
            .WithSummary("Lists who signed which file, in the order of the hashes.")
            .WithQuery(ListParameters)
            .WithExamples(response: SignerExamples.List);

        signers.MapPut("/", PutSigners)
            .WithName("PutSigners")
            .WithSummary("Says who signed files, by their SHA-256.")
            .WithDescription(
                "For files of which Sysmon's event 7 tells nothing. Each entry is taken or refused for itself; one of "
                + $"a file that is there already takes its place; at most {EntriesMax} at once, all that are taken in "
                + "one commit. An alert knows the signer if the hash of its source is known and nothing on its host "
                + "says who signed that, and if it comes, or learns the hash, after the upload: alerts that are there "
                + "stay as they are. What alerts speak against is refused: the file of one that was closed as a true "
                + "positive or that somebody works on, and one of which a host itself says something else. "
                + "Exceptions may rest on it, so upload what you can answer for.")
            .WithQuery(UploadParameters)
            .WithHeader(Actor.Described)
            .WithExamples(SignerExamples.Upload, SignerExamples.Uploaded)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        signers.MapDelete("/{sha256}", RemoveSigner)
            .WithName("RemoveSigner")
            .WithSummary("Takes a file out of the inventory, and answers what was said of it.")
            .WithDescription("Alerts that know a signer from there keep it; what comes later does not.")
            .WithPath("sha256", "The SHA-256 of the file.", SignerExamples.Hash)
            .WithHeader(Actor.Described)
            .WithExamples(response: SignerExamples.Signer)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<ListResponse<SignerResponse>>, ProblemHttpResult>> ListSigners(
        HttpRequest request, SignerInventory inventory, CancellationToken cancellationToken)
    {
        var reader = new QueryReader(request.Query);
        var (subject, limit, after) = (reader.Text("subject"), reader.Limit(), reader.CursorParts(1));
        if (reader.Faults is [_, ..] faults) return Problems.BadRequest(faults);

        var page = await inventory.ListAsync(subject?.Trim(), after?[0], limit, cancellationToken);
        return TypedResults.Ok(new ListResponse<SignerResponse>(
            [.. page.Items.Select(SignerResponse.Of)], page.HasMore ? Cursor.Of(page.Items[^1].Sha256) : null));
    }

    private static async Task<Results<Ok<SignerUploadResponse>, ProblemHttpResult>> PutSigners(
        IReadOnlyList<SignerRequest?> body, HttpContext context, SignerInventory inventory, TimeProvider time,
        ILogger<SignerInventory> log, CancellationToken cancellationToken)
    {
        var reader = new QueryReader(context.Request.Query);
        var isDryRun = reader.Flag(DryRun);
        if (reader.Faults is [_, ..] wrong) return Problems.BadRequest(wrong);
        if (body.Count > EntriesMax)
            return Problems.Unprocessable(new Fault(
                "too-many-entries", $"There are {body.Count} entries; send at most {EntriesMax} at once.", "#"));

        var faults = FaultsIn(body);
        var entries = body.Where((_, index) => !faults.Contains(index)).Select(entry => entry!.ToEntry()).ToList();
        var actor = Actor.Of(context);
        var outcome = await inventory.PutAsync(entries, actor, time.GetUtcNow(), isDryRun, cancellationToken);
        var answer = SignerUploadResponse.Of(
            isDryRun, [.. body.Select((entry, index) => ItemOf(index, entry, [.. faults[index]], outcome))]);
        if (isDryRun) return TypedResults.Ok(answer);

        RefusalNote.KeepParts(
            context, answer.Items.Where(item => item.Errors.Count > 0).Select(item => item.Errors[0].Code));
        log.SignersUploaded(actor, answer.Added, answer.Changed);
        return TypedResults.Ok(answer);
    }

    private static async Task<Results<Ok<SignerResponse>, ProblemHttpResult>> RemoveSigner(
        string sha256, HttpContext context, SignerInventory inventory, ILogger<SignerInventory> log,
        CancellationToken cancellationToken)
    {
        var removed = await inventory.RemoveAsync(sha256.ToLowerInvariant(), cancellationToken);
        if (removed is null) return Problems.NotFound("The inventory says nothing of a file with that SHA-256.");

        var actor = Actor.Of(context);
        log.SignerRemoved(actor, removed.Sha256);
        return TypedResults.Ok(SignerResponse.Of(removed));
    }

    // By the places of the entries.
    private static ILookup<int, Fault> FaultsIn(IReadOnlyList<SignerRequest?> body)
    {
        var validator = new SignerValidator();
        var faults = new List<(int Index, Fault Fault)>();
        var seen = new HashSet<string>();
        foreach (var (index, entry) in body.Index())
        {
            if (entry is null)
                faults.Add((index, new Fault("missing", "An entry is an object.", $"#/{index}")));
            else if (validator.Validate(entry) is { IsValid: false } invalid)
                faults.AddRange(Validation.FaultsIn(invalid, $"#/{index}").Select(fault => (index, fault)));
            else if (!seen.Add(entry.ToEntry().Sha256))
                faults.Add((
                    index, new Fault("repeated", "An entry before says who signed this file.", $"#/{index}/sha256")));
        }

        return faults.ToLookup(fault => fault.Index, fault => fault.Fault);
    }

    private static SignerUploadItem ItemOf(
        int index, SignerRequest? entry, IReadOnlyList<Fault> faults, InventoryOutcome outcome)
    {
        if (faults.Count > 0) return new SignerUploadItem(index, entry?.Sha256, SignerUploadStatus.Refused, faults);

        var hash = entry!.ToEntry().Sha256;
        if (outcome.Refused.GetValueOrDefault(hash) is { } refusal)
            return new SignerUploadItem(
                index, hash, SignerUploadStatus.Refused,
                [new Fault(Words.Of(refusal.Code), refusal.Detail, $"#/{index}/sha256")]);

        var status = outcome.Added.Contains(hash) ? SignerUploadStatus.Added
            : outcome.Changed.Contains(hash) ? SignerUploadStatus.Changed
            : SignerUploadStatus.Unchanged;
        return new SignerUploadItem(index, hash, status, []);
    }
}
