using DetectionApi.Api.ExceptionItems;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence.Exceptions;

namespace DetectionApi.Api.Evidence;

/// <summary>The exception items that hid an alert or some of its events.</summary>
/// <param name="Considered">The items.</param>
/// <param name="Note">What that means.</param>
internal sealed record EvidenceExceptions(IReadOnlyList<EvidenceException> Considered, string Note)
{
    private const int VersionsPerRead = 500;

    /// <summary>Reads the items.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="hid">The items that hid any of its events.</param>
    /// <param name="store">Where they are.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<EvidenceExceptions> OfAsync(
        Alert alert, IEnumerable<string> hid, ExceptionStore store, CancellationToken cancellationToken)
    {
        var ids = hid.Concat(alert.ExceptionId is { } own ? [own] : []).Distinct().Order(StringComparer.Ordinal);
        var considered = new List<EvidenceException>();
        foreach (var id in ids)
        {
            var versions = await VersionsAsync(id, store, cancellationToken);

            // What became of the item since it hid the alert says nothing of the alert.
            if (id == alert.ExceptionId) versions.RemoveAll(version => version.Version > alert.ExceptionVersion);
            considered.Add(new EvidenceException(id, [.. versions.Select(ExceptionVersionResponse.Of)]));
        }

        return new EvidenceExceptions(
            considered,
            considered.Count == 0
                ? "No exception item hid the alert or any of its events."
                : "These exception items hid the alert or some of its events, as far as they were then.");
    }

    private static async Task<List<ExceptionVersion>> VersionsAsync(
        string id, ExceptionStore store, CancellationToken cancellationToken)
    {
        var versions = new List<ExceptionVersion>();
        while (true)
        {
            var page = await store.HistoryAsync(
                id, versions is [.., var last] ? last.Version : 0, VersionsPerRead, cancellationToken);
            versions.AddRange(page.Items);
            if (!page.HasMore) return versions;
        }
    }
}

/// <summary>An exception item that hid something, in all its versions.</summary>
/// <param name="Id">The item.</param>
/// <param name="Versions">Its versions, oldest first.</param>
internal sealed record EvidenceException(string Id, IReadOnlyList<ExceptionVersionResponse> Versions);
