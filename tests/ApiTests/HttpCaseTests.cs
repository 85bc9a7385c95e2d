using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace DetectionApi.ApiTests;

/// <summary>The files in <c>Cases/http</c>: requests, and what matters of the answers.</summary>
public sealed class HttpCaseTests
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Cases", "http");

    // Of every service one limit is low, so that the cases can pass it; no other body comes near.
    private static readonly (string, string) LowLimit = ("Ingest:BodyBytesMax", "20000");

    private static readonly string[] OurOwn = ["/api", "/health", "/openapi", "/swagger"];

    public static TheoryData<string> ShipperFiles => Files("shippers");

    public static TheoryData<string> ApiFiles => Files("api");

    [Theory]
    [MemberData(nameof(ShipperFiles))]
    public Task Shippers_are_answered_as_by_Elasticsearch(string file) => RunAsync("shippers", file, prefix: "");

    [Theory]
    [MemberData(nameof(ShipperFiles))]
    public Task Shippers_are_answered_alike_under_the_prefix(string file) =>
        RunAsync("shippers", file, prefix: "/elasticsearch");

    [Theory]
    [MemberData(nameof(ApiFiles))]
    public Task Our_own_side_answers_as_written(string file) => RunAsync("api", file, prefix: "");

    private static TheoryData<string> Files(string folder) =>
        new(Directory.EnumerateFiles(Path.Combine(Root, folder), "*.http-case")
            .Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));

    private static async Task RunAsync(string folder, string file, string prefix)
    {
        await using var service = TestService.StartOnSocket(LowLimit);
        foreach (var request in HttpCase.Read(Path.Combine(Root, folder, file)))
        {
            var isOurs = OurOwn.Any(own => request.Path.StartsWith(own, StringComparison.Ordinal));
            await RunAsync(service.Client, request, isOurs ? request.Path : prefix + request.Path, isOurs);
        }
    }

    private static async Task RunAsync(HttpClient client, HttpCase expected, string path, bool isOurs)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(expected.Method), path);
        if (expected.Body.Length > 0 || expected.MediaType is not null) request.Content = ContentOf(expected);
        foreach (var (name, value) in expected.Headers.Where(h => !IsOfContent(h.Name)))
            Assert.True(request.Headers.TryAddWithoutValidation(name, value), expected.Where);

        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if ((int)response.StatusCode != expected.Status)
            Assert.Fail($"{expected.Where}: {(int)response.StatusCode} instead of {expected.Status}: {text}");

        try
        {
            CheckHeaders(expected, response);
            if (!isOurs) CheckAsElasticsearch(expected, response, text);
            foreach (var part in expected.Texts) Assert.Contains(part, text, StringComparison.Ordinal);
            if (expected.Answer.Trim().Length > 0)
                JsonAssert.Contains(JsonNode.Parse(expected.Answer), JsonNode.Parse(text));
            if (isOurs && expected.Status >= 400) CheckProblem(response, text, expected.Status);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{expected.Where}: {expected.Method} {path} answered {text}", e);
        }
    }

    private static ByteArrayContent ContentOf(HttpCase expected)
    {
        var encoding = expected.Headers.Find(h => IsOfContent(h.Name)).Value;
        var content = new ByteArrayContent(Bulk.Encode(expected.Body, encoding));
        if (expected.MediaType is { } type) content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (encoding is not null) content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        return content;
    }

    private static bool IsOfContent(string header) => header == "Content-Encoding";

    private static void CheckHeaders(HttpCase expected, HttpResponseMessage response)
    {
        foreach (var (name, value) in expected.AnswerHeaders)
        {
            HttpHeaders headers = response.Headers.Contains(name) ? response.Headers : response.Content.Headers;
            Assert.True(headers.TryGetValues(name, out var values), $"there is no header {name}");
            Assert.Equal(value, string.Join(", ", values!));
        }
    }

    // What holds for every answer on that side, whatever the case is about.
    private static void CheckAsElasticsearch(HttpCase expected, HttpResponseMessage response, string text)
    {
        Assert.Equal(["Elasticsearch"], response.Headers.GetValues("X-Elastic-Product"));
        Assert.NotInRange((int)response.StatusCode, 300, 399);
        if (expected.Method == "HEAD") Assert.Empty(text);
        if (expected.Path.Contains("/_cat/", StringComparison.Ordinal) || text.Length == 0) return;

        Assert.Equal("application/json", response.Content.Headers.GetValues("Content-Type").Single());
        Assert.True(JsonAssert.IsCompact(text), "the answer is not compact");
        if (expected.Status >= 400)
            JsonAssert.Contains(
                JsonNode.Parse(
                    $$"""
                    {
                      "error": { "root_cause": [{ "type": "…", "reason": "…" }], "type": "…", "reason": "…" },
                      "status": {{expected.Status}}
                    }
                    """),
                JsonNode.Parse(text));
    }

    private static void CheckProblem(HttpResponseMessage response, string text, int status)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!;
        Assert.StartsWith("urn:", (string?)problem["type"], StringComparison.Ordinal);
        Assert.Equal(status, (int?)problem["status"]);
        Assert.False(string.IsNullOrWhiteSpace((string?)problem["title"]));
        Assert.False(string.IsNullOrWhiteSpace((string?)problem["detail"]));
    }
}
