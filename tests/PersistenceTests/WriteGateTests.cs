using DetectionApi.Persistence;

namespace DetectionApi.PersistenceTests;

public sealed class WriteGateTests
{
    [Fact]
    public async Task One_writes_at_a_time()
    {
        using var gate = new WriteGate();
        var (inside, most) = (0, 0);
        var writes = Enumerable.Range(0, 50).Select(_ => gate.PassAsync(
            async () =>
            {
                most = Math.Max(most, Interlocked.Increment(ref inside));
                await Task.Yield();
                return Interlocked.Decrement(ref inside);
            },
            default));

        await Task.WhenAll(writes);

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task A_failure_is_remembered_until_a_write_succeeds()
    {
        using var gate = new WriteGate();
        await Assert.ThrowsAsync<IOException>(
            () => gate.PassAsync<int>(() => throw new IOException("the disk is full"), default));
        Assert.True(gate.HasFailed);

        await gate.PassAsync(() => Task.FromResult(0), default);
        Assert.False(gate.HasFailed);
    }

    [Fact]
    public async Task Looking_proves_nothing_of_writing()
    {
        using var gate = new WriteGate();
        await Assert.ThrowsAsync<IOException>(
            () => gate.PassAsync<int>(() => throw new IOException("the disk is full"), default));

        Assert.Equal(7, await gate.LookAsync(() => 7, default));

        Assert.True(gate.HasFailed);
    }
}
