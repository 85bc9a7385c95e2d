namespace DetectionApi.Api.Operations;

/// <summary>Where data is kept. Bound from the section <c>Storage</c>.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>The directory of the database, created if missing.</summary>
    /// <value>The default is <c>data</c> in the working directory.</value>
    public string DataDirectory { get; init; } = "./data";
}
