namespace DetectionApi.Api.Operations;

/// <summary>Every line that operations may log.</summary>
internal static partial class OperationsLog
{
    [LoggerMessage(EventId = 300, Level = LogLevel.Information, Message = "Data is kept in {Directory}.")]
    public static partial void StoreOpened(this ILogger logger, string directory);
}
