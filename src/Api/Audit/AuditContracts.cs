using System.Text.Json.Nodes;
using DetectionApi.Domain.Audit;
using DetectionApi.Persistence.Audit;

namespace DetectionApi.Api.Audit;

/// <summary>One change, or refused attempts of one kind.</summary>
/// <param name="Seq">Its number: 1, 2, 3 and so on without gaps.</param>
/// <param name="At">When it happened.</param>
/// <param name="Actor">In whose name it was done; null if it was not believed who he is.</param>
/// <param name="KeyId">The access key that he named, be its secret right or wrong; null if he named none that
/// there is.</param>
/// <param name="From">The address from which he did, or the network of several, or `command-line`;
/// null if the service did it by itself.</param>
/// <param name="RequestId">The request by which he did; null if it was none.</param>
/// <param name="Operation">What he asked for: an operation of this document, else method and path.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Subject">What kind of thing it was about; null if that is not known.</param>
/// <param name="SubjectId">Which of them; null if that is not known.</param>
/// <param name="Before">What is different, as it was; null if there was nothing. What is long is told by its SHA-256.
/// </param>
/// <param name="After">What is different, as it is now; null if there is nothing.</param>
/// <param name="Status">The HTTP status of a refusal, 200 if only parts of the request were refused;
/// null if nothing was, or it is not known.</param>
/// <param name="Reason">Why it was refused, by its codes; null if nothing was.</param>
/// <param name="Count">For how many attempts of the same kind it stands.</param>
/// <param name="PreviousHash">The hash of the line before.</param>
/// <param name="Hash">The hash of this one.</param>
internal sealed record AuditLineResponse(
    long Seq, DateTimeOffset At, string? Actor, string? KeyId, string? From, string? RequestId, string Operation,
    AuditOutcome Outcome, string? Subject, string? SubjectId, JsonObject? Before, JsonObject? After, int? Status,
    string? Reason, int Count, string PreviousHash, string Hash)
{
    public static AuditLineResponse Of(AuditLine line) => new(
        line.Seq, line.At, line.Actor, line.KeyId, line.From, line.RequestId, line.Operation, line.Outcome,
        line.Subject, line.SubjectId, ObjectOf(line.Before), ObjectOf(line.After), line.Status, line.Reason,
        line.Count, Convert.ToHexStringLower(line.PreviousHash), Convert.ToHexStringLower(line.Hash));

    private static JsonObject? ObjectOf(string? text) => text is null ? null : JsonNode.Parse(text)!.AsObject();
}

/// <summary>Where the log ends: noted elsewhere, it tells later whether all up to it is as it is now.</summary>
/// <param name="Seq">The number of the last line; 0 if there is none.</param>
/// <param name="Hash">Its hash.</param>
internal sealed record AuditHeadResponse(long Seq, string Hash);

/// <summary>A part of the audit log.</summary>
/// <param name="Items">The lines, newest first.</param>
/// <param name="NextCursor">Pass it as `cursor` to get the next part; null if this is the last one.</param>
/// <param name="Head">Where the log ended when this was read.</param>
internal sealed record AuditResponse(
    IReadOnlyList<AuditLineResponse> Items, string? NextCursor, AuditHeadResponse Head)
{
    public static AuditResponse Of(AuditPage part, string? nextCursor) => new(
        [.. part.Page.Items.Select(AuditLineResponse.Of)], nextCursor,
        new AuditHeadResponse(part.Head.Seq, part.Head.Hash));
}
