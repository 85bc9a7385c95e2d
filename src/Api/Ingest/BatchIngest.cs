using DetectionApi.Api.Access;
using DetectionApi.Api.Http;
using DetectionApi.Api.Limits;
using DetectionApi.Api.Rules;
using DetectionApi.Api.Telemetry;
using DetectionApi.Domain.Alerts;
using DetectionApi.Persistence;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Ingest;

/// <summary>
/// The road that every event takes: read and judged as it arrives, stored with its batch, then answered.
/// </summary>
internal sealed class BatchIngest(
    RuleBook rules, BatchWriter writer, WaitingBytes waiting, IOptions<IngestOptions> options, RepeatedLines lines,
    BatchTelemetry telemetry, TimeProvider time, ILogger<BatchIngest> log)
{
    private const int ReasonLengthMax = 300;

    /// <summary>Reads the body of a request into a batch and stores what the batch leaves.</summary>
    /// <param name="request">Its body is read to the end, or up to what is wrong with it.</param>
    /// <param name="read">Reads the events of one format and judges them; null if the body could be read.</param>
    /// <returns>What came of storing, or why nothing of the body was taken.</returns>
    /// <exception cref="TooMuchWaitingException">Too much is under way; nothing of the body was taken.</exception>
    public async Task<(RecordOutcome Outcome, BodyRefusal? Refusal)> RunAsync(
        HttpRequest request, Func<BodyReader, Batch, CancellationToken, Task<BodyRefusal?>> read)
    {
        using var watch = telemetry.Begin(request);
        try
        {
            return await RunAsync(request, read, watch);
        }
        catch (Exception e) when (StatusOf(e, request) is var status)
        {
            watch.NotStored(status);
            throw;
        }
    }

    private async Task<(RecordOutcome Outcome, BodyRefusal? Refusal)> RunAsync(
        HttpRequest request, Func<BodyReader, Batch, CancellationToken, Task<BodyRefusal?>> read, BatchWatch watch)
    {
        var sender = Sender.Of(request);
        using var share = waiting.Open();
        using var batch = new Batch(
            rules.Current, share, time.GetUtcNow(), sender, Callers.Of(request.HttpContext).Hosts,
            options.Value.EventBytesMax);
        BodyRefusal? refusal;
        using (watch.BeginJudging()) refusal = await ReadAsync(request, batch, share, read, watch);
        if (refusal is not null)
        {
            if (lines.IsNews($"requests of {sender.Address} refused with {refusal.Status}"))
                log.BodyRefused(sender, refusal.Status, refusal.Reason);
            watch.NotStored(refusal.Status);
            return (default, refusal);
        }

        // Not cancelled when the shipper hangs up: a batch is stored whole or not at all, and it sends again anyway.
        var record = batch.End();
        watch.HandOver();
        var outcome = await writer.StoreAsync(record);
        watch.Stored(batch.Count, batch.UnreadableCount, batch.MatchCount, record.NewestAt, outcome);
        log.BatchJudged(batch.Count, batch.MatchCount, outcome.NewOccurrences, batch.UnreadableCount);
        if (outcome.NewOverflow > 0) log.CapReached(outcome.NewOverflow);
        if (record.Unreadable is [var first, ..] && lines.IsNews($"batches of {sender.Address} with unreadable events"))
            log.EventsQuarantined(
                batch.UnreadableCount, batch.Count, sender, Quoted.Visible(first.Reason, ReasonLengthMax));

        if (batch.ForeignCount > 0)
            RefusalNote.Keep(
                request.HttpContext, new RefusalNote(EventRefusal.HostNotAllowed, Parts: batch.ForeignCount));
        return (outcome, null);
    }

    private async Task<BodyRefusal?> ReadAsync(
        HttpRequest request, Batch batch, WaitingBytes.Share share,
        Func<BodyReader, Batch, CancellationToken, Task<BodyRefusal?>> read, BatchWatch watch)
    {
        var limits = BodyLimits.Of(options.Value);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = limits.BytesMax;

        using var body = BodyReader.TryOpen(request, limits, share, out var refusal);
        if (body is null) return refusal;

        // A body may give nothing to read for as long as its sender likes, and still not end.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            request.HttpContext.RequestAborted, share.GivingWay);
        try
        {
            return await read(body, batch, stop.Token);
        }
        catch (OperationCanceledException) when (share.GivingWay.IsCancellationRequested)
        {
            throw new TooMuchWaitingException();
        }
        catch (BodyTooLargeException e)
        {
            return e.Refusal;
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return BodyRefusal.TooLarge(limits.BytesMax);
        }
        catch (Exception e) when (e is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            // The store is not asked before: what cannot be read is the request.
            return BodyRefusal.Malformed(
                $"the body is not what Content-Encoding [{request.Headers.ContentEncoding}] and the other headers "
                + "say, or it is cut off");
        }
        finally
        {
            watch.Read(body.BytesRead);
        }
    }

    // As the request will be answered.
    private static int StatusOf(Exception e, HttpRequest request) => e switch
    {
        TooMuchWaitingException => StatusCodes.Status429TooManyRequests,
        _ when StoreFaults.IsOne(e) => StatusCodes.Status503ServiceUnavailable,
        _ when request.HttpContext.RequestAborted.IsCancellationRequested => StatusCodes.Status499ClientClosedRequest,
        BadHttpRequestException bad => bad.StatusCode,
        _ => StatusCodes.Status500InternalServerError,
    };
}
