using DetectionApi.Domain.Context;
using DetectionApi.Domain.Eql;
using DetectionApi.Domain.Events;
using DetectionApi.Domain.ProcessAccess;
using DetectionApi.Domain.Rules;

namespace DetectionApi.Domain.Alerts;

/// <summary>The whole decision about one event, in one place: bytes in, verdict out.</summary>
/// <remarks>Immutable and safe to share. When the active rules change, another detector takes its place.</remarks>
public sealed class Detector
{
    private readonly Normaliser _normaliser;
    private readonly EnvelopeReader _envelope;
    private readonly ObservedAccessReader _access;
    private readonly ContextReader? _context;
    private readonly CodeFilter _filter;
    private readonly (ActiveRule Rule, EqlMatcher Matcher)[] _rules;

    /// <summary>A detector for the rules, in their versions.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="keepsContext">Whether it also picks out what the context keeps.</param>
    public Detector(IReadOnlyList<ActiveRule> rules, bool keepsContext = false)
    {
        _normaliser = new Normaliser(
            [
                .. EnvelopeReader.Fields, .. ObservedAccessReader.Fields,
                .. rules.SelectMany(r => r.Version.Query.Fields), .. keepsContext ? ContextReader.Judged : [],
            ],
            keepsContext ? ContextReader.Kept : []);
        _context = keepsContext ? new ContextReader(_normaliser.Fields) : null;
        _filter = new CodeFilter(_normaliser.Fields, CodesOf(rules, keepsContext));
        _envelope = new EnvelopeReader(_normaliser.Fields);
        _access = new ObservedAccessReader(_normaliser.Fields);
        _rules = [.. rules.Select(rule => (rule, rule.Version.Query.Compile(_normaliser.Fields)))];
    }

    /// <summary>How many rules judge.</summary>
    public int RuleCount => _rules.Length;

    /// <summary>Memory for reading events, to be used by one thread at a time and by this detector only.</summary>
    public EventBuffer NewBuffer() => new(_normaliser.Fields);

    /// <summary>The rules that look at <paramref name="index"/>; null is an event that names none.</summary>
    public RuleSelection RulesFor(string? index) => new(
    [
        .. from compiled in _rules
           where IndexPatterns.Match(compiled.Rule.Version.IndexPatterns, index ?? IndexPatterns.IndexOfUnnamed)
           select compiled,
    ]);

    /// <summary>Reads, normalises and judges one event. Allocates nothing unless a rule matches.</summary>
    /// <param name="document">One event as sent. It is read during the call, and copied only if a rule matches.</param>
    /// <param name="rules">What <see cref="RulesFor"/> gave for the event's index.</param>
    /// <param name="buffer">What <see cref="NewBuffer"/> gave.</param>
    /// <param name="receivedAt">When the event was received.</param>
    /// <param name="chunk">Takes in what the context keeps; null if it keeps nothing.</param>
    /// <param name="scope">The hosts whose events the sender may send; null for all.</param>
    public Verdict Judge(
        ReadOnlySpan<byte> document, RuleSelection rules, EventBuffer buffer, DateTimeOffset receivedAt = default,
        ContextChunk? chunk = null, HostScope? scope = null)
    {
        if (!ReferenceEquals(buffer.Fields, _normaliser.Fields))
            throw new ArgumentException("The buffer is another detector's.", nameof(buffer));
        if (!buffer.TryRead(document, out var view, out var reason)) return Verdict.OfUnreadable(reason);

        if (!_filter.Wants(view)) return Verdict.Silent;

        var origin = _normaliser.Apply(view);
        if (scope is not null && _envelope.HostOf(view) is var host && !scope.Covers(host))
            return Verdict.OfForeign(host.Name);

        List<Match>? matches = null;
        foreach (var (rule, matcher) in rules.Rules)
            if (matcher.Matches(view))
                (matches ??= []).Add(new Match(rule, _envelope.Read(view), _access.Read(view), document.ToArray()));

        if (chunk is not null && _context is not null && _context.Keeps(view, origin))
        {
            _normaliser.Complete(view, origin);
            _context.Copy(view, origin, receivedAt, chunk);
        }

        return matches is null ? Verdict.Silent : Verdict.Of(matches);
    }

    /// <summary>Reads one event as it is read to be judged, whether a rule matches it or not.</summary>
    /// <param name="document">One event as sent.</param>
    /// <param name="rules">What <see cref="RulesFor"/> gave for the event's index.</param>
    /// <param name="buffer">What <see cref="NewBuffer"/> gave.</param>
    /// <param name="reason">Why it cannot be read.</param>
    public ReadAccess? Read(
        ReadOnlySpan<byte> document, RuleSelection rules, EventBuffer buffer, out string? reason)
    {
        if (!buffer.TryRead(document, out var view, out reason)) return null;

        _normaliser.Apply(view);
        var matching = new List<ActiveRule>();
        foreach (var (rule, matcher) in rules.Rules)
            if (matcher.Matches(view)) matching.Add(rule);

        return new ReadAccess(_envelope.Read(view), _access.Read(view), matching);
    }

    // Null if some rule asks for any.
    private static HashSet<int>? CodesOf(IReadOnlyList<ActiveRule> rules, bool keepsContext)
    {
        var codes = new HashSet<int>(keepsContext ? ContextFields.Codes : []);
        foreach (var rule in rules)
        {
            if (rule.Version.Query.Codes is not { } ofRule) return null;
            codes.UnionWith(ofRule);
        }

        return codes;
    }
}
