using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>A pattern and its id, which is long to work out.</summary>
internal sealed record PatternEntry(string Id, AccessPattern Pattern);
