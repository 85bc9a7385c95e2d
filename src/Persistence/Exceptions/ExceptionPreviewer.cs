using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence.Alerts.Indexing;
using Microsoft.EntityFrameworkCore;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>Says what an item would have hidden of all that is stored, and what not.</summary>
public sealed class ExceptionPreviewer
{
    private readonly IDbContextFactory<DetectionsDbContext> _contexts;
    private readonly AlertIndex _index;
    private readonly AlertStore _alerts;

    internal ExceptionPreviewer(
        IDbContextFactory<DetectionsDbContext> contexts, AlertIndex index, AlertStore alerts) =>
        (_contexts, _index, _alerts) = (contexts, index, alerts);

    /// <summary>What an item of these terms would do.</summary>
    /// <exception cref="IndexNotReadyException">The store is still being read, and that takes long.</exception>
    public async Task<ExceptionPreview> PreviewAsync(ExceptionTerms terms, CancellationToken cancellationToken)
    {
        var scan = new ExceptionScan(_contexts, _index, terms);
        var tally = new PreviewTally();
        await foreach (var alert in scan.RunAsync(cancellationToken)) tally.Add(alert);

        return tally.Show(await _alerts.ReadAsync(tally.Samples, cancellationToken), scan.AlertsSeen);
    }
}
