namespace DetectionApi.Persistence.Audit;

/// <summary>By whom something is done, and by what.</summary>
/// <param name="Actor">Who does it.</param>
/// <param name="Operation">What he asks for, such as the name of an endpoint.</param>
/// <param name="KeyId">The access key that he showed; null if he showed none.</param>
/// <param name="From">
/// The address from which he does it, or <c>command-line</c>; null if the service does it by itself.
/// </param>
/// <param name="RequestId">The request by which he does it; null if it is none.</param>
public sealed record AuditOrigin(
    string Actor, string Operation, string? KeyId = null, string? From = null, string? RequestId = null);

/// <summary>As long as it is open, whatever is stored on its behalf leaves its line in the audit log.</summary>
/// <remarks>
/// It surrounds what is done, across every <c>await</c>, instead of being handed on: to hand a request through every
/// store would put HTTP into each of their signatures, and one that forgets to would go unnoticed. What runs by
/// itself, such as the writer of events, began outside of every scope and leaves no lines.
/// </remarks>
public sealed class AuditScope : IDisposable
{
    private static readonly AsyncLocal<AuditScope?> Ambient = new();

    private readonly AuditScope? _outer;
    private readonly TimeProvider _time;

    private AuditScope(AuditOrigin origin, TimeProvider time) =>
        (Origin, _time, _outer) = (origin, time, Ambient.Value);

    /// <summary>By whom it is done.</summary>
    public AuditOrigin Origin { get; }

    internal static AuditScope? Current => Ambient.Value;

    internal DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Opens one for what the caller does until he disposes of it.</summary>
    /// <param name="origin">By whom it is done.</param>
    /// <param name="time">Tells when.</param>
    public static AuditScope Open(AuditOrigin origin, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(time);
        var scope = new AuditScope(origin, time);
        Ambient.Value = scope;
        return scope;
    }

    /// <summary>Closes it; one around it holds again.</summary>
    public void Dispose() => Ambient.Value = _outer;
}
