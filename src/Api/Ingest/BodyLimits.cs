namespace DetectionApi.Api.Ingest;

/// <summary>How much of a body is read.</summary>
/// <param name="BytesMax">How many bytes it may have, before and after inflating.</param>
/// <param name="InflationMax">How many times as long it may become by inflating, past its first megabyte.</param>
/// <param name="LineBytesMax">How many bytes a line may have; of a longer one only the beginning is given.</param>
internal sealed record BodyLimits(long BytesMax, int InflationMax, int LineBytesMax = int.MaxValue)
{
    /// <summary>What is given of a line that is too long.</summary>
    public const int BytesOfLongLine = 64 * 1024;

    private const long BytesFree = 1024 * 1024;

    /// <summary>Those of a request with events.</summary>
    public static BodyLimits Of(IngestOptions options) =>
        new(options.BodyBytesMax, options.InflationMax, options.EventBytesMax);

    /// <summary>Null unless a body of that many bytes, inflated from so many, is too much.</summary>
    public BodyRefusal? RefusalOf(long inflated, long sent) =>
        inflated > BytesMax ? BodyRefusal.TooLarge(BytesMax)
        : inflated > BytesFree + sent * InflationMax ? BodyRefusal.Inflates(InflationMax)
        : null;
}
