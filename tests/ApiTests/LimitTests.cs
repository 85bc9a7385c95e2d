using System.Net;
using DetectionApi.Api.Limits;
using DetectionApi.Domain.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DetectionApi.ApiTests;

/// <summary>The parts that limits are made of.</summary>
public sealed class LimitTests
{
    [Theory]
    [InlineData(null, "nowhere")]
    [InlineData("10.1.2.3", "10.1.2.3")]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64")]
    [InlineData("fe80::1%3", "fe80::/64")]
    public void Addresses_of_one_network_of_IPv6_are_one(string? address, string group) =>
        Assert.Equal(group, AddressGroup.Of(address is null ? null : IPAddress.Parse(address)));

    [Fact]
    public void A_flood_with_the_key_of_a_fleet_takes_nothing_from_the_other_addresses()
    {
        using var rates = Rates(perSecond: 1, burst: 3);
        var shipper = new Caller("shippers", "k1", [Role.Ingest], null);

        Assert.True(IsRefusedOnce(2000, _ => rates.Take(shipper, IPAddress.Parse("10.0.0.1"))));

        Assert.Null(rates.Take(shipper, IPAddress.Parse("10.0.0.2")));
        Assert.Null(rates.Take(shipper, IPAddress.Parse("2001:db8::1")));
    }

    [Fact]
    public void The_addresses_with_the_key_of_a_fleet_have_a_limit_together()
    {
        using var rates = Rates(perSecond: 1, burst: 1);
        var shipper = new Caller("shippers", "k1", [Role.Ingest], null);

        Assert.True(IsRefusedOnce(2000, n => rates.Take(shipper, new IPAddress([10, 0, (byte)(n / 256), (byte)n]))));
    }

    [Fact]
    public void A_key_that_does_more_than_post_is_counted_wherever_it_is_used()
    {
        using var rates = Rates(perSecond: 1, burst: 100);
        var reader = new Caller("reader", "k1", [Role.Ingest, Role.Read], null);

        Assert.True(IsRefusedOnce(2000, _ => rates.Take(reader, IPAddress.Parse("10.0.0.1"))));

        Assert.True(IsRefusedOnce(100, _ => rates.Take(reader, IPAddress.Parse("10.0.0.2"))));
    }

    [Fact]
    public async Task Reads_that_take_much_work_wait_for_a_place_and_one_caller_does_not_take_all()
    {
        await using var service = TestService.Start(("Rates:ConcurrentReads", "4"));
        await SomeKey.AddAsync(service, Role.Admin);
        var places = service.Services.GetRequiredService<ReadPlaces>();
        var greedy = new Caller("greedy", "k1", [Role.Read], null);
        var modest = new Caller("modest", "k2", [Role.Read], null);

        var first = await places.FindAsync(greedy, CancellationToken.None);
        var second = await places.FindAsync(greedy, CancellationToken.None);
        var third = places.FindAsync(greedy, CancellationToken.None).AsTask();
        Assert.False(third.IsCompleted);
        Assert.NotNull(await places.FindAsync(modest, CancellationToken.None));

        Assert.NotNull(second);
        first!.Dispose();
        Assert.NotNull(await third);
    }

    [Fact]
    public async Task Past_those_who_may_wait_a_read_finds_no_place()
    {
        await using var service = TestService.Start(("Rates:ConcurrentReads", "1"));
        await SomeKey.AddAsync(service, Role.Admin);
        var places = service.Services.GetRequiredService<ReadPlaces>();
        var caller = new Caller("greedy", "k1", [Role.Read], null);
        using var gone = new CancellationTokenSource();

        Assert.NotNull(await places.FindAsync(caller, gone.Token));
        var waiting = Enumerable.Range(0, 100).Select(_ => places.FindAsync(caller, gone.Token).AsTask()).ToList();
        var refused = waiting.Where(place => place.IsCompleted).ToList();

        Assert.NotEmpty(refused);
        Assert.All(refused, place => Assert.Null(place.Result));
        await gone.CancelAsync();
        foreach (var place in waiting.Except(refused))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => place);
    }

    [Fact]
    public void The_same_refusal_is_said_once_and_then_counted()
    {
        var log = new LineCollector();
        using var lines = new RepeatedLines(
            TimeProvider.System, new Logger<RepeatedLines>(LoggerFactory.Create(logs => logs.AddProvider(log))));

        Assert.True(lines.IsNews("one"));
        Assert.All(Enumerable.Range(0, 99), _ => Assert.False(lines.IsNews("one")));
        Assert.True(lines.IsNews("other"));
        lines.Sweep();
        Assert.Equal(["99 times more: one."], log.Messages);

        Assert.False(lines.IsNews("one"));
        Assert.True(lines.IsNews("other"));
        lines.Sweep();
        lines.Sweep();
        Assert.Equal(["99 times more: one.", "1 times more: one."], log.Messages);
        Assert.True(lines.IsNews("one"));
    }

    [Fact]
    public void However_many_causes_there_are_the_log_and_the_memory_stay_small()
    {
        var log = new LineCollector();
        using var lines = new RepeatedLines(
            TimeProvider.System, new Logger<RepeatedLines>(LoggerFactory.Create(logs => logs.AddProvider(log))));

        Assert.InRange(Enumerable.Range(0, 100_000).Count(number => lines.IsNews($"cause {number}")), 1, 1001);
        lines.Sweep();
        Assert.Single(log.Messages);
    }

    private static RequestRates Rates(int perSecond, int burst) =>
        new(Options.Create(new RateOptions { RequestsPerSecond = perSecond, Burst = burst }));

    private static bool IsRefusedOnce(int times, Func<int, TimeSpan?> take) =>
        Enumerable.Range(0, times).Any(number => take(number) is not null);
}
