using Microsoft.AspNetCore.Http.HttpResults;

namespace DetectionApi.Api.Http;

/// <summary>Entity tags: what state a client saw, and what state a change is meant for.</summary>
internal static class Preconditions
{
    /// <summary>Says in the answer which revision it shows.</summary>
    public static void SetTag(this HttpResponse response, int revision) => response.Headers.ETag = TagOf(revision);

    /// <summary>Null if the request is meant for that revision; else the refusal.</summary>
    public static ProblemHttpResult? Check(HttpRequest request, int revision)
    {
        var wanted = request.Headers.IfMatch;
        if (wanted.Count == 0) return Problems.PreconditionRequired();

        // Proxies that compress call a tag weak, and people leave the quotation marks out; the revision says enough.
        var tags = wanted.ToString().Replace("W/", "", StringComparison.Ordinal).Split(',')
            .Select(tag => tag.Trim(' ', '"'));
        return tags.Any(tag => tag == "*" || tag == $"{revision}")
            ? null
            : Problems.PreconditionFailed(
                $"If-Match is {wanted}, and the ETag is {TagOf(revision)} now: read it again and repeat the change.");
    }

    /// <summary>True if the request is meant for whatever state there is.</summary>
    public static bool TakesAny(HttpRequest request) => request.Headers.IfMatch == "*";

    private static string TagOf(int revision) => $"\"{revision}\"";
}
