using System.Net.Http.Headers;
using System.Text;
using DetectionApi.Support;

namespace DetectionApi.Hostile.Doors;

/// <summary>A request that the service takes as it is: one of <c>http/*.http</c>.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path.</param>
/// <param name="Query">Its query, in parts; values as they are written.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its body; empty if it has none.</param>
internal sealed record Example(
    string Method, string Path, IReadOnlyList<(string Name, string Value)> Query,
    IReadOnlyList<(string Name, string Value)> Headers, string Body)
{
    /// <summary>
    /// Sends what the files send, so that there is something to ask for, and gives the requests with the values that
    /// stood for their variables.
    /// </summary>
    public static async Task<IReadOnlyList<Example>> SendAllAsync(HttpClient client)
    {
        var files = SourceTree.Files("http", "*.http").Select(HttpFile.Parse)
            .OrderBy(file => file.Path != "http/ingest.http").ThenBy(file => file.Path != "http/triage.http");
        var examples = new List<Example>();
        foreach (var file in files)
        {
            var answers = new HttpFileAnswers(file);
            foreach (var request in file.Requests)
            {
                var example = Of(request, answers);
                examples.Add(example);
                if (!example.IsStream) await example.SendAsync(client, request, answers);
            }
        }

        return [.. examples.Where(example => !example.IsStream)];
    }

    private bool IsStream => Path.EndsWith("/stream", StringComparison.Ordinal);

    private static Example Of(HttpFileRequest request, HttpFileAnswers answers)
    {
        var target = answers.TargetOf(request).Split('?', 2);
        return new Example(
            request.Method,
            target[0],
            target.Length == 1 ? [] : [.. target[1].Split('&').Select(part => (part.Split('=')[0], ValueOf(part)))],
            [.. request.Headers.Select(header => (header.Name, answers.Fill(header.Value)))],
            answers.Fill(request.Body));
    }

    private static string ValueOf(string part) => part.Split('=', 2) is [_, var value] ? value : "";

    private async Task SendAsync(HttpClient client, HttpFileRequest request, HttpFileAnswers answers)
    {
        using var message = new HttpRequestMessage(new HttpMethod(Method), answers.TargetOf(request));
        if (Body.Length > 0) message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
        foreach (var (name, value) in Headers)
        {
            if (name == "Content-Type") message.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else if (name == "Content-Encoding") message.Content!.Headers.ContentEncoding.Add(value);
            else message.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await client.SendAsync(message);
        answers.Keep(request, await answer.Content.ReadAsStringAsync(), answer.Headers.ETag?.ToString() ?? "");
    }
}
