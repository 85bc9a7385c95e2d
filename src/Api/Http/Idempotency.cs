using System.Security.Cryptography;
using System.Text.Json;
using DetectionApi.Domain.Events;
using DetectionApi.Persistence.Triage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace DetectionApi.Api.Http;

/// <summary>
/// The header <c>Idempotency-Key</c>: who gets no answer may send the request again, and it is carried out once.
/// </summary>
/// <remarks>
/// The answer is stored in the transaction of what it answers, so that after a crash there are either both or none.
/// Refusals are not stored: they changed nothing, and are judged anew.
/// </remarks>
internal static class Idempotency
{
    private const string Header = "Idempotency-Key";
    private const string Replayed = "Idempotency-Replayed";
    private const int KeyLengthMax = 255;
    private const int BodyBytesMax = 1024 * 1024;

    private static readonly RequestHeader Described = new(
        Header,
        "Names the request, so that it can be sent again when its answer got lost: the same request of the same actor "
        + $"is carried out once within {AnswerMemory.Kept.TotalHours} hours, and answered alike. 1 to {KeyLengthMax} "
        + "visible ASCII characters, another one for each request.");

    private static readonly AnswerHeader ReplayedDescribed = new(
        Replayed, "`true` if the answer is that of an earlier request of the same key.");

    /// <summary>Lets an endpoint take the header. Its handler stores the answer by <see cref="Remember"/>.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="actorOf">Says who sends a request.</param>
    /// <param name="bodyBytesMax">How many bytes a body may have, also without a key.</param>
    public static RouteHandlerBuilder TakesIdempotencyKey(
        this RouteHandlerBuilder endpoint, Func<HttpContext, string> actorOf, int bodyBytesMax = BodyBytesMax)
    {
        endpoint.Add(builder =>
        {
            var carryOut = builder.RequestDelegate!;
            builder.RequestDelegate = context => RunAsync(context, actorOf, bodyBytesMax, carryOut);
        });
        return endpoint
            .WithHeader(Described)
            .WithMetadata(ReplayedDescribed, new BodyLimit(bodyBytesMax))
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>
    /// Makes the answer that is to be stored along with what a request changed; null if the request has no key.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The status of the answer.</param>
    /// <param name="body">Makes the body of the answer from what the store made.</param>
    public static Func<T, RememberedAnswer?>? Remember<T>(this HttpContext context, int status, Func<T, object> body)
    {
        if (context.Features.Get<KeyedRequest>() is not { } request) return null;

        var json = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return made => new RememberedAnswer
        {
            Actor = request.Actor,
            Key = request.Key,
            Request = request.Fingerprint,
            At = now,
            Status = status,
            Body = JsonSerializer.SerializeToUtf8Bytes(body(made), json),
        };
    }

    private static async Task RunAsync(
        HttpContext context, Func<HttpContext, string> actorOf, int bodyBytesMax, RequestDelegate carryOut)
    {
        var keys = context.Request.Headers[Header];
        if (keys.Count == 0)
        {
            await carryOut(context);
            return;
        }

        if (keys is not [{ Length: > 0 and <= KeyLengthMax } key] || !key.All(letter => letter is > ' ' and <= '~'))
        {
            await Problems.BadRequest(new Fault(
                "invalid-header", $"Give {Header} once, with 1 to {KeyLengthMax} visible ASCII characters.",
                Parameter: Header)).ExecuteAsync(context);
            return;
        }

        var request = new KeyedRequest(actorOf(context), key, await FingerprintOfAsync(context, bodyBytesMax));
        var running = context.RequestServices.GetRequiredService<RunningRequests>();
        if (running.Begin(request.Actor, key, request.Fingerprint) is { } other)
        {
            await (other == request.Fingerprint ? StillRunning() : OfAnother(key)).ExecuteAsync(context);
            return;
        }

        try
        {
            await AnswerAsync(context, request, carryOut);
        }
        finally
        {
            running.End(request.Actor, key);
        }
    }

    private static async Task AnswerAsync(HttpContext context, KeyedRequest request, RequestDelegate carryOut)
    {
        var memory = context.RequestServices.GetRequiredService<AnswerMemory>();
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        switch (await memory.FindAsync(request.Actor, request.Key, now, context.RequestAborted))
        {
            case null:
                context.Features.Set(request);
                await carryOut(context);
                break;
            case { } answer when answer.Request == request.Fingerprint:
                context.Response.StatusCode = answer.Status;
                context.Response.ContentType = "application/json; charset=utf-8";
                context.Response.Headers[Replayed] = "true";
                await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
                break;
            default:
                await OfAnother(request.Key).ExecuteAsync(context);
                break;
        }
    }

    // Read once to its end, so that what is carried out is what the fingerprint stands for; long ones wait on disk.
    private static async Task<UInt128> FingerprintOfAsync(HttpContext context, int bodyBytesMax)
    {
        var request = context.Request;
        request.EnableBuffering((long)bodyBytesMax);
        var hash = await HashAsync(request.Body, context.RequestAborted);
        request.Body.Position = 0;
        return Fingerprint.Of(
            [request.Method, $"{request.Path}{request.QueryString}", Convert.ToHexStringLower(hash)]);
    }

    private static async Task<byte[]> HashAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            return await SHA256.HashDataAsync(body, cancellationToken);
        }
        catch (IOException e) when (e is not BadHttpRequestException && e.InnerException is OverflowException)
        {
            // So the server speaks of a chunk that says it is longer than any.
            throw new BadHttpRequestException("The body is not what its headers say.", e);
        }
    }

    private static ProblemHttpResult StillRunning() => Problems.Of(
        StatusCodes.Status409Conflict, "still-running", "The same request is being carried out.",
        $"A request of the same {Header} is not answered yet: send it again later to get its answer.");

    private static ProblemHttpResult OfAnother(string key) => Problems.Unprocessable(new Fault(
        "key-of-another-request", $"Another request was sent with the {Header} '{key}'; give each its own.",
        Parameter: Header));

    private sealed record KeyedRequest(string Actor, string Key, UInt128 Fingerprint);

    private sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
