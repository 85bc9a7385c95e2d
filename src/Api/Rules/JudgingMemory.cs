using DetectionApi.Domain.Context;
using DetectionApi.Domain.Events;

namespace DetectionApi.Api.Rules;

/// <summary>The memory with which one request is judged; reused by others after it.</summary>
/// <param name="Buffer">Where events are read.</param>
/// <param name="Chunk">Where kept events are gathered; null if nothing is kept of them.</param>
internal sealed record JudgingMemory(EventBuffer Buffer, ContextChunk? Chunk)
{
    /// <summary>Forgets what it holds, and gives back what only an extraordinary request needs.</summary>
    public void Clear()
    {
        Buffer.Trim();
        Chunk?.Clear();
    }
}
