namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>The index still reads the store, as it does after a start.</summary>
public sealed class IndexNotReadyException() : Exception("The alerts are still being read from the store.");
