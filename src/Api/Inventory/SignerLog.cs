namespace DetectionApi.Api.Inventory;

/// <summary>Every line that the inventory may log.</summary>
internal static partial class SignerLog
{
    [LoggerMessage(
        EventId = 420, Level = LogLevel.Information,
        Message = "{Actor} said who signed files: {Added} new ones, {Changed} otherwise than before.")]
    public static partial void SignersUploaded(this ILogger logger, string actor, int added, int changed);

    [LoggerMessage(
        EventId = 421, Level = LogLevel.Information, Message = "{Actor} took {Sha256} out of the inventory.")]
    public static partial void SignerRemoved(this ILogger logger, string actor, string sha256);
}
