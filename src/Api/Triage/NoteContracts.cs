using DetectionApi.Domain.Alerts;

namespace DetectionApi.Api.Triage;

/// <summary>What to say about an alert.</summary>
/// <param name="Text">The text; it cannot be changed later.</param>
internal sealed record NewComment(string? Text = null);

/// <summary>What an analyst has to say about an alert.</summary>
/// <param name="Id">Its number.</param>
/// <param name="At">When it was written.</param>
/// <param name="Actor">Who wrote it.</param>
/// <param name="Text">What it says.</param>
internal sealed record AlertCommentResponse(long Id, DateTimeOffset At, string Actor, string Text)
{
    public static AlertCommentResponse Of(AlertComment comment) =>
        new(comment.Id, comment.At, comment.Actor, comment.Text);
}

/// <summary>What somebody did to stop what an alert shows.</summary>
internal sealed record NewContainmentStep
{
    /// <summary>What was done.</summary>
    public ContainmentAction? Action { get; init; }

    /// <summary>On what, and why; required for the action `other`.</summary>
    public string? Note { get; init; }
}

/// <summary>What somebody did to stop what an alert shows, and whether it still holds.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Action">What was done.</param>
/// <param name="Note">On what, and why; null if nothing is said.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Actor">Who recorded it.</param>
/// <param name="ReversedAt">When it was undone; null as long as it holds.</param>
/// <param name="ReversedBy">Who undid it; null as long as it holds.</param>
internal sealed record ContainmentStepResponse(
    long Id, ContainmentAction Action, string? Note, DateTimeOffset At, string Actor, DateTimeOffset? ReversedAt,
    string? ReversedBy)
{
    public static ContainmentStepResponse Of(ContainmentStep step) => new(
        step.Id, step.Action, step.Note, step.At, step.Actor, step.ReversedAt, step.ReversedBy);
}
