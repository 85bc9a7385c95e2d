using System.Net;
using System.Net.Sockets;
using System.Text;
using DetectionApi.Api.Webhooks;
using DetectionApi.Persistence.Webhooks;

namespace DetectionApi.ApiTests;

/// <summary>Where messages do not go, and how they are signed and tried again.</summary>
public sealed class WebhookRefusalTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("0.0.0.0")]
    public async Task A_name_or_number_that_leads_to_this_computer_is_not_even_connected_to(string host)
    {
        using var listener = new TcpListener(IPAddress.IPv6Any, 0);
        listener.Server.DualMode = true;
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var service = TestService.Start(
            ("Webhooks:Targets:0:Name", "inside"), ("Webhooks:Targets:0:Url", $"https://{host}:{port}/"),
            ("Webhooks:Targets:0:Secret", WebhookReceiver.Secret), ("Webhooks:Targets:0:Events:0", "alert.created"),
            ("Webhooks:RetrySeconds:0", "1"));
        await service.PostBulkAsync(Some.RaisedEvent(1));

        await WebhookTests.Until(async () => (await WebhookTests.ListAsync(service, "state=dead")).Count == 1);

        var dead = Assert.Single(await WebhookTests.ListAsync(service, "state=dead"));
        Assert.Contains("internet does not reach", (string?)dead["lastError"], StringComparison.Ordinal);
        Assert.False(listener.Pending());
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("100.63.255.255", true)]
    [InlineData("172.15.0.1", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("223.255.255.255", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.255.255.255", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.9.9.9", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("::7f00:1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:0:1::", false)]
    [InlineData("64:ff9b:1::a00:1", false)]
    [InlineData("::ffff:0:10.0.0.1", false)]
    [InlineData("2606:4700::5efe:10.0.0.1", false)]
    [InlineData("2606:4700::200:5efe:10.0.0.1", false)]
    [InlineData("2606:4700::5eff:10.0.0.1", true)]
    [InlineData("100::1", false)]
    [InlineData("5f00::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd12::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    public void Only_what_the_internet_reaches_is_public(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddresses.Contain(IPAddress.Parse(address)));

    // The standard's own example.
    [Fact]
    public void The_signature_is_the_one_of_the_standard()
    {
        Assert.True(WebhookSecret.TryParse(WebhookReceiver.Secret, out var secret));

        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            secret.Sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Encoding.UTF8.GetBytes("""{"test": 2432232314}""")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS")]
    [InlineData("whsec_dG9vIHNob3J0")]
    public void A_secret_that_is_none_is_refused(string text) => Assert.False(WebhookSecret.TryParse(text, out _));

    [Fact]
    public void Pauses_grow_as_the_standard_says_spread_a_little_and_end()
    {
        var schedule = new RetrySchedule([]);
        var now = DateTimeOffset.UnixEpoch;
        var spreads = new HashSet<double>();
        for (var number = 0; number < 50; number++)
        {
            var delivery = NewDelivery(number);
            foreach (var hours in (double[])[5 / 3600.0, 1 / 12.0, 0.5, 2, 5, 10, 14, 20, 24])
            {
                var next = schedule.NextAt(delivery, now, null);
                Assert.Equal(next, schedule.NextAt(delivery, now, null));
                var pause = (next!.Value - now).TotalHours / hours;
                Assert.InRange(pause, 0.999, 1.2);
                spreads.Add(Math.Round(pause, 3));
                delivery.Note(new DeliveryAttempt(now, 500, "no"), next);
            }

            Assert.Null(schedule.NextAt(delivery, now, null));
        }

        Assert.True(spreads.Count > 10);
        Assert.Equal(
            now.AddHours(1), schedule.NextAt(NewDelivery(1), now, TimeSpan.FromHours(1)));
    }

    private static WebhookDelivery NewDelivery(int number) => new()
    {
        MessageId = $"msg_{number}", Target = "x", Type = "alert.created", AlertId = "x", Body = [],
        CreatedAt = DateTimeOffset.UnixEpoch, NextAttemptAt = DateTimeOffset.UnixEpoch,
    };
}
