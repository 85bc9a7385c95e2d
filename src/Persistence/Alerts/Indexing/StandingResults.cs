using System.Text.Json;

namespace DetectionApi.Persistence.Alerts.Indexing;

/// <summary>The answers to the questions that were asked last. Asked again, they cost nothing.</summary>
/// <remarks>
/// Dashboards ask the same of all alerts every few seconds. Each answer follows the changes, which are few, instead of
/// looking at all rows, which are many.
/// </remarks>
internal sealed class StandingResults
{
    // As many as some dashboards have panels; each costs a fraction of a microsecond a change.
    private const int Most = 48;

    private static readonly JsonSerializerOptions Written = new() { IncludeFields = true };

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = [];
    private long _asked;

    /// <summary>Those that follow the rows. Only to be asked by who writes rows.</summary>
    public IReadOnlyCollection<IStandingResult> All
    {
        get
        {
            lock (_lock) return [.. _entries.Values.Select(entry => entry.Answer)];
        }
    }

    /// <summary>The answer to a question; worked out if it was not asked lately.</summary>
    /// <remarks>
    /// Whoever asks keeps rows from changing meanwhile. What is asked of a span of time is not kept: the span is
    /// another one each time, and few blocks lie in it.
    /// </remarks>
    public TResult Get<TResult, TQuestion>(string kind, AlertFilter filter, TQuestion more, Func<TResult> answer)
        where TResult : class, IStandingResult =>
        filter is { From: null, To: null, CreatedFrom: null }
            ? Get(JsonSerializer.Serialize(new { kind, filter, more }, Written), answer)
            : answer();

    private T Get<T>(string question, Func<T> answer) where T : class, IStandingResult
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(question, out var known))
            {
                known.AskedLast = ++_asked;
                return (T)known.Answer;
            }
        }

        // Others may ask for something else while this is worked out.
        var result = answer();
        lock (_lock)
        {
            if (_entries.TryGetValue(question, out var known)) return (T)known.Answer;
            if (_entries.Count == Most) _entries.Remove(_entries.MinBy(entry => entry.Value.AskedLast).Key);
            _entries.Add(question, new Entry(result) { AskedLast = ++_asked });
        }

        return result;
    }

    private sealed class Entry(IStandingResult result)
    {
        public IStandingResult Answer => result;

        public long AskedLast { get; set; }
    }
}
