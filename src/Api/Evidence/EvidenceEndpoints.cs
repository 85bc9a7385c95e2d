using System.Security.Cryptography;
using DetectionApi.Api.Http;
using DetectionApi.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.Evidence;

/// <summary>Everything about an alert to take away.</summary>
internal static class EvidenceEndpoints
{
    private const string Zip = "application/zip";

    public static void MapEvidence(this IEndpointRouteBuilder api) =>
        api.MapGet("/alerts/{id}/evidence", GetEvidence)
            .WithTags(Tags.Investigation)
            .WithName("GetEvidence")
            .WithSummary("Packs everything about an alert into a ZIP.")
            .WithDescription(
                "The alert, every occurrence as it came, process starts, authentication records, files, network, "
                + "findings, history, a readable `report.md`, and `manifest.json` with the SHA-256 of each file and a "
                + "chain over all. While nothing about the alert changes it is the same, byte for byte. Note the "
                + "SHA-256 of `Repr-Digest`; `DetectionApi verify-evidence FILE` tells what was changed.")
            .WithPath("id", "The alert's id.")
            .WithQuery([])
            .Produces<Stream>(StatusCodes.Status200OK, Zip)
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> GetEvidence(
        string id, HttpContext context, AlertStore alerts, EvidenceBundle bundle, CancellationToken cancellationToken)
    {
        if (new QueryReader(context.Request.Query).Faults is [_, ..] faults) return Problems.BadRequest(faults);
        if (await alerts.FindAsync(id, cancellationToken) is not { } alert)
            return Problems.NotFound($"There is no alert {id}.");

        // An alert may have more occurrences than memory has room for.
        var file = new FileStream(
            Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 64 * 1024,
            FileOptions.DeleteOnClose);
        context.Response.RegisterForDispose(file);
        await bundle.WriteAsync(alert, file, cancellationToken);
        var hash = await SHA256.HashDataAsync(file, cancellationToken);
        file.Position = 0;
        context.Response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(hash)}:";
        return TypedResults.File(file, Zip, $"alert-{alert.Id}.zip");
    }
}
