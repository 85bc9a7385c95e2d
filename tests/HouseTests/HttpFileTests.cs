using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using DetectionApi.Support;

namespace DetectionApi.HouseTests;

/// <summary>The files under <c>http/</c>: that what they show is what happens.</summary>
public class HttpFileTests
{
    // What later files look for, earlier ones have sent.
    private static readonly string[] InOrder =
        ["http/ingest.http", "http/triage.http", "http/stream.http", "http/webhooks.http", "http/inventory.http",
            "http/exception-previews.http", "http/exceptions.http", "http/exception-import.http", "http/rules.http",
            "http/operations.http", "http/audit.http"];

    // After it every request needs a key.
    private const string Keys = "http/keys.http";

    private static readonly IReadOnlyList<HttpFile> Files =
    [
        .. from file in SourceTree.Files("http", "*.http")
           orderby Array.IndexOf(InOrder, file.Path)
           select HttpFile.Parse(file),
    ];

    [Fact]
    public void All_files_are_tried() =>
        Assert.Equal(InOrder.Append(Keys).Order(), Files.Select(file => file.Path).Order());

    [Fact]
    public void Every_file_asks_the_address_where_the_service_listens_unless_told_otherwise() => House.AssertNone(
        from file in Files
        where file.Variables.GetValueOrDefault("host") != "http://127.0.0.1:9280"
        select file.Path);

    [Fact]
    public async Task Every_request_gets_what_its_file_says()
    {
        await using var service = new HouseService();
        using var client = service.CreateClient();
        House.AssertNone(await RunAsync(client, InOrder));
    }

    [Fact]
    public async Task So_does_every_request_of_the_file_that_makes_keys()
    {
        await using var service = new HouseService();
        using var client = service.CreateClient();
        House.AssertNone(await RunAsync(client, [Keys]));
    }

    [Fact]
    public async Task Running_the_files_twice_adds_no_alert_and_no_occurrence()
    {
        await using var service = new HouseService();
        using var client = service.CreateClient();

        await RunAsync(client, InOrder);
        var once = await CountsAsync(client);
        await RunAsync(client, InOrder);

        Assert.Equal(once, await CountsAsync(client));
        Assert.Equal(3, once.Count);
    }

    private static async Task<IReadOnlyList<(string Id, int Count)>> CountsAsync(HttpClient client) =>
    [
        .. from alert in JsonNode.Parse(await client.GetStringAsync("/api/v1/alerts"))!["items"]!.AsArray()
           select ((string)alert["id"]!, (int)alert["occurrenceCount"]!),
    ];

    private static async Task<IReadOnlyList<string>> RunAsync(HttpClient client, string[] paths)
    {
        var offenders = new List<string>();
        foreach (var file in Files.Where(file => paths.Contains(file.Path)))
        {
            var answers = new HttpFileAnswers(file);
            foreach (var request in file.Requests)
            {
                var answer = await SendAsync(client, request, answers);
                answers.Keep(request, answer.Body, answer.ETag);
                if (answer.Status != request.Status || !answer.Body.Contains(request.Holds, StringComparison.Ordinal))
                    offenders.Add(
                        $"{file.Path}:{request.Line} {request.Title}: {request.Status} {request.Holds} was expected, "
                        + $"{answer.Status} came: {answer.Body[..Math.Min(answer.Body.Length, 600)]}");
            }
        }

        return offenders;
    }

    private static async Task<Answer> SendAsync(
        HttpClient client, HttpFileRequest request, HttpFileAnswers answers)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), answers.TargetOf(request));
        if (request.Body.Length > 0)
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(answers.Fill(request.Body)));

        foreach (var (name, value) in request.Headers)
        {
            if (name == "Content-Type") message.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else if (name == "Content-Encoding") message.Content!.Headers.ContentEncoding.Add(value);
            else message.Headers.TryAddWithoutValidation(name, answers.Fill(value));
        }

        using var answer = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        var body = answer.Content.Headers.ContentType?.MediaType == "text/event-stream"
            ? await ReadUntilAsync(await answer.Content.ReadAsStreamAsync(), request.Holds)
            : await answer.Content.ReadAsStringAsync();
        return new Answer((int)answer.StatusCode, body, answer.Headers.ETag?.ToString() ?? "");
    }

    // A stream does not end by itself.
    private static async Task<string> ReadUntilAsync(Stream stream, string holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var reader = new StreamReader(stream);
        var body = new StringBuilder();
        while (!body.ToString().Contains(holds, StringComparison.Ordinal))
            body.Append(await reader.ReadLineAsync(patience.Token)).Append('\n');

        return body.ToString();
    }

    private sealed record Answer(int Status, string Body, string ETag);
}
