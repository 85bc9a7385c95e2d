using DetectionApi.Domain.ExceptionItems;

namespace DetectionApi.Persistence.Exceptions;

/// <summary>The items that cover what comes now.</summary>
/// <remarks>
/// Whoever judges takes them once and goes on with what he has, so that all of one commit is judged by the same items.
/// </remarks>
public sealed class ExceptionsInForce
{
    private volatile ExceptionIndex _current = ExceptionIndex.Empty;

    /// <summary>All of them as they are now.</summary>
    public ExceptionIndex Current => _current;

    /// <summary>Puts others in the place of all.</summary>
    public void Put(ExceptionIndex index) => _current = index;
}
