namespace DetectionApi.Faults;

/// <summary>Several shippers at once, and what they know of their batches.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abandon = new();
    private readonly Shipper[] _shippers;
    private readonly Task[] _runs;
    private volatile Uri? _address;

    /// <summary>Sets off.</summary>
    /// <param name="shippers">How many.</param>
    /// <param name="address">Where to; null is nowhere for now.</param>
    /// <param name="pause">How long each rests after each batch.</param>
    public Fleet(int shippers, Uri? address, TimeSpan pause = default)
    {
        _address = address;
        _shippers = [.. Enumerable.Range(0, shippers).Select(number => new Shipper(number, () => _address, pause))];

        // On threads that no test waits for.
        _runs = [.. _shippers.Select(shipper => Task.Run(() => shipper.RunAsync(_stop.Token, _abandon.Token)))];
    }

    /// <summary>How many batches of each shipper are acknowledged.</summary>
    public int[] Acknowledged => [.. _shippers.Select(shipper => shipper.Acknowledged)];

    /// <summary>How many batches of each shipper were sent or begun.</summary>
    public int[] Sent => [.. _shippers.Select(shipper => shipper.Sent)];

    /// <summary>How many requests were refused.</summary>
    public int Refused => _shippers.Sum(shipper => shipper.Refused);

    /// <summary>How many requests broke off.</summary>
    public int Failed => _shippers.Sum(shipper => shipper.Failed);

    /// <summary>Where to from now on; null is nowhere for now.</summary>
    public void ShipTo(Uri? address) => _address = address;

    /// <summary>Waits until some more batches are acknowledged.</summary>
    public Task AcknowledgedMoreAsync(int batches)
    {
        var enough = Acknowledged.Sum() + batches;
        return UntilAsync(() => Acknowledged.Sum() >= enough, $"{batches} more batches are acknowledged");
    }

    /// <summary>Waits until each shipper got some more batches acknowledged.</summary>
    public Task EachAcknowledgedMoreAsync(int batches)
    {
        var before = Acknowledged;
        return UntilAsync(
            () => Acknowledged.Zip(before).All(one => one.First >= one.Second + batches),
            $"each has {batches} more batches acknowledged");
    }

    /// <summary>
    /// Waits until so many requests in a row are refused: small batches may still pass where great ones do not.
    /// </summary>
    public async Task StuckAsync(int refusals)
    {
        for (var before = -1; before != Acknowledged.Sum();)
        {
            before = Acknowledged.Sum();
            var enough = Refused + refusals;
            await UntilAsync(() => Refused >= enough, $"{refusals} more requests are refused");
        }
    }

    /// <summary>Waits until something has happened; fails if it does not, or if a shipper cannot go on.</summary>
    public async Task UntilAsync(Func<bool> happened, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!happened())
        {
            foreach (var run in _runs.Where(run => run.IsFaulted)) await run;
            if (patience.IsCancellationRequested)
                Assert.Fail($"waiting until {what}: {Acknowledged.Sum()} batches, {Refused} refused, {Failed} failed");
            await Task.Delay(Look, CancellationToken.None);
        }
    }

    /// <summary>Lets each get the batch at hand acknowledged, and stops.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_runs).WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        // Whatever was wrong with them was seen by whoever waited for them.
        await _abandon.CancelAsync();
        await _stop.CancelAsync();
        await Task.WhenAll(_runs).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var shipper in _shippers) shipper.Dispose();
        _abandon.Dispose();
        _stop.Dispose();
    }
}
