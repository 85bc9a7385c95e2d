using System.Collections.Concurrent;
using DetectionApi.Domain.Alerts;
using DetectionApi.Domain.Context;

namespace DetectionApi.Api.Rules;

/// <summary>The detector of the rules as they are set now, with what makes using it cheap.</summary>
/// <param name="detector">The detector.</param>
/// <param name="keepsContext">Whether it also gathers what the context keeps.</param>
/// <param name="onUnwatched">Is told, once, the name of each index that no rule looks at.</param>
internal sealed class DetectorInForce(Detector detector, bool keepsContext, Action<string> onUnwatched)
{
    // Names with a date in them grow in number for ever.
    private const int IndicesKept = 1000;

    private const int IdleKept = 16;
    private const int UnwatchedShown = 50;
    private const int NameLengthMax = 255;

    private readonly ConcurrentBag<JudgingMemory> _idle = [];
    private readonly ConcurrentDictionary<string, RuleSelection> _byIndex = new(StringComparer.Ordinal);
    private readonly RuleSelection _unnamed = detector.RulesFor(null);

    public Detector Detector => detector;

    /// <summary>Indices that events were sent for and no rule looks at, some of them if there are many.</summary>
    public IReadOnlyList<string> UnwatchedIndices =>
    [
        .. _byIndex.Where(known => known.Value.IsEmpty)
            .Select(known => Quoted.Visible(known.Key, NameLengthMax))
            .Order(StringComparer.Ordinal)
            .Take(UnwatchedShown),
    ];

    /// <summary>Memory for one request.</summary>
    public JudgingMemory Rent() => _idle.TryTake(out var memory)
        ? memory
        : new JudgingMemory(detector.NewBuffer(), keepsContext ? new ContextChunk() : null);

    /// <summary>Takes it back.</summary>
    public void Return(JudgingMemory memory)
    {
        memory.Clear();
        if (_idle.Count < IdleKept) _idle.Add(memory);
    }

    /// <summary>Reads one event that names no index, whether a rule matches it or not; null if it is none.</summary>
    public ReadAccess? Read(ReadOnlySpan<byte> document, out string? reason)
    {
        var memory = Rent();
        try
        {
            return detector.Read(document, _unnamed, memory.Buffer, out reason);
        }
        finally
        {
            Return(memory);
        }
    }

    /// <summary>The rules that look at an index; null is an event that names none.</summary>
    public RuleSelection RulesFor(string? index)
    {
        if (index is null) return _unnamed;
        if (_byIndex.TryGetValue(index, out var known)) return known;

        var rules = detector.RulesFor(index);
        if (_byIndex.Count < IndicesKept && _byIndex.TryAdd(index, rules) && rules.IsEmpty)
            onUnwatched(Quoted.Visible(index, NameLengthMax));
        return rules;
    }
}
