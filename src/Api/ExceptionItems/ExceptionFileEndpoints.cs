using DetectionApi.Api.Access;
using DetectionApi.Api.ExceptionItems.Kibana;
using DetectionApi.Api.Http;
using DetectionApi.Api.Ingest;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Persistence.Exceptions;
using DetectionApi.Persistence.Triage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>Exception items as a file that Kibana reads and writes, too.</summary>
internal static class ExceptionFileEndpoints
{
    private const string Ndjson = "application/ndjson";
    private const string FileName = "exceptions.ndjson";
    private const int ItemsPerRead = 500;
    private const int DaysUnlessSaid = 30;
    private const int DaysMax = 36_500;

    private static readonly IReadOnlyList<QueryParameter> ImportParameters =
    [
        new("submit", "`true` to submit each item: it is in force where nobody has to approve it, else it waits for "
            + "approval. Drafts unless given.", Words: ["true", "false"]),
        new("overwrite", "`true` to let an item take the place of what one of the same id says; else that is refused.",
            Words: ["true", "false"]),
        new("dryRun", "`true` to say what would come of it, and store nothing.", Words: ["true", "false"]),
        new("expiresInDays", "After how many days items expire that do not say when; 30 unless given.",
            Range: (1, DaysMax)),
    ];

    public static void MapExceptionFiles(this IEndpointRouteBuilder api)
    {
        var exceptions = api.MapGroup("/exceptions").WithTags(Tags.Exceptions);
        exceptions.MapGet("/export", ExportExceptions)
            .WithName("ExportExceptions")
            .WithSummary("Writes exception items as an exception list that Kibana imports.")
            .WithDescription(
                "Takes the filters of the list; items in force unless `status` is given. JSON lines: the list, an item "
                + "each, the counts. An item's entries say in Kibana's words what can be said so, and its description "
                + "in what it means something else there. `meta.detectionApi` holds the item as it is here: exported, "
                + "imported and exported again it is the same line. Some versions of Kibana cannot store `meta`; "
                + "`meta=false` leaves it out.")
            .WithQuery(
            [
                .. ExceptionListQuery.Filters,
                new("meta", "`false` to leave out what only this service understands.", Words: ["true", "false"]),
            ])
            .WithExamples(response: ExceptionFileExamples.Export)
            .Produces<string>(StatusCodes.Status200OK, Ndjson);

        exceptions.MapPost("/import", ImportExceptions)
            .WithName("ImportExceptions")
            .WithSummary("Imports an exception list of Kibana's, or one that was exported here: all of it or nothing.")
            .WithDescription(
                $"JSON lines, or a form with the part `file` as Kibana posts it; {ImportBody.ItemsMax} items and "
                + $"{ImportBody.BytesMax / 1024 / 1024} MB at most. Items become drafts, or more by `submit`; "
                + "whatever would refuse a posted one refuses these. An id that was revoked cannot be used "
                + "again; the line must name a new one. An item with `meta.detectionApi` is what that "
                + "says, if neither it nor the entries were changed since; any other is what its entries ask. Owner, "
                + "reason and expiry are taken from what the line says where it can be, and the answer notes it. If a "
                + "line is refused nothing is stored, and the answer has the line, the item, the entry and the reason "
                + "of each. Beyond the codes that refuse every item: "
                + $"{string.Join(", ", Words.All<ImportRefusalCode>().Select(word => $"`{word}`"))}, `id-taken`.")
            .WithQuery(ImportParameters)
            // First what Swagger UI shows line by line; what has JSON in its name it writes as one quoted text.
            .Accepts<string>("text/plain", Ndjson, "multipart/form-data", "*/*")
            .TakesIdempotencyKey(Actor.Of, ImportBody.BytesMax)
            .WithHeader(Actor.DescribedAs(ExampleItem.Author))
            .WithExamples(ExceptionFileExamples.Import, ExceptionFileExamples.ImportAnswer)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    private static Results<PushStreamHttpResult, ProblemHttpResult> ExportExceptions(
        HttpRequest request, ExceptionStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Query);
        var now = time.GetUtcNow();
        var filter = ExceptionListQuery.ReadFilter(query, now);
        var withMeta = query.Text("meta") is null || query.Flag("meta");
        if (query.Faults is [_, ..] faults) return Problems.BadRequest(faults);

        if (filter.Statuses.Count == 0) filter = filter with { Statuses = [ExceptionStatus.Active] };
        return TypedResults.Stream(
            body => WriteAsync(body, store, filter, withMeta, now, cancellationToken), Ndjson, FileName);
    }

