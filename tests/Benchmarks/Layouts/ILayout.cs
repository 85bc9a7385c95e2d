using DetectionApi.Domain.Context;

namespace DetectionApi.Benchmarks.Layouts;

/// <summary>A way to lie in a file.</summary>
internal interface ILayout : IDisposable
{
    /// <summary>Gathers what is to be stored of a batch, as happens while it is judged. Not measured.</summary>
    void Gather(KeptEvent[] batch);

    /// <summary>Compresses what was gathered.</summary>
    void Compress();

    /// <summary>Stores it in one transaction.</summary>
    void Append();

    /// <summary>The events with a key within the times.</summary>
    List<ContextEvent> Find(ContextKey key, DateTimeOffset from, DateTimeOffset to);

    /// <summary>Drops the oldest, about as much as the service drops in one transaction.</summary>
    /// <returns>How many events that were.</returns>
    int DropOldest();
}
