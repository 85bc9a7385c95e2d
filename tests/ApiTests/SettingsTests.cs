using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using DetectionApi.Support;

namespace DetectionApi.ApiTests;

/// <summary>How the program starts, and when it refuses to.</summary>
public sealed class SettingsTests
{
    private const string AnyPort = "http://127.0.0.1:0";

    [Theory]
    [InlineData("Nonsense", "--Nonsense:Key", "1")]
    [InlineData("Ingest:Foo", "--Ingest:Foo", "1")]
    [InlineData("Storage:Directory", "--Storage:Directory=x")]
    [InlineData("Access:Anonymus", "--Access:Anonymus", "true")]
    [InlineData("url", "--url", "http://127.0.0.1:0")]
    [InlineData("Ingest:BodyBytesMax", "--Ingest:BodyBytesMax", "0")]
    [InlineData("Ingest:BodyBytesMax", "--Ingest:BodyBytesMax=-1")]
    [InlineData("Ingest:BodyBytesMax", "--Ingest:BodyBytesMax", "many")]
    [InlineData("Ingest:WaitingBytesMax", "--Ingest:WaitingBytesMax", "1048575")]
    [InlineData("Context:Foo", "--Context:Foo", "1")]
    [InlineData("Context:Days", "--Context:Days", "0")]
    [InlineData("Context:Days", "--Context:Days", "3651")]
    [InlineData("Context:BytesMax", "--Context:BytesMax", "16777215")]
    [InlineData("Context:Enabled", "--Context:Enabled", "maybe")]
    [InlineData("Ingest:ElasticsearchVersion", "--Ingest:ElasticsearchVersion", "x")]
    [InlineData("Ingest:ElasticsearchVersion", "--Ingest:ElasticsearchVersion", "8")]
    [InlineData("Storage:DataDirectory", "--Storage:DataDirectory", "")]
    [InlineData("Storage:QuarantineDays", "--Storage:QuarantineDays", "0")]
    [InlineData("Storage:QuarantineDays", "--Storage:QuarantineDays", "3651")]
    [InlineData("Storage:QuarantineBytesMax", "--Storage:QuarantineBytesMax", "1000")]
    [InlineData("Access:Anonymous", "--Access:Anonymous", "maybe")]
    [InlineData("Stream:ListenersMax", "--Stream:ListenersMax", "-1")]
    [InlineData("Stream:HeartbeatSeconds", "--Stream:HeartbeatSeconds", "0")]
    [InlineData("Stream:SendSecondsMax", "--Stream:SendSecondsMax", "0")]
    [InlineData("Exceptions:DaysMax", "--Exceptions:DaysMax", "0")]
    [InlineData("Exceptions:ApproveAll", "--Exceptions:ApproveAll", "true")]
    [InlineData("Webhooks:Targets", "--Webhooks:Targets", "https://a.example")]
    [InlineData("Webhooks:Targets:0:Urll", "--Webhooks:Targets:0:Urll", "https://a.example")]
    [InlineData("Webhooks:Targets", "--Webhooks:Targets:0:Name", "a")]
    [InlineData("Secret", "--Webhooks:Targets:0:Name", "a", "--Webhooks:Targets:0:Url", "https://a.example")]
    [InlineData("Webhooks:TimeoutSeconds", "--Webhooks:TimeoutSeconds", "0")]
    [InlineData("Webhooks:PendingMax", "--Webhooks:PendingMax", "0")]
    [InlineData("Webhooks:RetrySeconds", "--Webhooks:RetrySeconds:0", "0")]
    [InlineData("Webhooks:DeadDays", "--Webhooks:DeadDays", "0")]
    [InlineData("Cors:Origin", "--Cors:Origin", "https://a.example")]
    [InlineData("Cors:Origins:0", "--Cors:Origins", "https://a.example")]
    [InlineData("Cors:AllowsAny", "--Cors:AllowsAny", "true")]
    [InlineData("Cors:Origins", "--Cors:Origins:0", "https://a.example/")]
    [InlineData("Cors:Origins", "--Cors:Origins:0", "a.example")]
    [InlineData("Cors:Origins", "--Cors:Origins:0", "https://a.example:443")]
    [InlineData("Cors:Origins", "--Cors:Origins:0", "null")]
    [InlineData("Cors:Origins", "--Cors:Origins:0", "*", "--Cors:Origins:1", "https://a.example")]
    [InlineData("0.0.0.0:", "--urls", "http://0.0.0.0:0")]
    [InlineData("[::]:", "--urls", "http://[::]:0")]
    [InlineData("[::]:", "--urls", "http://*:0")]
    [InlineData("[::]:", "--urls", "http://+:0")]
    [InlineData("[::]:", "--urls", "http://some.host.example:0")]
    [InlineData("0.0.0.0:", "--urls", "http://127.0.0.1:0;http://0.0.0.0:0")]
    [InlineData("0.0.0.0:", "--Kestrel:Endpoints:A:Url", "http://0.0.0.0:0")]
    [InlineData("nonsense", "--urls", "nonsense")]
    [InlineData("ftp", "--urls", "ftp://127.0.0.1:0")]
    [InlineData("dmeo", "dmeo")]
    [InlineData("--Storage:DataDirectory", "--Storage:DataDirectory")]
    [InlineData("Ingest", "--Ingest=5")]
    [InlineData("http_ports", "--http_ports", "9502")]
    public Task A_setting_that_cannot_be_meant_stops_the_start_in_one_line(string named, params string[] arguments) =>
        AssertRefusedAsync(named, arguments);

