using DetectionApi.Domain.ExceptionItems;
using DetectionApi.Persistence.Exceptions;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>Tries items that are not posted, or not yet.</summary>
internal sealed class TriedItem(ExceptionPreviewer previewer, ExceptionJudge judge, TimeProvider time)
{
    /// <summary>What the item would say, words that nobody wrote yet left empty.</summary>
    public ExceptionContent ContentOf(ExceptionItemRequest item) => (item with
    {
        Name = item.Name ?? "",
        Reason = item.Reason ?? "",
        Owner = item.Owner ?? "",
    }).ToContent(time.GetUtcNow());

    /// <summary>What the item would do, and what speaks against it.</summary>
    public async Task<ExceptionPreviewResponse> PreviewAsync(
        ExceptionItemRequest item, CancellationToken cancellationToken)
    {
        var content = ContentOf(item);
        var preview = await previewer.PreviewAsync(content.Terms, cancellationToken);
        var judgement = (await JudgeAsync([item], cancellationToken))[0];
        return ExceptionPreviewResponse.Of(content.Terms, preview, judgement);
    }

    /// <summary>What speaks against each of the items.</summary>
    public Task<IReadOnlyList<ExceptionJudgement>> JudgeAsync(
        IReadOnlyList<ExceptionItemRequest> items, CancellationToken cancellationToken) => judge.JudgeAsync(
        [.. items.Select(item => (ContentOf(item), item.Id))], time.GetUtcNow(), cancellationToken);
}
