using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using DetectionApi.Api.AlertStream;
using Microsoft.Extensions.DependencyInjection;

namespace DetectionApi.ApiTests;

/// <summary>Who follows the alerts and does not read holds nobody, and misses nothing when he reads again.</summary>
public sealed partial class SlowListenerTests
{
    private const int Listeners = 500;
    private const int Batches = 6;
    private const int AlertsPerBatch = 3;
    private const int AlertBytes = 6_000;

    // Together more than systems keep for one who does not read, and with the others below the cap of the rule.
    private const int BigAlerts = 80;
    private const int BigAlertBytes = 250_000;

    [Fact]
    public async Task Beside_one_that_never_reads_500_others_see_every_change()
    {
        await using var service = TestService.StartOnSocket();
        using var never = await FollowWithoutReadingAsync(service);
        await PostBigAsync(service, BigAlerts);
        var streams = await Task.WhenAll(
            Enumerable.Range(0, Listeners).Select(_ => EventStream.OpenAsync(service, "host=pc-1")));
        var hub = service.Services.GetRequiredService<StreamHub>();
        Assert.Equal(Listeners + 1, hub.Count);

        const int All = Batches * AlertsPerBatch;
        var seen = streams.Select(stream => SeeAsync(stream, 1000 + BigAlerts, All)).ToList();
        for (var batch = 0; batch < Batches; batch++) await PostAsync(service, batch);
        await Task.WhenAll(seen);
        await ReadPidsAsync(never, [.. Enumerable.Range(1000, BigAlerts + All)]);
        foreach (var stream in streams) await stream.DisposeAsync();
    }

    [Fact]
    public async Task Who_takes_nothing_for_too_long_is_let_go()
    {
        await using var service = TestService.StartOnSocket(("Stream:SendSecondsMax", "1"));
        using var never = await FollowWithoutReadingAsync(service);
        var hub = service.Services.GetRequiredService<StreamHub>();
        Assert.Equal(1, hub.Count);

        await PostBigAsync(service, BigAlerts);

        await AlertStreamTests.Until(() => hub.Count == 0);
    }

    [Fact]
    public async Task A_service_with_a_listener_that_takes_nothing_ends_at_once_all_the_same()
    {
        var service = TestService.StartOnSocket(("shutdownTimeoutSeconds", "600"));
        using var never = await FollowWithoutReadingAsync(service);
        await PostBigAsync(service, BigAlerts);

        await service.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));
    }

    // Each of the new ones once as new, and all in the order of their changes.
    private static async Task SeeAsync(EventStream stream, int first, int count)
    {
        var created = new HashSet<int>();
        var last = 0L;
        while (created.Count < count)
        {
            var told = await stream.NextAsync();
            Assert.True(told.Number > last);
            last = told.Number;
            var pid = AlertStreamTests.PidOf(told);
            Assert.InRange(pid, first, first + count);
            if (told.Name == "alert-created") Assert.True(created.Add(pid));
        }
    }

    private static async Task PostAsync(TestService service, int batch) => await service.PostBulkAsync(
        Enumerable.Range(BigAlerts + batch * AlertsPerBatch, AlertsPerBatch)
            .Select(number => AlertStreamTests.BigAlert(number, AlertBytes)));

    private static async Task PostBigAsync(TestService service, int count)
    {
        for (var i = 0; i < count; i++)
            await service.PostBulkAsync(AlertStreamTests.BigAlert(i, BigAlertBytes, "pc-2"));
    }

    private static async Task<TcpClient> FollowWithoutReadingAsync(TestService service)
    {
        var hub = service.Services.GetRequiredService<StreamHub>();
        var connection = new TcpClient { ReceiveBufferSize = 2048 };
        var address = service.Client.BaseAddress!;
        await connection.ConnectAsync(address.Host, address.Port);
        await connection.GetStream().WriteAsync(
            "GET /api/v1/alerts/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        await AlertStreamTests.Until(() => hub.Count == 1);
        return connection;
    }

    // Until all of them have come.
    private static async Task ReadPidsAsync(TcpClient connection, HashSet<int> missing)
    {
        var tail = "";
        var buffer = new byte[64 * 1024];
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (missing.Count > 0)
        {
            var read = await connection.GetStream().ReadAsync(buffer, patience.Token);
            if (read == 0) Assert.Fail("The stream ended.");
            var text = tail + Encoding.ASCII.GetString(buffer, 0, read);
            missing.ExceptWith(PidsIn(text));
            tail = text[^Math.Min(text.Length, 100)..];
        }
    }

    // The sizes of chunks stand between.
    private static IReadOnlyList<int> PidsIn(string text) =>
        [.. Pid().Matches(ChunkSize().Replace(text, "")).Select(pid => int.Parse(pid.Groups["pid"].Value, null))];

    [GeneratedRegex(@"\r\n[0-9a-f]+\r\n|\r\n")]
    private static partial Regex ChunkSize();

    [GeneratedRegex(@"""pid"":(?<pid>\d+)")]
    private static partial Regex Pid();
}
