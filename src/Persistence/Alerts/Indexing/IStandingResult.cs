namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>The answer to a question that is asked again and again: it follows the rows as they change.</summary>
internal interface IStandingResult
{
    /// <summary>A row is about to change.</summary>
    void Leave(AlertBlock block, int slot);

    /// <summary>A row is new, or has changed.</summary>
    void Enter(AlertBlock block, int slot);
}
