using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using DetectionApi.Api.Operations;
using DetectionApi.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace DetectionApi.ApiTests;

/// <summary>A line of the log is a line, whatever somebody sends who wants it to be two.</summary>
public sealed partial class LogLineTests
{
    [Theory]
    [InlineData("a\r\nb", @"a\u000D\u000Ab")]
    [InlineData("a\nb", @"a\u000Ab")]
    [InlineData("\u001b[31mred", @"\u001B[31mred")]
    [InlineData("a\u202Eb", @"a\u202Eb")]
    [InlineData("a\u2066b", @"a\u2066b")]
    [InlineData("a\u2028b", @"a\u2028b")]
    [InlineData("a\u0085b\u009bc\u007f", @"a\u0085b\u009Bc\u007F")]
    [InlineData("a\tb\0", @"a\u0009b\u0000")]
    [InlineData("Größe €", "Größe €")]
    public async Task What_cannot_be_seen_is_spelt_out(string message, string shown)
    {
        var line = await LineOfAsync(message, null);

        Assert.EndsWith($"Z warn: Some.Category[7] {shown}\n", line, StringComparison.Ordinal);
        Assert.Single(line, '\n');
    }

    [Fact]
    public async Task An_exception_is_on_the_line_too_and_begins_none_of_its_own()
    {
        var line = await LineOfAsync(
            "It failed.", new IOException("first\r\nsecond \u001b[0m", new IOException("in\nner")));

        Assert.Single(line, '\n');
        Assert.Contains("It failed. System.IO.IOException: first second \\u001B[0m", line, StringComparison.Ordinal);
        Assert.Contains("in ner", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_without_an_end_is_cut() =>
        Assert.InRange((await LineOfAsync(new string('x', 10_000_000), null)).Length, 32_000, 34_000);

    [Fact]
    public async Task What_hostile_clients_send_makes_no_line_of_its_own()
    {
        using var directory = new TestDirectory();
        await using var service = ServiceProcess.Start(
            directory,
            ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Debug",
                "--Logging:LogLevel:Microsoft.AspNetCore", "Debug"]);
        var address = await service.ListeningAsync();
        const string Forged = "2026-03-02T08:00:00.000Z crit: Forged[1] all alerts were deleted";
        foreach (var request in (string[])
            [
                "POST /_bulk HTTP/1.1\r\nUser-Agent: a\u001b[2Kb\u0085" + Forged + "\r\nContent-Length: 2\r\n\r\n{]",
                "POST /a%0D%0A" + Uri.EscapeDataString(Forged)
                    + "%E2%80%AE/_bulk HTTP/1.1\r\nContent-Length: 2\r\n\r\n{]",
                "GET /api/v1/%0A" + Uri.EscapeDataString(Forged) + " HTTP/1.1\r\n\r\n",
                "PATCH /api/v1/rules/" + Some.RuleId + " HTTP/1.1\r\nIf-Match: *\r\nX-Actor: eve\u001b[31m\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 18\r\n\r\n{\"enabled\": false}",
            ])
            await SendAsync(address, request);

        await service.KillAsync();
        var (_, _, output) = await service.DoneAsync();

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(lines, line => line.Contains("Refused a request of", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("eve", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Matches(Line(), line));
        Assert.DoesNotContain(lines, line => line.StartsWith(Forged, StringComparison.Ordinal));
    }

    private static async Task<string> LineOfAsync(string message, Exception? exception)
    {
        await using var service = TestService.Start();
        var formatter = service.Services.GetServices<ConsoleFormatter>()
            .Single(one => one.Name == LogLines.FormatterName);
        using var writer = new StringWriter();
        formatter.Write(
            new LogEntry<string>(LogLevel.Warning, "Some.Category", 7, message, exception, (state, _) => state), null,
            writer);
        return writer.ToString();
    }

    private static async Task SendAsync(Uri address, string request)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(address.Host, address.Port);
        var stream = connection.GetStream();
        var end = request.IndexOf("\r\n", StringComparison.Ordinal) + 2;
        await stream.WriteAsync(Encoding.Latin1.GetBytes(
            request[..end] + "Host: localhost\r\nConnection: close\r\n" + request[end..]));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        Assert.StartsWith("HTTP/1.1 ", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [GeneratedRegex(
        @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (trce|dbug|info|warn|fail|crit): [\w.]+\[\d+\] [^\p{C}]+$")]
    private static partial Regex Line();
}
