using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace DetectionApi.Api.Operations;

/// <summary>What each kind of no looks like in the OpenAPI document.</summary>
internal static class OpenApiProblems
{
    private const string Problem = "application/problem+json";

    private static readonly Dictionary<string, (string Type, string Title, string Detail)> ByStatus = new()
    {
        ["401"] = ("key-required", "It is not known who asks.",
            "Send an access key in the header Authorization, as 'ApiKey' with Base64 of id:secret or as user and "
            + "password. 'keys add' on the command line of the service makes one."),
        ["403"] = ("permission-missing", "The key or token may not do this.",
            "It takes analyst or approver or admin; 'dashboard' has read."),
        ["404"] = ("not-found", "There is no such thing.", "There is nothing of that id."),
        ["409"] = ("still-running", "The same request is being carried out.",
            "A request of the same Idempotency-Key is not answered yet: send it again later to get its answer."),
        ["412"] = ("changed-meanwhile", "It was changed in the meantime.",
            "Somebody else changed it just now: read it again and repeat the change."),
        ["413"] = ("body-too-large", "The body cannot be taken.", "The body has more bytes than are taken."),
        ["415"] = ("unsupported-media-type", "The body is of an unknown type.",
            "Content-Type is 'text/html'; send application/json."),
        ["428"] = ("if-match-required", "A change must say what it is a change of.",
            "Send the header If-Match with the ETag that the last read answered."),
        ["429"] = ("rate-limited", "Too many requests.",
            "'dashboard' sends more requests than a key may. Nothing of this one is done; send it again later."),
        ["503"] = ("store-unavailable", "The store does not answer.",
            "What was asked is not done, or not to its end. Send it again later; the service's log says what is "
            + "wrong."),
    };

    /// <summary>Shows the answers of an operation; what has no example here has that of its schema.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="refusal">What its answer 422 looks like; null if nobody says.</param>
    public static void Show(OpenApiOperation operation, string? refusal)
    {
        foreach (var (status, answer) in operation.Responses ?? [])
            if (answer.Content?.TryGetValue(Problem, out var shown) is true)
                shown.Example = status == "422" && refusal is not null
                    ? JsonNode.Parse(refusal)
                    : ByStatus.TryGetValue(status, out var problem) ? Of(int.Parse(status, null), problem) : null;
    }

    private static JsonObject Of(int status, (string Type, string Title, string Detail) problem) => new()
    {
        ["type"] = $"urn:detection-api:problem:{problem.Type}",
        ["title"] = problem.Title,
        ["status"] = status,
        ["detail"] = problem.Detail,
    };
}
