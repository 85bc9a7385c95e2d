using DetectionApi.Persistence.Alerts;

namespace DetectionApi.Api.AlertStream;

/// <summary>Tells new alerts from changed ones for somebody who reads on from where he knew all.</summary>
/// <param name="since">The number of the last change that he knew.</param>
/// <remarks>An alert that changes while he reads comes by more than once, and is new only the first time.</remarks>
internal sealed class NewAlerts(long since)
{
    private const int RememberedMax = 10_000;

    private readonly HashSet<string> _told = [];
    private long _since = since;
    private long _last = since;

    /// <summary>True if he has not seen the alert before. Ask once for each change, in order.</summary>
    public bool IsNew(ChangedAlert change)
    {
        // Whoever reads that much at once may take an alert for changed that he never saw.
        if (_told.Count == RememberedMax)
        {
            _told.Clear();
            _since = _last;
        }

        _last = change.Number;
        return change.IsNewSince(_since) && _told.Add(change.Alert.Id);
    }
}
