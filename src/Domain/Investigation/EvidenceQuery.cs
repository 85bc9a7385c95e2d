using DetectionApi.Domain.Context;

namespace DetectionApi.Domain.Investigation;

/// <summary>What to ask the context for.</summary>
/// <param name="Keys">Any of them.</param>
/// <param name="From">Not earlier.</param>
/// <param name="To">Not later.</param>
public sealed record EvidenceQuery(IReadOnlyList<ContextKey> Keys, DateTimeOffset From, DateTimeOffset To);