    [Theory]
    [InlineData("Ingest:Foo", "Ingest__Foo", "1")]
    [InlineData("Ingest:BodyBytesMax", "Ingest__BodyBytesMax", "0")]
    [InlineData("0.0.0.0:", "ASPNETCORE_URLS", "http://0.0.0.0:0")]
    public Task So_does_one_of_the_environment(string named, string variable, string value) =>
        AssertRefusedAsync(named, [], (variable, value));

    [Fact]
    public async Task The_demo_raises_what_it_expects_and_leaves_nothing_behind()
    {
        using var directory = new TestDirectory();
        await using var demo = ServiceProcess.Start(directory, ["demo", "--exit", "--urls", AnyPort]);

        var (exitCode, errors, output) = await demo.DoneAsync();
        Assert.Empty(errors);
        Assert.Equal(0, exitCode);
        Assert.Contains("7 alerts, as expected", output, StringComparison.Ordinal);
        Assert.Contains("/swagger", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    [Fact]
    public async Task An_address_that_others_reach_is_taken_once_it_is_allowed()
    {
        using var directory = new TestDirectory();
        await using var service = ServiceProcess.Start(
            directory, ["--urls", "http://0.0.0.0:0"], ("Access__Anonymous", "true"));

        await AssertIsReadyAsync(await service.ListeningAsync());
    }

    [Fact]
    public async Task The_data_directory_of_the_command_line_is_created()
    {
        using var directory = new TestDirectory();
        var data = Path.Combine(directory.Path, "a", "b");
        await using var service = ServiceProcess.Start(directory, ["--urls", AnyPort, "--Storage:DataDirectory", data]);

        await AssertIsReadyAsync(await service.ListeningAsync());
        Assert.True(File.Exists(Path.Combine(data, "detections.db")));
    }

    [Fact]
    public async Task The_data_directory_of_the_environment_is_created_and_the_command_line_wins()
    {
        using var directory = new TestDirectory();
        await using var byEnvironment = ServiceProcess.Start(
            directory, ["--urls=" + AnyPort], ("Storage__DataDirectory", "of-environment"));
        await byEnvironment.ListeningAsync();
        await using var byBoth = ServiceProcess.Start(
            directory, ["--urls=" + AnyPort, "--Storage:DataDirectory=of-command-line"],
            ("Storage__DataDirectory", "of-nobody"));
        await byBoth.ListeningAsync();

        Assert.True(File.Exists(Path.Combine(directory.Path, "of-environment", "detections.db")));
        Assert.True(File.Exists(Path.Combine(directory.Path, "of-command-line", "detections.db")));
        Assert.False(Directory.Exists(Path.Combine(directory.Path, "of-nobody")));
    }

    [Fact]
    public async Task Without_settings_data_lies_where_the_program_was_started_and_limits_are_Elasticsearchs()
    {
        using var directory = new TestDirectory();
        await using var service = ServiceProcess.Start(directory, ["--urls", AnyPort]);
        var address = await service.ListeningAsync();

        Assert.True(IPAddress.IsLoopback(IPAddress.Parse(address.Host)));
        Assert.True(File.Exists(Path.Combine(directory.Path, "data", "detections.db")));
        using var client = new HttpClient { BaseAddress = address };
        var info = await client.GetFromJsonAsync<JsonNode>("/");
        Assert.Equal("9.5.0", (string?)info!["version"]!["number"]);

        // More than Kestrel would take by itself.
        var body = new byte[40_000_000];
        body.AsSpan().Fill((byte)'\n');
        Bulk.Of(Some.RaisedEvent()).CopyTo(body, 0);
        using var taken = await client.PostAsync("/_bulk", TestService.Body(body));
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    [Fact]
    public async Task A_version_that_is_set_is_told_to_who_does_not_say_his_own()
    {
        await using var service = TestService.Start(("Ingest:ElasticsearchVersion", "8.4.3"));

        Assert.Equal("8.4.3", (string?)(await service.GetAsync("/"))["version"]!["number"]);
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_used_stops_the_start_in_one_line()
    {
        using var directory = new TestDirectory();
        var file = Path.Combine(directory.Path, "in-the-way");
        await File.WriteAllTextAsync(file, "");

        await AssertRefusedAsync(file, ["--Storage:DataDirectory", file]);
        await AssertRefusedAsync(file, ["--Storage:DataDirectory", Path.Combine(file, "below")]);
    }

    [Fact]
    public async Task A_database_that_is_none_stops_the_start_in_one_line()
    {
        using var directory = new TestDirectory();
        await File.WriteAllTextAsync(Path.Combine(directory.Path, "detections.db"), new string('x', 8192));

        await AssertRefusedAsync(directory.Path, ["--Storage:DataDirectory", directory.Path]);
    }

    [Fact]
    public async Task A_port_that_is_in_use_stops_the_start_in_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";

        // Only whoever binds it learns of that, and the store is open by then.
        using var data = new TestDirectory();
        await AssertRefusedAsync(address, ["--urls", $"http://{address}", "--Storage:DataDirectory", data.Path]);
    }

    private static async Task AssertRefusedAsync(
        string named, string[] arguments, params (string, string)[] environment)
    {
        using var directory = new TestDirectory();
        var hasAddress = arguments.Contains("--urls") || environment.Any(e => e.Item1 == "ASPNETCORE_URLS");
        string[] address = hasAddress ? [] : ["--urls", AnyPort];
        await using var service = ServiceProcess.Start(directory, [.. address, .. arguments], environment);

        var (exitCode, errors, output) = await service.EndAsync();

        Assert.NotEqual(0, exitCode);
        if (errors is not [var line]) Assert.Fail($"{errors.Length} lines: {string.Join('\n', errors)}\n{output}");
        else
        {
            Assert.StartsWith("DetectionApi was not started: ", line, StringComparison.Ordinal);
            Assert.Contains(named, line, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    private static async Task AssertIsReadyAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        using var ready = await client.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }
}
