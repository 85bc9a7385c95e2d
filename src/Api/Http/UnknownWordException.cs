using System.Text.Json;

namespace DetectionApi.Api.Http;

/// <summary>A word stands in a body where only some are understood, and it is none of them.</summary>
internal sealed class UnknownWordException(string word, IReadOnlyList<string> known)
    : JsonException($"'{word}' is none of {string.Join(", ", known)}.")
{
    /// <summary>The word that came.</summary>
    public string Word => word;

    /// <summary>Those that are understood.</summary>
    public IReadOnlyList<string> Known => known;
}
