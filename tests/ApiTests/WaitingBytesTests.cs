using DetectionApi.Api.Ingest;
using Microsoft.Extensions.Options;

namespace DetectionApi.ApiTests;

/// <summary>How much of requests may be under way.</summary>
public sealed class WaitingBytesTests
{
    private const long Most = 1024 * 1024;

    private readonly WaitingBytes _waiting = new(Options.Create(new IngestOptions { WaitingBytesMax = Most }));

    [Fact]
    public void Past_the_most_a_request_is_refused_until_another_one_ends()
    {
        using var one = _waiting.Open();
        one.Add(Most - 100);
        using var other = _waiting.Open();
        Assert.Throws<TooMuchWaitingException>(() => other.Add(200));

        one.Dispose();
        other.Add(200);
        other.Continue();
    }

    [Fact]
    public void One_that_is_alone_may_go_past_it_and_gives_way_to_the_next()
    {
        using var large = _waiting.Open();
        large.Add(3 * Most);
        large.Continue();

        Assert.Throws<TooMuchWaitingException>(_waiting.Open);

        Assert.Throws<TooMuchWaitingException>(large.Continue);
        large.Dispose();
        using var next = _waiting.Open();
        next.Add(100);
        next.Continue();
    }
}
