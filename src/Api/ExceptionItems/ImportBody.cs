using DetectionApi.Api.ExceptionItems.Kibana;
using DetectionApi.Api.Http;
using DetectionApi.Api.Ingest;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace DetectionApi.Api.ExceptionItems;

/// <summary>Reads an exported list from the body of a request: the lines themselves, or a form with a file.</summary>
/// <param name="waiting">Bounds how much is read at once.</param>
internal sealed class ImportBody(WaitingBytes waiting)
{
    /// <summary>How many bytes a body may have.</summary>
    public const int BytesMax = 32 * 1024 * 1024;

    /// <summary>How many items it may hold.</summary>
    public const int ItemsMax = 10_000;

    private const int LineBytesMax = 1024 * 1024;
    private const int InflationMax = 200;

    private static readonly BodyLimits Limits = new(BytesMax, InflationMax);

    /// <summary>Hands the lines to a reader.</summary>
    /// <returns>Why the body cannot be taken; null if all of it was read.</returns>
    /// <exception cref="TooMuchWaitingException">Too much is under way.</exception>
    public async Task<ProblemHttpResult?> ReadAsync(HttpRequest request, KibanaFileReader lines)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = BytesMax;

        using var share = waiting.Open();

        // A body may give nothing to read for as long as its sender likes, and still not end.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            request.HttpContext.RequestAborted, share.GivingWay);
        try
        {
            var (body, refused) = await OpenAsync(request, share, stop.Token);
            using (body) return refused ?? await ReadAsync(body!, lines, stop.Token);
        }
        catch (OperationCanceledException) when (share.GivingWay.IsCancellationRequested)
        {
            throw new TooMuchWaitingException();
        }
        catch (BodyTooLargeException e) when (e.Refusal.Code == BodyRefusal.InflatesTooMuch)
        {
            return TooLarge($"The body becomes more than {InflationMax} times as long by inflating.");
        }
        catch (BodyTooLargeException)
        {
            return TooLarge($"The body has more than {BytesMax} bytes.");
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge($"The body has more than {BytesMax} bytes.");
        }
        catch (Exception e) when (e is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            return Malformed("The body is not what its headers say, or it is cut off.");
        }
    }

    private static async Task<(BodyReader? Body, ProblemHttpResult? Refused)> OpenAsync(
        HttpRequest request, WaitingBytes.Share share, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return BodyReader.TryOpen(request, Limits, share, out var refusal) is { } body
                ? (body, null)
                : (null, Problems.Of(refusal!.Status, refusal.Code, "The body cannot be taken.", refusal.Reason + "."));

        if (HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
            return (null, Malformed("The form has no boundary."));

        var form = new MultipartReader(boundary, request.Body);
        while (await form.ReadNextSectionAsync(cancellationToken) is { } part)
            if (part.GetContentDispositionHeader() is { } disposition
                && (disposition.IsFileDisposition() || disposition.Name == "file"))
                return (BodyReader.Open(part.Body, Limits, share), null);

        return (null, Malformed("The form holds no file; send the exported list as the part `file`."));
    }

    private static async Task<ProblemHttpResult?> ReadAsync(
        BodyReader body, KibanaFileReader lines, CancellationToken cancellationToken)
    {
        do
        {
            while (body.TryReadLine(out var line))
                if (Take(lines, line) is { } refused) return refused;
            if (body.Rest.Length > LineBytesMax) return TooLong(lines);
        }
        while (await body.ReadMoreAsync(cancellationToken));

        return Take(lines, body.Rest);
    }

    private static ProblemHttpResult? Take(KibanaFileReader lines, ReadOnlySpan<byte> line)
    {
        if (line.Length > LineBytesMax) return TooLong(lines);

        lines.Add(line);
        return lines.ItemCount > ItemsMax
            ? TooLarge($"The file holds more than {ItemsMax} items; import it in parts.")
            : null;
    }

    private static ProblemHttpResult TooLong(KibanaFileReader lines) =>
        TooLarge($"Line {lines.LineCount + 1} has more than {LineBytesMax} bytes.");

    private static ProblemHttpResult TooLarge(string detail) => Problems.Of(
        StatusCodes.Status413PayloadTooLarge, "body-too-large", "The body cannot be taken.",
        $"{detail} Nothing of it was stored.");

    private static ProblemHttpResult Malformed(string detail) => Problems.Of(
        StatusCodes.Status400BadRequest, "malformed-body", "The body cannot be taken.", detail);
}
