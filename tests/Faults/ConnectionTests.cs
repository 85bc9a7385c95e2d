using System.Net.Sockets;
using System.Text;
using DetectionApi.Support;

namespace DetectionApi.Faults;

/// <summary>How many connections there may be, and how long one may be kept for nothing.</summary>
public sealed class ConnectionTests
{
    private const int PerAddress = 5;
    private const string Answer = """{"status":"ok"}""";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly byte[] Question = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray();

    [Fact]
    public async Task One_address_has_its_share_of_connections_and_gets_another_when_it_ends_one()
    {
        using var directory = new TestDirectory();
        await using var service = ServiceProcess.Start(
            directory, ["--urls", "http://127.0.0.1:0", "--Connections:PerAddressMax", $"{PerAddress}"]);
        var address = await service.ListeningAsync();
        var open = new List<TcpClient>();
        for (var number = 0; number < PerAddress; number++)
        {
            open.Add(await ConnectAsync(address));
            Assert.True(await IsServedAsync(open[^1]));
        }

        using (var oneMore = await ConnectAsync(address)) Assert.False(await IsServedAsync(oneMore));
        Assert.True(await IsServedAsync(open[0]));

        open[0].Dispose();
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            using var another = await ConnectAsync(address);
            if (await IsServedAsync(another)) break;
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }

        open.ForEach(connection => connection.Dispose());
    }

    [Fact]
    public async Task A_proxy_of_the_settings_speaks_for_many()
    {
        using var directory = new TestDirectory();
        await using var service = ServiceProcess.Start(
            directory,
            ["--urls", "http://127.0.0.1:0", "--Connections:PerAddressMax", "1", "--Access:Proxies:0", "127.0.0.0/8"]);
        var address = await service.ListeningAsync();
        var open = new List<TcpClient>();
        for (var number = 0; number < PerAddress; number++)
        {
            open.Add(await ConnectAsync(address));
            Assert.True(await IsServedAsync(open[^1]));
        }

        open.ForEach(connection => connection.Dispose());
    }

    [Fact]
    public async Task However_they_are_shared_there_are_no_more_than_so_many_connections()
    {
        using var directory = new TestDirectory();
        await using var service = ServiceProcess.Start(
            directory, ["--urls", "http://127.0.0.1:0", "--Connections:Max", "2"]);
        var address = await service.ListeningAsync();
        using var first = await ConnectAsync(address);
        using var second = await ConnectAsync(address);
        Assert.True(await IsServedAsync(first));
        Assert.True(await IsServedAsync(second));

        using var third = await ConnectAsync(address);

        Assert.False(await IsServedAsync(third));
        Assert.True(await IsServedAsync(first));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_on_which_nothing_is_asked_is_closed(bool asksOnce)
    {
        using var directory = new TestDirectory();
        await using var service = ServiceProcess.Start(
            directory, ["--urls", "http://127.0.0.1:0", "--Connections:IdleSeconds", "1"]);
        using var connection = await ConnectAsync(await service.ListeningAsync());
        if (asksOnce) Assert.True(await IsServedAsync(connection));

        Assert.False(await ReadAsync(connection.GetStream(), until: null));
    }

    private static async Task<TcpClient> ConnectAsync(Uri address)
    {
        var connection = new TcpClient { NoDelay = true };
        await connection.ConnectAsync(address.Host, address.Port);
        return connection;
    }

    // True if there was an answer, false if the connection ended instead.
    private static async Task<bool> IsServedAsync(TcpClient connection)
    {
        try
        {
            var stream = connection.GetStream();
            await stream.WriteAsync(Question);
            return await ReadAsync(stream, until: Answer);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task<bool> ReadAsync(NetworkStream stream, string? until)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (until is null || !text.ToString().Contains(until, StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(buffer).AsTask().WaitAsync(Patience) is not (> 0 and var read)) return false;
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return true;
    }
}
