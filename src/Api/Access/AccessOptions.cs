namespace DetectionApi.Api.Access;

/// <summary>Who may come in. Bound from the section <c>Access</c>.</summary>
internal sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>Whether anybody who reaches the service may use it. Without it only this computer reaches it.</summary>
    /// <value>The default is false.</value>
    public bool Anonymous { get; init; }
}
