using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.ExceptionItems;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>What exception items are held against, of an occurrence that is stored.</summary>
/// <remarks>
/// Every occurrence of an alert has its rule, its pattern, its host and its process, so the alert tells most of it;
/// only when it happened and the whole shape of its call trace are the occurrence's own.
/// </remarks>
internal static class StoredAccess
{
    /// <summary>An occurrence of an alert.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="at">When the occurrence happened.</param>
    /// <param name="shape">The shape of its call trace; null if it was not kept.</param>
    public static CandidateAccess Of(Alert alert, DateTimeOffset at, string? shape) =>
        StoredAlert.Of(alert).At(at, shape);
}
