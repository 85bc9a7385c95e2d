namespace DetectionApi.Api.Telemetry;

/// <summary>An alarm that holds.</summary>
/// <param name="Code">
/// <c>nothing-arrived</c>, <c>events-refused</c>, <c>nothing-judged</c>, <c>disk-nearly-full</c>, <c>store-failing</c>
/// or <c>webhooks-dead</c>.
/// </param>
/// <param name="Detail">One sentence for people.</param>
/// <param name="Since">When it was noticed first.</param>
internal sealed record AlarmResponse(string Code, string Detail, DateTimeOffset Since);

/// <summary>Remembers which alarms hold since when, and logs when one begins and when it ends.</summary>
internal sealed class AlarmBoard(ILogger<AlarmBoard> log)
{
    private readonly Lock _lock = new();
    private volatile IReadOnlyList<AlarmResponse> _standing = [];

    /// <summary>Those that held when somebody looked last.</summary>
    public IReadOnlyList<AlarmResponse> Standing => _standing;

    /// <summary>Takes over what holds now.</summary>
    public IReadOnlyList<AlarmResponse> Put(IReadOnlyList<Alarm> alarms, DateTimeOffset now)
    {
        lock (_lock)
        {
            var before = _standing.ToDictionary(alarm => alarm.Code);
            foreach (var alarm in alarms)
                if (!before.ContainsKey(alarm.Code)) log.AlarmBegan(alarm.Code, alarm.Detail);
            foreach (var alarm in _standing)
                if (!alarms.Any(still => still.Code == alarm.Code)) log.AlarmEnded(alarm.Code, now - alarm.Since);

            return _standing =
            [
                .. from alarm in alarms
                   select new AlarmResponse(
                       alarm.Code, alarm.Detail, before.GetValueOrDefault(alarm.Code)?.Since ?? now),
            ];
        }
    }
}
