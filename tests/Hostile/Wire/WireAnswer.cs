using System.Text;

namespace DetectionApi.Hostile.Wire;

/// <summary>What came back over a connection.</summary>
/// <param name="Status">Its status; 0 if the connection ended before there was one.</param>
/// <param name="ContentType">What the body is; empty if it does not say.</param>
/// <param name="Body">The body.</param>
/// <param name="Closes">True if the connection ends behind it.</param>
internal sealed record WireAnswer(int Status, string ContentType, byte[] Body, bool Closes)
{
    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>True if it is JSON in one piece.</summary>
    public bool IsJson => ContentType.StartsWith("application/json", StringComparison.Ordinal)
        || ContentType.StartsWith("application/problem+json", StringComparison.Ordinal);
}
