namespace DetectionApi.Api.ExceptionItems;

/// <summary>Brings an item into force, or before an approver.</summary>
internal sealed record ExceptionSubmission
{
    /// <summary>What is said about it.</summary>
    public string? Comment { get; init; }

    /// <summary>
    /// Whether open alerts that nobody works on are closed if the item covers all of them; only if it becomes active at
    /// once, otherwise its approver says so.
    /// </summary>
    public bool CloseCovered { get; init; }

    /// <summary>Whether what only the replaced item hid comes back into the queue.</summary>
    public bool Raise { get; init; }

    /// <summary>Whether it is only said what would come of it.</summary>
    public bool DryRun { get; init; }
}

/// <summary>Lets an item come into force.</summary>
internal sealed record ExceptionApproval
{
    /// <summary>What is said about it.</summary>
    public string? Comment { get; init; }

    /// <summary>For each refusal that the item asks to let pass, why the approver does.</summary>
    public IReadOnlyList<ExceptionOverride>? Overrides { get; init; }

    /// <summary>Whether open alerts that nobody works on are closed if the item covers all of them.</summary>
    public bool CloseCovered { get; init; }

    /// <summary>Whether what only the replaced item hid comes back into the queue.</summary>
    public bool Raise { get; init; }

    /// <summary>Whether it is only said what would come of it.</summary>
    public bool DryRun { get; init; }
}

/// <summary>Sends an item back to its authors.</summary>
internal sealed record ExceptionRejection
{
    /// <summary>Why.</summary>
    public string? Comment { get; init; }
}

/// <summary>Ends an item.</summary>
internal sealed record ExceptionRevocation
{
    /// <summary>Why.</summary>
    public string? Comment { get; init; }

    /// <summary>Whether what only this item hid comes back into the queue.</summary>
    public bool Raise { get; init; }

    /// <summary>Whether it is only said what would come of it.</summary>
    public bool DryRun { get; init; }
}

/// <summary>Closes what an item in force covers.</summary>
internal sealed record ExceptionClosing
{
    /// <summary>Whether it is only said what would be closed.</summary>
    public bool DryRun { get; init; }
}

/// <summary>What somebody says about an item.</summary>
/// <param name="Text">What.</param>
internal sealed record NewExceptionComment(string? Text = null);
