using System.Collections.Frozen;
using DetectionApi.Domain.Access;

namespace DetectionApi.Api.Access;

/// <summary>Which permission each route needs: the whole interface, by the names of its endpoints.</summary>
/// <remarks>A route that is not named here answers nobody. <see cref="Grants"/> says which role has which.</remarks>
internal static class AccessMatrix
{
    // Shippers have all their routes once more under a prefix.
    private const string SecondName = "UnderPrefix";

    private static readonly FrozenDictionary<string, Permission> OfEndpoint = new Dictionary<Permission, string[]>
    {
        [Permission.Open] = ["GetLiveness", "GetReadiness", "GetDocument"],

        [Permission.Ingest] =
        [
            "PostEvents", "Bulk", "BulkIntoIndex", "PostDocument", "PutDocument", "CreateDocument",
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

    /// <summary>What the endpoint needs; null if the matrix does not know it.</summary>
    public static Permission? Of(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName is { } name
        && OfEndpoint.TryGetValue(
            name.EndsWith(SecondName, StringComparison.Ordinal) ? name[..^SecondName.Length] : name,
            out var permission)
            ? permission
            : null;
}
