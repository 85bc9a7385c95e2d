using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence.Exceptions;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>Makes answers of items: each with what it hid.</summary>
internal sealed class ExceptionAnswers(ExceptionStore store, ExceptionPolicy policy, TimeProvider time)
{
    /// <summary>An item that never hid anything, as it is answered.</summary>
    public ExceptionItemResponse OfNew(ExceptionItem item) => Of(item, ExceptionCounters.None);

    /// <summary>An item as it is answered, with what was counted of it.</summary>
    public ExceptionItemResponse Of(ExceptionItem item, ExceptionCounters counters) =>
        ExceptionItemResponse.Of(item, counters, policy, time.GetUtcNow());

    /// <summary>What an item hid.</summary>
    public async Task<ExceptionCounters> CountersOfAsync(string id, CancellationToken cancellationToken) =>
        (await store.CountersAsync([id], time.GetUtcNow(), cancellationToken))[id];

    /// <summary>An item as it is answered.</summary>
    public async Task<ExceptionItemResponse> OfAsync(ExceptionItem item, CancellationToken cancellationToken) =>
        Of(item, await CountersOfAsync(item.Id, cancellationToken));

    /// <summary>Items as they are answered.</summary>
    public async Task<IReadOnlyList<ExceptionItemResponse>> OfAsync(
        IReadOnlyList<ExceptionItem> items, CancellationToken cancellationToken)
    {
        var counters = await store.CountersAsync(
            [.. items.Select(item => item.Id)], time.GetUtcNow(), cancellationToken);
        return [.. items.Select(item => Of(item, counters[item.Id]))];
    }
}
