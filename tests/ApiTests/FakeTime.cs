namespace DetectionApi.ApiTests;

/// <summary>The time of day as a test sets it; whoever waits, waits as ever.</summary>
internal sealed class FakeTime : TimeProvider
{
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;

    public void Advance(TimeSpan by) => _ahead += by;
}