    private static async Task WriteAsync(
        Stream body, ExceptionStore store, ExceptionFilter filter, bool withMeta, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await body.WriteAsync(KibanaWriter.List(), cancellationToken);
        var count = 0;
        ExceptionPosition? after = null;
        while (true)
        {
            var page = await store.ListAsync(filter, after, ItemsPerRead, now, cancellationToken);
            var comments = await store.CommentsOfAsync([.. page.Items.Select(item => item.Id)], cancellationToken);
            foreach (var item in page.Items)
                await body.WriteAsync(
                    KibanaWriter.Item(
                        item.Id, item.Content,
                        comments[item.Id].Select(ImportedRemark.ClaimOf)
                            .Select(said => new KibanaComment(said.Text, said.At, said.Actor)),
                        withMeta),
                    cancellationToken);

            count += page.Items.Count;
            if (!page.HasMore) break;
            after = new ExceptionPosition(page.Items[^1].CreatedAt, page.Items[^1].Id);
        }

        await body.WriteAsync(KibanaWriter.Details(count), cancellationToken);
    }

    private static async Task<Results<Ok<ExceptionImportResponse>, ProblemHttpResult>> ImportExceptions(
        HttpContext context, ExceptionStore store, WaitingBytes waiting, TimeProvider time,
        ILogger<ExceptionStore> log, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.Query);
        var (submits, overwrites, isDryRun) = (query.Flag("submit"), query.Flag("overwrite"), query.Flag("dryRun"));
        var days = query.Number("expiresInDays", DaysUnlessSaid, 1, DaysMax);
        if (query.Faults is [_, ..] faults) return Problems.BadRequest(faults);

        var doing = new Doing(Actor.Of(context), time.GetUtcNow());
        var lines = new KibanaFileReader(doing.Actor, doing.At, days);
        if (await new ImportBody(waiting).ReadAsync(context.Request, lines) is { } refused) return refused;

        // With lines that cannot be read nothing is stored; of the others it is said all the same what refuses them.
        var file = lines.Finish();
        if (file.IsEmpty)
            return Problems.BadRequest(new Fault("no-items", "The body holds no lines; send an exported list.", "#"));

        var isTried = isDryRun || file.Faults.Count > 0;
        var outcomes = await store.ApplyAllAsync(
            [.. file.Items.Select(item => CommandOf(item, doing.At, submits, overwrites))],
            new ExceptionBatchMode(IsAtomic: true, isTried), doing,
            context.Remember<IReadOnlyList<ExceptionOutcome>>(
                StatusCodes.Status200OK, all => ExceptionImportResponse.Of(file, all, isDryRun)),
            cancellationToken);
        if (FaultsOf(file, outcomes) is [_, ..] all) return Refuse(all);

        var answer = ExceptionImportResponse.Of(file, outcomes, isDryRun);
        if (!isDryRun) log.ExceptionsImported(doing.Actor, outcomes.Count, answer.Active);
        return TypedResults.Ok(answer);
    }

    private static CreateException CommandOf(ImportedItem item, DateTimeOffset now, bool submits, bool overwrites) =>
        new(item.Id, item.Request.ToContent(now))
        {
            Submits = submits,
            Overwrites = overwrites,
            Comment = $"Imported from line {item.Line} of an exported list"
                + (item.Comments.Count > 0 ? $", with the comments that it brought ({item.Comments.Count})." : "."),
            Remarks =
            [
                .. item.Comments.Select(said => new ExceptionRemark(
                    said.CreatedAt!.Value, said.CreatedBy!.Trim(), said.Comment!)),
            ],
        };

    private static List<ImportFault> FaultsOf(ImportedFile file, IReadOnlyList<ExceptionOutcome> outcomes) =>
    [
        .. file.Faults
            .Concat(file.Items.Zip(outcomes).SelectMany(pair => FaultsOf(pair.First, pair.Second)))
            .OrderBy(fault => fault.Line),
    ];

    private static IEnumerable<ImportFault> FaultsOf(ImportedItem item, ExceptionOutcome outcome) =>
        outcome.Kind is ExceptionResult.Taken
            ?
            [
                new ImportFault(
                    item.Line, item.Id, null, "item_id", "id-taken",
                    $"There is an item {item.Id} already; overwrite=true lets this one take the place of what it "
                    + "says."),
            ]
            : outcome.Refusals.Select(refusal => new ImportFault(
                item.Line, item.Id, null, refusal.Member, Words.Of(refusal.Code), refusal.Detail,
                refusal.IsOverridable));

    private static ProblemHttpResult Refuse(List<ImportFault> faults)
    {
        var lines = faults.Select(fault => fault.Line).Distinct().Count();
        return Problems.UnprocessableAll(
            $"{lines} line{(lines == 1 ? " is" : "s are")} refused, the first one line {faults[0].Line}: "
            + $"{faults[0].Detail} Nothing was stored.",
            faults);
    }
}
