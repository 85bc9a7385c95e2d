using System.Diagnostics;

namespace DetectionApi.Benchmarks.Client;

/// <summary>All connections to one server, which send at the same time.</summary>
internal sealed class Fleet : IDisposable
{
    private readonly (Shipper Shipper, IBatchBodies Bodies)[] _members;

    /// <summary>Connects.</summary>
    /// <param name="target">The server.</param>
    /// <param name="connections">How many connections.</param>
    /// <param name="bodies">Gives each connection its bodies.</param>
    /// <param name="isGzip">True if the bodies are compressed.</param>
    /// <param name="checksItems">True if the server answers event by event.</param>
    public Fleet(Uri target, int connections, Func<IBatchBodies> bodies, bool isGzip, bool checksItems) =>
        _members =
        [
            .. from connection in Enumerable.Range(0, connections)
               select (new Shipper(target, isGzip, checksItems), bodies()),
        ];

    private IEnumerable<Shipper> Shippers => _members.Select(member => member.Shipper);

    /// <summary>Sends what the queue hands out.</summary>
    public async Task<RoundResult> RunAsync(BatchQueue queue, CancellationToken cancellationToken)
    {
        foreach (var shipper in Shippers) shipper.Reset();
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(_members.Select(member =>
            Task.Run(() => member.Shipper.RunAsync(queue, member.Bodies, cancellationToken), cancellationToken)));
        return new RoundResult(
            Shippers.Sum(s => s.Latencies.Count), Shippers.Sum(s => s.Bytes), Stopwatch.GetElapsedTime(started),
            [.. Shippers.SelectMany(s => s.Latencies)], Shippers.Sum(s => s.Retries));
    }

    public void Dispose()
    {
        foreach (var shipper in Shippers) shipper.Dispose();
    }
}
