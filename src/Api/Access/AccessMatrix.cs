using System.Collections.Frozen;
using DetectionApi.Domain.Access;

namespace DetectionApi.Api.Access;

/// <summary>Which permission each route needs: the whole interface, by the names of its endpoints.</summary>
/// <remarks>A route that is not named here answers nobody. <see cref="Grants"/> says which role has which.</remarks>
internal static class AccessMatrix
{
    // Shippers have all their routes once more under a prefix.
    private const string SecondName = "UnderPrefix";

    private static readonly string[] TakingEvents =
        ["PostEvents", "Bulk", "BulkIntoIndex", "PostDocument", "PutDocument", "CreateDocument"];

    private static readonly FrozenDictionary<string, Permission> OfEndpoint = new Dictionary<Permission, string[]>
    {
        [Permission.Open] = ["GetLiveness", "GetReadiness", "GetDocument"],

        [Permission.Ingest] =
        [
            .. TakingEvents,
            "GetClusterInfo", "GetLicense", "GetFeatures", "GetClusterHealth", "GetClusterHealthLine", "GetNodes",
            "PostMonitoring", "GetIndexTemplate", "PutIndexTemplate", "GetTemplate", "PutTemplate",
            "GetComponentTemplate", "PutComponentTemplate", "GetTemplateLine", "GetPolicy", "PutPolicy",
            "GetPipeline", "ChangePipeline", "GetDataStream", "PutDataStream", "PutDataStreamLifecycle", "GetAlias",
            "GetIndex", "PutIndex",
        ],

        [Permission.Read] =
        [
            "ListAlerts", "GetAlert", "ListOccurrences", "GetAlertDocument", "SummariseAlerts", "FollowAlerts",
            "ListAlertHistory", "ListAlertComments", "ListContainment",
            "GetInvestigation", "ListPivots", "GetPivot", "GetEvidence",
            "ListPatterns", "GetPattern",
            "ListExceptions", "GetException", "ListExceptionMatches", "ListExceptionHistory", "ListExceptionComments",
            "ExportExceptions", "ListExceptionSuggestions", "SuggestExceptionItem", "PreviewExceptionItem",
            "ExplainExceptionItems",
            "ListRules", "GetRule", "ListSigners", "ListWebhookTargets", "ListWebhookDeliveries",
            "ListQuarantine", "GetQuarantinedDocument", "GetMetrics",
        ],

        [Permission.Triage] =
        [
            "ChangeAlert", "ChangeAlerts", "AddAlertComment", "AddContainment", "ReverseContainment",
        ],

        [Permission.EditExceptions] =
        [
            "CreateException", "UpdateException", "SubmitException", "RevokeException", "CloseCoveredAlerts",
            "AddExceptionComment", "ChangeExceptions", "ImportExceptions",
        ],

        [Permission.Approve] = ["ApproveException", "RejectException"],

        [Permission.Configure] =
        [
            "ChangeRule", "PutSigners", "RemoveSigner", "EnableWebhookTarget", "ReplayWebhookDelivery",
            "ReplayWebhookDeliveries",
        ],

        [Permission.Administer] = ["ListKeys", "GetKey", "AddKey", "RotateKey", "RevokeKey", "ListAudit"],
    }
        .SelectMany(row => row.Value, (row, name) => (Name: name, Permission: row.Key))
        .ToFrozenDictionary(cell => cell.Name, cell => cell.Permission);

    /// <summary>Whether events are posted there.</summary>
    public static bool TakesEvents(Endpoint? endpoint) =>
        FirstNameOf(endpoint?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName) is { } name
        && TakingEvents.Contains(name);

    /// <summary>What the endpoint needs; null if the matrix does not know it.</summary>
    public static Permission? Of(Endpoint endpoint) =>
        Of(endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName);

    /// <summary>What the endpoint of that name needs; null if the matrix does not know it.</summary>
    public static Permission? Of(string? endpointName) =>
        FirstNameOf(endpointName) is { } name && OfEndpoint.TryGetValue(name, out var permission) ? permission : null;

    private static string? FirstNameOf(string? name) =>
        name?.EndsWith(SecondName, StringComparison.Ordinal) is true ? name[..^SecondName.Length] : name;
}
