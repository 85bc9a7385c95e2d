using DetectionApi.Domain.ProcessAccess;

namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>A pattern, and the numbers of its source and its target.</summary>
internal sealed record PatternEntry(string Id, AccessPattern Pattern, int Source, int Target);
