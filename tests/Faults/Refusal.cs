using System.Net;
using System.Text.Json.Nodes;

namespace DetectionApi.Faults;

/// <summary>How the service says that it cannot take a request now.</summary>
internal static class Refusal
{
    /// <summary>Fails unless it is the whole request that is refused, in words that shippers know.</summary>
    public static void AssertIsElasticsearchs(HttpResponseMessage answer, string text)
    {
        if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
            Assert.Fail($"{(int)answer.StatusCode}: {text}");

        Assert.Equal(["Elasticsearch"], answer.Headers.GetValues("X-Elastic-Product"));
        Assert.NotNull(answer.Headers.RetryAfter);
        var error = JsonNode.Parse(text)!;
        Assert.Equal((int)answer.StatusCode, (int)error["status"]!);
        Assert.NotEmpty((string)error["error"]!["type"]!);
        Assert.NotEmpty((string)error["error"]!["reason"]!);
        Assert.Single(error["error"]!["root_cause"]!.AsArray());
    }
}
