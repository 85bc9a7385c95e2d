using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Operations;

/// <summary>What is kept of events that no rule matched. Bound from the section <c>Context</c>.</summary>
internal sealed class ContextOptions
{
    public const string Section = "Context";

    private const long BytesLeast = 16L * 1024 * 1024;
    private const int DaysGreatest = 3650;

    /// <summary>Whether anything is kept: what processes did, for the investigation of alerts.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>For how many days from receipt.</summary>
    public int Days { get; init; } = 7;

    /// <summary>How many bytes of <c>context.db</c> may be in use; past it the oldest goes.</summary>
    /// <value>The default is 4 GiB: some 70 million kept events.</value>
    public long BytesMax { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>What is senseless about them, one sentence for each.</summary>
    public static void Check(OptionsBuilder<ContextOptions> options) => options
        .Validate(o => o.Days is >= 1 and <= DaysGreatest, $"Context:Days must lie between 1 and {DaysGreatest}")
        .Validate(o => o.BytesMax >= BytesLeast, $"Context:BytesMax must be at least {BytesLeast} bytes");
}
