using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DetectionApi.Api;

/// <summary>Refuses requests whose head is larger than any client of this service makes it, and says so.</summary>
/// <remarks>
/// The server itself refuses what is far beyond, without a word. It counts before anybody looks at the request, so that
/// nobody can make it read without end.
/// </remarks>
internal static class RequestHeadGuard
{
    private const int TargetLengthMax = 8 * 1024;
    private const int HeaderBytesMax = 32 * 1024;
    private const int HeadersMax = 100;

    // Beyond twice of it the server hangs up.
    private const int Leeway = 2;

    /// <summary>How much the server reads of a head.</summary>
    public static void Configure(KestrelServerLimits limits)
    {
        limits.MaxRequestLineSize = TargetLengthMax * Leeway;
        limits.MaxRequestHeadersTotalSize = HeaderBytesMax * Leeway;
        limits.MaxRequestHeaderCount = HeadersMax * Leeway;
    }

    public static IApplicationBuilder UseRequestHeadGuard(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var request = context.Request;
        var target = request.Path.Value?.Length + request.QueryString.Value?.Length ?? 0;
        if (target > TargetLengthMax)
            return Errors.WriteAsync(
                context, StatusCodes.Status414UriTooLong, "address-too-long", "The address is too long.",
                $"Path and query have {target} characters; {TargetLengthMax} are the limit. Ask for less at once.");

        var (count, bytes) = SizeOf(request.Headers);
        return count > HeadersMax || bytes > HeaderBytesMax
            ? Errors.WriteAsync(
                context, StatusCodes.Status431RequestHeaderFieldsTooLarge, "headers-too-large",
                "The headers are too large.",
                $"There are {count} headers of {bytes} bytes; {HeadersMax} of {HeaderBytesMax} are the limit.")
            : next(context);
    });

    private static (int Count, int Bytes) SizeOf(IHeaderDictionary headers)
    {
        var (count, bytes) = (0, 0);
        foreach (var (name, values) in headers)
        {
            count += values.Count;
            foreach (var value in values) bytes += name.Length + (value?.Length ?? 0);
        }

        return (count, bytes);
    }
}
