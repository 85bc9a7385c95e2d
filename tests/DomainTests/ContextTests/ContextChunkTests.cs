using DetectionApi.Domain.Context;

namespace DetectionApi.DomainTests.ContextTests;

/// <summary>Kept events, gathered to be stored together.</summary>
public sealed class ContextChunkTests
{
    private static readonly byte[][] Documents =
    [
        SomeContext.Start().Utf8, SomeContext.Load().Utf8, SomeContext.AuditedStart().Utf8, SomeContext.Sysmon(5).Utf8,
        SomeContext.Sysmon(22).Data("QueryName", "a.example").Without("winlog.record_id").Utf8,
        SomeContext.OfAgent(11).Utf8,
    ];

    [Fact]
    public void Emptied_and_used_again_it_is_like_new()
    {
        var fresh = Kept.Chunk(Documents);
        var used = Kept.Chunk(Documents.Reverse().Concat(Documents));
        used.Clear();
        Assert.Equal((0, 0, 0), (used.Count, used.Records.Length, used.KeyHashes().Length));
        Assert.Equal((DateTimeOffset.MaxValue, DateTimeOffset.MinValue), (used.From, used.To));

        used.Add(fresh.Records);

        AssertSame(fresh, used);
    }

    [Fact]
    public void What_it_holds_added_to_another_one_is_the_same()
    {
        var (whole, sum) = (Kept.Chunk(Documents), new ContextChunk());
        foreach (var document in Documents) sum.Add(Kept.Chunk(document).Records);

        AssertSame(whole, sum);
        sum.Add([]);
        AssertSame(whole, sum);
    }

    [Fact]
    public void It_says_when_it_is_full()
    {
        var (one, chunk) = (Kept.Chunk(SomeContext.Start().Utf8), new ContextChunk());
        while (!chunk.IsFull) chunk.Add(one.Records);

        Assert.InRange(chunk.Records.Length, ContextChunk.FullBytes, ContextChunk.FullBytes + one.Records.Length);
        Assert.Equal(one.KeyHashes(), chunk.KeyHashes());
        Assert.Equal(chunk.Count, Kept.All(chunk, SomeContext.Host).Count);
    }

    // Each of very many small events has keys of its own.
    [Fact]
    public void Very_many_keys_are_no_harm()
    {
        var chunk = Kept.Chunk(Enumerable.Range(0, 6000).Select(i => SomeContext.Sysmon(5)
            .With("winlog.computer_name", $"h{i}").Data("ProcessGuid", $"{i}").Data("User", $@"d\{i}").Utf8));
        Assert.Equal(24_000, chunk.KeyHashes().Length);

        chunk.Clear();
        chunk.Add(Kept.Chunk(Documents).Records);

        AssertSame(Kept.Chunk(Documents), chunk);
    }

    [Fact]
    public void A_monstrous_event_does_not_cost_its_memory_for_ever()
    {
        var monster = SomeContext.Sysmon(22)
            .With("dns.resolved_ip", Enumerable.Repeat(new string('1', 2000), 4000).ToArray()).Utf8;
        var chunk = Kept.Chunk(monster);
        Assert.Equal(4000, Assert.Single(Kept.All(chunk, SomeContext.Host)).All("dns.resolved_ip").Count());

        chunk.Clear();
        chunk.Add(Kept.Chunk(Documents).Records);

        AssertSame(Kept.Chunk(Documents), chunk);
    }

    private static void AssertSame(ContextChunk expected, ContextChunk chunk)
    {
        Assert.Equal(expected.Records.ToArray(), chunk.Records.ToArray());
        Assert.Equal(expected.KeyHashes(), chunk.KeyHashes());
        Assert.Equal((expected.Count, expected.From, expected.To), (chunk.Count, chunk.From, chunk.To));
        Assert.Equal(chunk.KeyHashes().Order(), chunk.KeyHashes());
    }
}
