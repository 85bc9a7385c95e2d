using DetectionApi.Persistence;

namespace DetectionApi.PersistenceTests;

public sealed class WriteGateTests
{
    [Fact]
    public async Task So_many_wait_and_no_more()
    {
        using var gate = new WriteGate();
        var hold = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var written = 0;
        var inside = Enumerable.Range(0, WriteGate.InsideMax)
            .Select(_ => gate.PassAsync(
                async () =>
                {
                    await hold.Task;
                    return ++written;
                },
                default))
            .ToArray();

        await Assert.ThrowsAsync<StoreBusyException>(() => gate.PassAsync(() => Task.FromResult(0), default));

        hold.SetResult(0);
        await Task.WhenAll(inside);
        Assert.Equal(WriteGate.InsideMax, written);
        Assert.Equal(7, await gate.PassAsync(() => Task.FromResult(7), default));
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
}
