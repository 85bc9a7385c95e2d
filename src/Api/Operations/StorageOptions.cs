using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Operations;

/// <summary>Where data is kept, and how much. Bound from the section <c>Storage</c>.</summary>
internal sealed class StorageOptions
{
    private const int DaysGreatest = 3650;
    private const long BytesLeast = 1024 * 1024;

    public const string Section = "Storage";

    /// <summary>The directory of the database, created if missing.</summary>
    /// <value>The default is <c>data</c> in the working directory.</value>
    public string DataDirectory { get; init; } = "./data";

    /// <summary>How many days after it came last a document that could not be read is kept.</summary>
    /// <value>The default is 30.</value>
    public int QuarantineDays { get; init; } = 30;

    /// <summary>How many bytes such documents may take; past that the oldest go.</summary>
    /// <value>The default is 256 MiB.</value>
    public long QuarantineBytesMax { get; init; } = 256 * 1024 * 1024;

    /// <summary>What is senseless about them, one sentence for each.</summary>
    public static void Check(OptionsBuilder<StorageOptions> options) => options
        .Validate(o => o.DataDirectory.Length > 0, "Storage:DataDirectory must name a directory, such as ./data")
        .Validate(
            o => o.QuarantineDays is >= 1 and <= DaysGreatest,
            $"Storage:QuarantineDays must lie between 1 and {DaysGreatest}")
        .Validate(
            o => o.QuarantineBytesMax >= BytesLeast, $"Storage:QuarantineBytesMax must be {BytesLeast} bytes or more");
}
